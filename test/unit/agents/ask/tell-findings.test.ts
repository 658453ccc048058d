import { describe, expect, it } from 'vitest';
import { answerQueries } from '../../../../agents/ask/answer-queries.ts';
import type { AskWorld } from '../../../../agents/ask/world.ts';
import type { Query } from '../../../../src/domain/ask/query.ts';
import type { FindingOf } from '../../../../src/domain/finding.ts';
import type { TimelineEvent } from '../../../../src/domain/timeline.ts';
import { parseDay } from '../../../../src/shared/day.ts';
import { askedWorld, constant, seriesFrom } from '../../../support/asked-world.ts';

const common = {
  direction: 'down' as const,
  from: '2026-01-01',
  to: '2026-03-20',
  n: 70,
  p: 0.001,
  q: 0.01,
  agents: ['sleep' as const],
  events: [],
  limits: [],
};
const span = { mean: 80, n: 30, from: '2026-01-01', to: '2026-02-10' };
const shift: FindingOf<'shift'> = {
  ...common,
  id: 'shift-1',
  kind: 'shift',
  metric: 'deepSleep',
  metrics: ['deepSleep'],
  grade: 'established',
  summary: 'Deep sleep fell from 80 to 60 minutes around 12 February.',
  onset: '2026-02-12',
  onsetRange: ['2026-02-10', '2026-02-14'],
  before: span,
  after: { ...span, mean: 60 },
  difference: -20,
  differenceSd: -1.2,
  interval: [-26, -14],
};
const effect: FindingOf<'event-effect'> = {
  ...common,
  id: 'event-effect-1',
  kind: 'event-effect',
  metric: 'deepSleep',
  metrics: ['deepSleep'],
  grade: 'replicated',
  summary: 'Deep sleep was 18 minutes lower after the dose change.',
  event: { id: 'e2', kind: 'medication-dose', day: '2026-02-10' },
  before: span,
  after: { ...span, mean: 62 },
  difference: -18,
  interval: [-24, -12],
  overlapping: [],
};
const heart: FindingOf<'drift'> = {
  ...common,
  id: 'drift-1',
  kind: 'drift',
  metric: 'restingHeartRate',
  metrics: ['restingHeartRate'],
  grade: 'watch',
  summary: 'Resting heart rate rises by 0.3 bpm a week.',
  perWeek: 0.3,
  change: 2,
  interval: [0.1, 0.5],
};
const timeline: TimelineEvent[] = [
  { id: 'e1', kind: 'travel', day: parseDay('2026-01-15'), label: 'Trip to Lisbon' },
  {
    id: 'e2',
    kind: 'medication-dose',
    day: parseDay('2026-02-10'),
    label: 'Lisinopril dose changed (20 mg)',
    medication: 'Lisinopril',
  },
];
const world = askedWorld(
  '2026-03-20',
  [constant('deepSleep', '2026-01-20', '2026-02-18', 80), seriesFrom('hrv', '2026-03-19', [40, 44])],
  { report: { findings: [heart, shift, effect] }, timeline },
);
const told = (query: Query, of: AskWorld = world) => answerQueries([query], undefined, of);

describe('what was found', () => {
  it('is told in its own words, the surest first, and never as a cause', () => {
    const { sentences, limits } = told({ kind: 'findings', metrics: [] });
    expect(sentences.map(({ text, findings }) => [text, ...findings])).toEqual([
      ['Deep sleep was 18 minutes lower after the dose change (seen more than once).', 'event-effect-1'],
      ['Deep sleep fell from 80 to 60 minutes around 12 February (well supported).', 'shift-1'],
      ['Resting heart rate rises by 0.3 bpm a week (only a hint so far).', 'drift-1'],
    ]);
    expect(limits).toContain(
      'A pattern is no cause: what came before something need not have brought it about.',
    );
  });

  it('is told of the metrics asked about alone, and it is said where there is nothing', () => {
    expect(told({ kind: 'findings', metrics: ['restingHeartRate'] }).sentences).toHaveLength(1);
    expect(told({ kind: 'findings', metrics: ['steps', 'hrv'] }).sentences[0]?.text).toBe(
      'Nothing stands out in steps and heart rate variability as of 20 March.',
    );
  });

  it('says when there are too few nights to find anything', () => {
    const coverage = { nightsExpected: 90, nightsUsed: 9, checkInsUsed: 0, sufficient: false, missing: [] };
    const { limits } = told(
      { kind: 'findings', metrics: [] },
      askedWorld('2026-03-20', [], { report: { coverage } }),
    );
    expect(limits[0]).toBe('Only 9 of 90 nights have values: too few to find patterns in.');
  });

  it('leaves out what must not wait: that stands before every answer', () => {
    const flag: FindingOf<'red-flag'> = {
      ...common,
      id: 'red-flag-1',
      kind: 'red-flag',
      metrics: [],
      grade: 'established',
      summary: 'Call now.',
      rule: 'x',
      urgency: 'emergency',
      seen: 'x',
    };
    const { sentences } = told(
      { kind: 'findings', metrics: [] },
      askedWorld('2026-03-20', [], { report: { findings: [flag] } }),
    );
    expect(sentences[0]?.text).toBe('Nothing stands out as of 20 March.');
  });
});

describe('an event', () => {
  it.each(['dose change', 'lisinopril', 'the dose change of lisinopril'])('is found by "%s"', (event) => {
    expect(told({ kind: 'event', event, metrics: [] }).sentences.map(({ text }) => text)).toEqual([
      'Lisinopril dose changed (20 mg): 10 February.',
      'Deep sleep was 18 minutes lower after the dose change (seen more than once).',
    ]);
  });

  const trip = { kind: 'event', event: 'trip to lisbon', metrics: ['hrv'] } as const;
  const texts = (of: AskWorld, query: Query = { ...trip, metrics: ['hrv'] }) =>
    told(query, of).sentences.map(({ text }) => text);
  /** As of a day, with heart rate variability of 40 from a first day on. */
  const asOf = (now: string, first = '2025-01-01', own: Parameters<typeof askedWorld>[2] = {}) =>
    askedWorld(now, [constant('hrv', first, now, 40), constant('deepSleep', first, now, 80)], {
      timeline,
      ...own,
    });

  it('after which nothing differed is told with how it was since', () => {
    expect(texts(asOf('2026-03-20'))).toEqual([
      'Trip to Lisbon: 15 January.',
      'The analysis found no difference between the days before it and the days after it.',
      expect.stringMatching(/^Heart rate variability was 40 ms on average from 15 January to 20 March/),
    ]);
  });

  it.each([
    ['2026-01-28', 'It was not compared: it takes two weeks after an event before it can be.'],
    ['2026-01-29', 'The analysis found no difference between the days before it and the days after it.'],
    ['2026-05-15', 'The analysis found no difference between the days before it and the days after it.'],
    ['2026-05-16', 'It was not compared: only what happened in the last four months is.'],
    ['2026-09-20', 'It was not compared: only what happened in the last four months is.'],
  ])('is said on %s to have been compared or not', (now, text) => {
    expect(texts(asOf(now))[1]).toBe(text);
  });

  it('is not said to have been compared where there is too little to compare', () => {
    const few = 'It was not compared: there are too few values before it or after it.';
    // Twenty-one nights before 15 January begin on 25 December.
    expect(texts(asOf('2026-03-20', '2025-12-25'))[1]).not.toBe(few);
    expect(texts(asOf('2026-03-20', '2025-12-26'))[1]).toBe(few);
    expect(texts(asOf('2026-03-20', '2025-12-26'), { ...trip, metrics: [] })[1]).toBe(few);
    const coverage = { nightsExpected: 90, nightsUsed: 9, checkInsUsed: 0, sufficient: false, missing: [] };
    const thin = asOf('2026-03-20', '2025-01-01', { report: { coverage } });
    expect(texts(thin)[1]).toBe(few);
    expect(told({ ...trip, metrics: ['hrv'] }, thin).limits[0]).toBe(
      'Only 9 of 90 nights have values: too few to find patterns in.',
    );
    expect(texts(asOf('2026-03-20'), { ...trip, metrics: ['hrv', 'steps'] }).slice(1, 3)).toEqual([
      'The analysis found no difference between the days before it and the days after it.',
      'Not compared, for want of values before it or after it: steps.',
    ]);
  });

  it('is told with a shift that began within two weeks of it', () => {
    const events = [{ id: 'e1', kind: 'travel', day: '2026-01-15', daysBefore: 5 }];
    const findings = [heart, { ...shift, events }, effect];
    const of = asOf('2026-03-20', '2025-01-01', { report: { findings } });
    expect(texts(of, { ...trip, metrics: [] })).toEqual([
      'Trip to Lisbon: 15 January.',
      'Deep sleep fell from 80 to 60 minutes around 12 February (well supported).',
    ]);
    expect(texts(of)[1]).toBe(
      'The analysis found no difference between the days before it and the days after it.',
    );
  });

  it('that nobody wrote down is not made up', () => {
    expect(
      told({ kind: 'event', event: 'the wedding', metrics: [] }).sentences.map(({ text }) => text),
    ).toEqual(['The profile has no event of this name.']);
  });
});

describe('a trend', () => {
  it('is not said to be none where nothing could be looked for', () => {
    const coverage = { nightsExpected: 90, nightsUsed: 9, checkInsUsed: 0, sufficient: false, missing: [] };
    const of = askedWorld('2026-03-20', [constant('hrv', '2026-03-12', '2026-03-20', 40)], {
      report: { coverage },
    });
    const { sentences, limits } = told(
      { kind: 'trend', metric: 'hrv', period: { kind: 'last', days: 4 } },
      of,
    );
    expect(sentences.map(({ text }) => text).join(' ')).not.toContain('no lasting change');
    expect(limits[0]).toBe('Only 9 of 90 nights have values: too few to find patterns in.');
  });

  it('is what the analysis found of it, beside two plain means', () => {
    const values = Array.from({ length: 20 }, (_, index) => (index < 10 ? 80 : 60));
    const deep = askedWorld('2026-03-20', [seriesFrom('deepSleep', '2026-03-01', values)], {
      report: { findings: [heart, shift] },
    });
    const { sentences } = told(
      { kind: 'trend', metric: 'deepSleep', period: { kind: 'last', days: 10 } },
      deep,
    );
    expect(sentences.map(({ text }) => text)).toEqual([
      'Deep sleep fell from 80 to 60 minutes around 12 February (well supported).',
      'Deep sleep was 1 hour on average from 11 to 20 March (10 of 10 nights) and 1 hour 20 minutes from 1 to 10 March (10 of 10 nights): 20 minutes lower.',
    ]);
  });
});
