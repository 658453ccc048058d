import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narratePlain } from '../../../agents/narrate/plain/finding.ts';
import { givenNames } from '../../../agents/narrate/plain/names.ts';
import { narrateStoryPlain } from '../../../agents/narrate/plain/story.ts';
import { groupStories } from '../../../agents/stories.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { lexiconOf } from '../../../src/llm/lexicon.ts';
import { checkReadingGrade } from '../../../src/llm/reading-grade.ts';
import { checkWording } from '../../../src/llm/wording.ts';
import { asOf, events } from './changes-arbitrary.ts';
import { findingsArbitrary } from './findings-arbitrary.ts';
import { chain, deepSleepShift, heartRateShift, knowledge, report, rule, timeline } from './seed-story.ts';

const lexicon = lexiconOf(knowledge);
const seed = { asOf, findings: report.findings, timeline, evidence: [] };

describe('the words the patient reads', () => {
  it('tell the two changes in short sentences', () => {
    expect(narrateStoryPlain([deepSleepShift, heartRateShift], seed)).toBe(
      'Deep sleep is now 47 minutes on average. Before, it was 1 hour 22 minutes. The change began about 7 March. That was 4 days after Lisinopril dose changed (20 mg) on 3 March. We counted 18 nights in this time and 62 nights in the time before. At the same time, resting heart rate is higher, too. Before, it was 58 bpm. Now it is 62 bpm.',
    );
  });

  it('tell a rule by its counts and a chain step by step', () => {
    expect(narratePlain(rule, seed)).toBe(
      'After nights with sleep efficiency under 78 %, heart rate variability was lower by 8 ms or more one day later on 13 of 15 days. That is 87 % of those days. On other days it was so on 21 %.',
    );
    expect(narratePlain(chain, seed)).toMatch(
      /^First comes lower sleep efficiency\. Then comes lower heart rate variability, one day later\. Then comes higher fatigue, the same day\./,
    );
  });

  it('pass every check and stay at grade 6, whatever was found', () => {
    const faults = (text: string, findings: readonly Finding[], claims: readonly string[]): string[] => {
      const context = { asOf, findings, timeline: events, appointment: undefined, profile: {} };
      const names = givenNames({ ...context, evidence: [] });
      return [
        ...checkGrounding(text, context, claims, lexicon),
        ...checkWording(text, context, claims, lexicon),
        ...checkReadingGrade(text, 6, { givenNames: names }),
      ].map(({ kind, words }) => `${kind}: ${words}`);
    };
    fc.assert(
      fc.property(findingsArbitrary, (findings) => {
        const told = findings.filter(({ kind }) => kind !== 'red-flag');
        const scene = { asOf, findings, timeline: events, evidence: [] };
        const texts = [
          ...told.map((finding) => ({ text: narratePlain(finding, scene), claims: [finding.id] })),
          ...groupStories(told).map((story) => ({
            text: narrateStoryPlain(story, scene),
            claims: story.map(({ id }) => id),
          })),
        ];
        // A story of one change is told as that change is.
        const different = new Map(texts.map((one) => [`${one.claims} ${one.text}`, one]));
        for (const { text, claims } of different.values())
          expect(faults(text, findings, claims), text).toEqual([]);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
