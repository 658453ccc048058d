import { describe, expect, it } from 'vitest';
import type { CoordinatorInput } from '../../../agents/coordinate/input.ts';
import { coordinate } from '../../../agents/coordinator.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { Interpretation } from '../../../src/domain/talking-point.ts';
import { inputFor } from './coordinator-input.ts';
import { appointment, chain, deepSleepShift, heartRateShift, links, report, rule } from './seed-story.ts';
import { worded } from './worded.ts';

const quiet = (number: number, metric: string, differenceSd: number): Finding =>
  ({
    ...heartRateShift,
    id: `shift-${number}`,
    metrics: [metric],
    metric,
    events: [],
    agents: ['sleep'],
    differenceSd,
  }) as Finding;

describe('the story', () => {
  const page = coordinate(inputFor(report.findings));

  it('tells changes after one event together, and a chain once with all its parts', () => {
    expect(page.points.map(({ section, claims }) => [section, claims.length])).toEqual([
      ['what-changed', 2],
      ['patterns', 6],
    ]);
    expect(page.points[0]).toMatchObject({
      text: 'Deep sleep has averaged 47 minutes over the last 18 nights, against a usual 1 hour 22 minutes before (62 nights). The change began about 7 March (likely between 5 and 9 March), 4 days after Lisinopril dose changed (20 mg) on 3 March. Over the same period resting heart rate has risen by 4 bpm (58 bpm before, 62 bpm since).',
      question:
        'For Dr. Okafor on 24 March: After Lisinopril dose changed (20 mg) on 3 March, deep sleep is lower and resting heart rate is higher. Could we talk about whether these belong together, and whether the dose still fits?',
      agents: ['cardiology', 'medications', 'sleep'],
      priority: 1,
    });
    expect(page.points[1]?.text).toContain(
      'by 8 ms or more one day later on 13 of 15 days (87 %); on other days 21 %',
    );
  });

  it('takes a point apart: what changed, since when, against what, what came before, how sure', () => {
    expect(page.points[0]?.facts).toEqual({
      changed: 'Deep sleep: 47 minutes over 18 nights, down by 35 minutes',
      since: 'about 7 March (likely between 5 and 9 March)',
      against: '1 hour 22 minutes over the 62 nights before',
      before: '4 days after Lisinopril dose changed (20 mg) on 3 March',
      sure: 'Holds on the data of this day (false discovery rate 0.010).',
    });
  });

  it("has the person's own questions, the appointment, what was not seen and the wording", () => {
    expect(page.questions).toEqual(appointment.questions);
    expect(page.appointment).toMatchObject({ clinician: 'Dr. Okafor', daysAway: 0 });
    expect(page.notSeen).toEqual([
      'No lasting change was seen in total sleep; one smaller than 38 minutes would not show in these records.',
    ]);
    expect(page.wording).toBe('rule-based');
    const cited = new Set(page.points.flatMap(({ citations }) => citations));
    expect(page.evidence.map(({ id }) => id).sort()).toEqual([...cited].sort());
  });
});

describe('coordinate', () => {
  it('tells the same claims whoever could be reached', () => {
    const claims = (input: CoordinatorInput): string[] =>
      coordinate(input)
        .points.flatMap((point) => point.claims)
        .sort();
    const all = claims(inputFor(report.findings));
    expect(all).toEqual(report.findings.map(({ id }) => id).sort());
    expect(claims(inputFor(report.findings, { interpretations: [] }))).toEqual(all);
    expect(claims(inputFor(report.findings, { interpretations: [worded('sleep', {})] }))).toEqual(all);
  });

  it('completes a model’s point with what it did not tell', () => {
    const page = coordinate(
      inputFor([deepSleepShift, heartRateShift], { interpretations: [worded('sleep', {})] }),
    );
    expect(page.points[0]?.text).toBe(
      'Deep sleep fell to 47 minutes. Over the same period resting heart rate has risen by 4 bpm (58 bpm before, 62 bpm since).',
    );
    expect(page.wording).toBe('model');
  });

  it('drops stored words that no longer follow from the findings', () => {
    const stale = worded('sleep', { text: 'Deep sleep fell to 40 minutes.' });
    const page = coordinate(inputFor([deepSleepShift], { interpretations: [stale] }));
    expect(page.points[0]?.text).toContain('averaged 47 minutes');
    expect(page.wording).toBe('rule-based');
  });

  it('keeps it visible when specialists are not equally sure', () => {
    const interpretations = [
      worded('sleep', { confidence: 'high' }),
      worded('medications', { confidence: 'low' }),
    ];
    const [point] = coordinate(inputFor([deepSleepShift], { interpretations })).points;
    expect(point?.text).toContain(
      'The medications specialist is less sure of this than the sleep specialist.',
    );
    expect(point).toMatchObject({ confidence: 'low', agents: ['medications', 'sleep'] });
  });

  it('keeps to one page and says what was left out and why', () => {
    const slugs = ['totalSleep', 'remSleep', 'awakeTime', 'sleepLatency', 'spo2', 'steps', 'hrv', 'vo2Max'];
    const page = coordinate(inputFor(slugs.map((slug, place) => quiet(place, slug, 1 + place / 20))));
    expect(page.points).toHaveLength(6);
    expect(page.points[0]?.claims).toEqual(['shift-7']);
    expect(page.leftOut.map(({ reason }) => reason)).toEqual(
      Array(2).fill('The page is full; this ranked lower.'),
    );
    expect(page.leftOut.at(-1)?.summary).toContain('Total sleep');
  });

  it('leaves hints out, and shows established patterns as new', () => {
    const hint = { ...deepSleepShift, grade: 'watch', summary: 'A hint.' } as Finding;
    const fresh = { ...rule, grade: 'established' } as Finding;
    const page = coordinate(inputFor([hint, fresh]));
    expect(page.points.map(({ section }) => section)).toEqual(['new']);
    expect(page.leftOut).toEqual([
      { summary: 'A hint.', reason: 'Only a hint so far: not sure enough to be raised.' },
    ]);
  });

  it('puts the specialty of the appointment first', () => {
    const small = { ...heartRateShift, events: [], differenceSd: 0.8 } as Finding;
    const large = { ...deepSleepShift, events: [] } as Finding;
    const order = (specialty: string | undefined): unknown[] =>
      coordinate(inputFor([large, small], { appointment: { ...appointment, specialty } })).points.map(
        ({ id: _id, claims }) => claims[0],
      );
    expect(order('Cardiology')).toEqual(['shift-rhr', 'shift-deep']);
    expect(order('Sleep medicine')).toEqual(['shift-deep', 'shift-rhr']);
    expect(order(undefined)).toEqual(['shift-deep', 'shift-rhr']);
  });

  it('puts what the person asks about before the specialty of the appointment', () => {
    const small = { ...heartRateShift, events: [], differenceSd: 0.8 } as Finding;
    const asking = (question: string): unknown =>
      coordinate(
        inputFor([{ ...deepSleepShift, events: [] } as Finding, small], {
          appointment: { ...appointment, specialty: 'Cardiology', questions: [question] },
        }),
      ).points[0]?.claims;
    expect(asking('Why do I get so little deep sleep?')).toEqual(['shift-deep']);
    expect(asking('May I still drink coffee?')).toEqual(['shift-rhr']);
  });

  it('is not moved by a model that joins what does not belong together or calls it urgent', () => {
    const apart = [
      { ...deepSleepShift, events: [] },
      { ...heartRateShift, events: [] },
    ] as Finding[];
    const joined = worded('sleep', {
      text: 'Resting heart rate rose by 4 bpm and deep sleep fell to 47 minutes.',
      claims: ['shift-rhr', 'shift-deep'],
      priority: 1,
    });
    const loud = worded('cardiology', {
      text: 'Resting heart rate rose by 4 bpm.',
      claims: ['shift-rhr'],
      priority: 1,
    });
    const order = (interpretations: readonly Interpretation[]): unknown[] =>
      coordinate(inputFor(apart, { interpretations, appointment: undefined })).points.map(
        ({ claims, priority }) => [claims, priority],
      );
    expect(order([joined, loud])).toEqual(order([]));
  });

  it('puts red flags before everything, whatever the budget and whoever spoke', () => {
    const flag = {
      ...heartRateShift,
      kind: 'red-flag',
      id: 'flag',
      metrics: [],
      agents: [],
      rule: 'x',
      urgency: 'same-day',
      seen: 'x',
      summary: 'Call the practice today.',
    } as unknown as Finding;
    const page = coordinate(inputFor([...report.findings, flag]));
    expect(page.points[0]).toMatchObject({
      section: 'urgent',
      text: 'Call the practice today.',
      claims: ['flag'],
    });
  });

  it('keeps findings apart that do not belong together', () => {
    const [, , apart] = links;
    const page = coordinate(
      inputFor([deepSleepShift, { ...heartRateShift, events: [] } as Finding, apart as Finding]),
    );
    expect(page.points).toHaveLength(3);
    expect(coordinate(inputFor([chain, ...links])).points).toHaveLength(1);
  });
});
