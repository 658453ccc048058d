import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrateStory } from '../../../agents/narrate/story.ts';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { lexiconOf } from '../../../src/llm/lexicon.ts';
import { checkVocabulary } from '../../../src/llm/vocabulary.ts';
import { checkWording } from '../../../src/llm/wording.ts';
import { asOf, events } from './changes-arbitrary.ts';
import { findingsArbitrary } from './findings-arbitrary.ts';
import { laterParaphrases } from './paraphrases/later.ts';
import { Phrasing } from './paraphrases/phrasing.ts';
import { isHeldOut, type Paraphrase, paraphrase } from './paraphrases.ts';
import { knowledge } from './seed-story.ts';

const lexicon = lexiconOf(knowledge);

type Origin = 'known' | 'held out' | 'written later';

interface Judged extends Paraphrase {
  readonly origin: Origin;
  readonly faults: readonly string[];
}

function judged(): Judged[] {
  const samples = fc.sample(fc.tuple(findingsArbitrary, fc.nat(1 << 30)), { seed: 23, numRuns: 120 });
  return samples.flatMap(([findings, seed]) => {
    const context = { asOf, findings, timeline: events, appointment: undefined, profile: {} };
    return findings.flatMap((finding) => {
      const draft = () => narrateStory([finding], { ...context, evidence: [] }).text;
      const later = laterParaphrases(finding, { ...context, p: new Phrasing(seed) });
      return [
        ...paraphrase(finding, context, seed).map((entry) => ({
          ...entry,
          origin: isHeldOut(entry) ? ('held out' as const) : ('known' as const),
        })),
        ...later.map((text, template) => ({
          kind: finding.kind,
          template,
          text,
          origin: 'written later' as const,
        })),
      ].map((entry) => ({
        ...entry,
        faults: [
          ...checkGrounding(entry.text, context, [finding.id], lexicon),
          ...checkWording(entry.text, context, [finding.id], lexicon),
          ...checkVocabulary(entry.text, context, [finding.id], draft),
        ].map(({ kind, words }) => `${kind}: ${words}`),
      }));
    });
  });
}

describe('true paraphrases', () => {
  const all = judged();
  const rejected = (entries: readonly Judged[]) => {
    const wrong = entries.filter(({ faults }) => faults.length > 0);
    const shown = wrong.slice(0, 20).map(({ text, faults }) => `${text} [${faults.join('; ')}]`);
    return {
      share: wrong.length / entries.length,
      shown: `${wrong.length} of ${entries.length}\n${shown.join('\n')}`,
    };
  };

  it.each([...new Set(all.map(({ kind }) => kind))])('of a %s pass', (kind) => {
    const { share, shown } = rejected(all.filter((entry) => entry.kind === kind));
    expect(share, shown).toBeLessThanOrEqual(0.02);
  });

  it.each<Origin>(['known', 'held out', 'written later'])('pass where the template was %s', (origin) => {
    const { share, shown } = rejected(all.filter((entry) => entry.origin === origin));
    expect(share, shown).toBeLessThanOrEqual(0.02);
  });
});
