import { describe, expect, it } from 'vitest';
import { compareFindings } from '../../../src/domain/compare-findings.ts';
import { changeSpans, compareReadings, type ReadingChange } from '../../../src/domain/compare-readings.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { PagePoint } from '../../../src/domain/page.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { page } from '../../support/stores/samples.ts';
import { deepSleepShift, heartRateShift } from '../agents/seed-story.ts';

const changedShift = {
  ...deepSleepShift,
  id: 'shift-other',
  onset: '2026-03-08',
  summary: 'Later.',
} as Finding;

describe('findings of the same day, read twice', () => {
  it('are new, gone or changed by what they are about', () => {
    const change = compareFindings([deepSleepShift], [changedShift, heartRateShift]);
    expect(change).toEqual({
      added: [heartRateShift],
      gone: [],
      changed: [{ before: deepSleepShift, after: changedShift }],
    });
    expect(compareFindings([deepSleepShift], []).gone).toEqual([deepSleepShift]);
  });

  it('are the same whatever ids they bear and whatever else was tested', () => {
    const same = { ...deepSleepShift, id: 'other', p: 0.0004, q: 0.02, agents: ['sleep' as const] };
    expect(compareFindings([deepSleepShift], [same])).toEqual({ added: [], gone: [], changed: [] });
  });

  it('are changed by another grade, and by another event before them', () => {
    const regraded = { ...deepSleepShift, grade: 'replicated' as const };
    const moved = {
      ...deepSleepShift,
      events: deepSleepShift.events.map((event) => ({ ...event, daysBefore: 2 })),
    };
    for (const other of [regraded, moved])
      expect(compareFindings([deepSleepShift], [other]).changed).toHaveLength(1);
  });

  it('are paired one by one where two are about the same', () => {
    const [first, second] = [deepSleepShift, { ...deepSleepShift, id: 'second', difference: -10 } as Finding];
    const now = { ...second, id: 'third', difference: -12 } as Finding;
    expect(compareFindings([first, second], [now, first])).toEqual({
      added: [],
      gone: [],
      changed: [{ before: second, after: now }],
    });
  });
});

describe('a day read twice', () => {
  const told = (text: string, findings = [deepSleepShift]): ReturnType<typeof page> => {
    const [lead] = findings;
    const point = { text, claims: [lead?.id ?? ''], question: 'Why?' } as unknown as PagePoint;
    return page('2026-03-20', { findings, points: [point] });
  };

  it('tells points in other words only where their findings are the same', () => {
    const before = { findings: [deepSleepShift], page: told('One.') };
    const reworded = (after: Finding, text: string) =>
      compareReadings(before, { findings: [after], page: told(text, [after as typeof deepSleepShift]) })
        .reworded;
    expect(reworded(deepSleepShift, 'Other.')).toEqual([{ before: 'One.', after: 'Other.' }]);
    expect(reworded(deepSleepShift, 'One.')).toEqual([]);
    expect(reworded(changedShift, 'Other.')).toEqual([]);
    expect(compareReadings(before, { findings: [deepSleepShift], page: undefined }).reworded).toEqual([]);
  });
});

describe('differences over several days', () => {
  const nothing: ReadingChange = { added: [], gone: [], changed: [], reworded: [] };
  const added = (...findings: Finding[]): ReadingChange => ({ ...nothing, added: findings });
  const on = (day: number, change: ReadingChange | undefined) => ({
    day: parseDay(`2026-03-0${day}`),
    change,
  });

  it('are told once for days that follow one another, as the last of them has it', () => {
    const spans = changeSpans([
      on(1, added(deepSleepShift)),
      on(2, added(changedShift, heartRateShift)),
      on(3, undefined),
      on(4, added(heartRateShift)),
      on(5, nothing),
      on(6, added(heartRateShift)),
    ]);
    expect(spans.map(({ from, to, days, kind, finding }) => [from, to, days, kind, finding.id])).toEqual([
      ['2026-03-01', '2026-03-02', 2, 'new', 'shift-other'],
      ['2026-03-02', '2026-03-04', 2, 'new', 'shift-rhr'],
      ['2026-03-06', '2026-03-06', 1, 'new', 'shift-rhr'],
    ]);
  });

  it('are kept apart by their kind', () => {
    const spans = changeSpans([
      on(1, added(deepSleepShift)),
      on(2, { ...nothing, gone: [deepSleepShift] }),
      on(3, { ...nothing, changed: [{ before: deepSleepShift, after: changedShift }] }),
    ]);
    expect(spans.map(({ kind }) => kind)).toEqual(['new', 'no longer supported', 'changed']);
    expect(spans[2]).toMatchObject({ before: { id: 'shift-deep' }, finding: { id: 'shift-other' } });
  });
});
