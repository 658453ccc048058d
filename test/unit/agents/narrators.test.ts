import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../agents/judge.ts';
import { narrateFinding } from '../../../agents/narrate/sentence.ts';
import { sleep } from '../../../agents/sleep.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { EvidencePacket } from '../../../src/domain/packet.ts';
import { talkingPointSchema } from '../../../src/domain/talking-point.ts';
import { lexiconOf } from '../../../src/llm/lexicon.ts';
import { asOf, events } from './changes-arbitrary.ts';
import { findingsArbitrary } from './findings-arbitrary.ts';
import {
  appointment,
  chain,
  deepSleepShift,
  heartRateShift,
  knowledge,
  links,
  report,
  rule,
  timeline,
} from './seed-story.ts';

const scene = { asOf, findings: report.findings, timeline, evidence: [] };
const say = (finding: Finding): string => narrateFinding(finding, scene);

describe('narrators', () => {
  it('tells a shift with its usual, its day and what came before it', () => {
    expect(say(deepSleepShift)).toBe(
      'Deep sleep has averaged 47 minutes over the last 18 nights, against a usual 1 hour 22 minutes before (62 nights). The change began about 7 March (likely between 5 and 9 March), 4 days after Lisinopril dose changed (20 mg) on 3 March.',
    );
    expect(say({ ...heartRateShift, events: [], onsetRange: ['2026-03-08', '2026-03-08'] } as Finding)).toBe(
      'Resting heart rate has averaged 62 bpm over the last 17 nights, against a usual 58 bpm before (62 nights). The change began about 8 March.',
    );
  });

  it('tells a rule by its counts', () => {
    expect(say({ ...rule, lag: 0 } as Finding)).toBe(
      'After nights with sleep efficiency under 78 %, heart rate variability was lower by 8 ms or more on 13 of 15 days (87 %); on other days 21 %.',
    );
  });

  it('tells a link from its unwelcome side', () => {
    expect(links.map(say).slice(0, 2)).toEqual([
      'After nights with lower sleep efficiency, heart rate variability tended to be lower one day later, too (correlation 0.46 over 110 days).',
      'After nights with lower heart rate variability, fatigue tended to be higher (correlation −0.51 over 110 days).',
    ]);
  });

  it('tells a chain as a path, without directions where a step is missing', () => {
    expect(say(chain)).toMatch(
      /^Lower sleep efficiency, then lower heart rate variability one day later, then higher fatigue the same day, then lower steps the same day, then lower sleep efficiency again one day later:/,
    );
    expect(say({ ...chain, links: [] } as Finding)).toMatch(
      /^Sleep efficiency, then heart rate variability one day later, then fatigue the same day/,
    );
  });

  it('tells an event effect and what cannot be told apart from it', () => {
    const dose = timeline.find(({ kind }) => kind === 'medication-dose');
    const { before, after, difference, interval, metric } = deepSleepShift as Extract<
      Finding,
      { kind: 'shift' }
    >;
    const event = { id: dose?.id ?? '', kind: 'medication-dose', day: '2026-03-03' };
    const start = timeline[0]?.id ?? '';
    const text = say({
      ...deepSleepShift,
      kind: 'event-effect',
      event,
      metric,
      before,
      after,
      difference,
      interval,
      overlapping: [start],
    } as Finding);
    expect(text).toBe(
      'Deep sleep averaged 47 minutes over 18 nights after Lisinopril dose changed (20 mg) on 3 March, against 1 hour 22 minutes over the 62 nights before: 35 minutes lower. The records cannot tell it apart from Lisinopril started (10 mg at 21:00) on 5 January.',
    );
  });

  it('tells deviations, drifts, laboratory links and disagreement', () => {
    const base = { ...heartRateShift, from: '2026-03-22', to: '2026-03-24', events: [] };
    const baseline = { median: 57, low: 54, high: 60, nights: 60 };
    const all = [
      { ...base, kind: 'deviation', value: 66, baseline, z: 3.6 },
      { ...base, kind: 'drift', from: '2026-02-10', perWeek: 0.7, change: 4.1 },
      { ...base, kind: 'lab-link', analyte: 'TSH', labDay: '2026-03-10', windowDays: 60 },
      {
        ...base,
        kind: 'discordance',
        metric: 'deepSleep',
        answer: 'energy',
        metrics: ['deepSleep', 'energy'],
        n: 9,
      },
    ] as Finding[];
    expect(all.map(say)).toEqual([
      'Resting heart rate was 66 bpm on 24 March, higher than the usual 54 to 60 bpm (60 nights). It has been so more than once since 22 March.',
      'Resting heart rate has risen little by little between 10 February and 24 March: by 4 bpm in all, some 1 bpm a week.',
      'From one TSH result to the next, resting heart rate over the 60 days up to each moved the same way (80 results; the last result is of 10 March).',
      'Deep sleep from the ring and energy from the check-in do not say the same: deep sleep has changed, and in energy no lasting change was seen.',
    ]);
  });

  it('says nothing, over random findings, that the checks would refuse', () => {
    const lexicon = lexiconOf(knowledge);
    fc.assert(
      fc.property(findingsArbitrary, (findings) => {
        const packet: EvidencePacket = {
          agent: 'sleep',
          asOf,
          ageBand: '60–69',
          coverage: report.coverage,
          findings,
          timeline: events,
          appointment,
          profile: {},
          evidence: knowledge.evidence,
          earlier: [],
          mornings: [],
          outcomes: [],
        };
        const points = sleep.narrate(packet);
        expect(points.flatMap(({ claims }) => claims).sort()).toEqual(findings.map(({ id }) => id).sort());
        for (const point of points) {
          expect(talkingPointSchema.safeParse(point).success).toBe(true);
          const faults = judge(point, packet, lexicon, point);
          expect(faults, `${point.text} | ${point.question}`).toEqual([]);
        }
      }),
      { seed: 20260324, numRuns: 600 },
    );
  });
});
