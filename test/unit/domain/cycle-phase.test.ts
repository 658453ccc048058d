import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclePhases, cycleStateOn } from '../../../src/domain/cycle-phase.ts';
import { type CycleEntry, cycleKinds } from '../../../src/domain/profile.ts';
import { addDays, type Day, parseDay } from '../../../src/shared/day.ts';

const entry = (kind: CycleEntry['kind'], day: string): CycleEntry => ({ kind, day: parseDay(day) });
const starts = (...days: string[]) => days.map((day) => entry('period-start', day));
const told = (entries: readonly CycleEntry[], day: string) => {
  const state = cycleStateOn(entries, parseDay(day));
  return state && [state.cycleDay, state.phase];
};

/** Three cycles of 28 days; the next period is due on 28 April and ovulation lies about 14 April. */
const regular = starts('2026-01-06', '2026-02-03', '2026-03-03', '2026-03-31');

describe('a regular calendar', () => {
  it.each([
    ['2026-03-31', 1, 'menstrual'],
    ['2026-04-04', 5, 'menstrual'],
    ['2026-04-05', 6, 'follicular'],
    ['2026-04-11', 12, 'follicular'],
    ['2026-04-12', 13, 'ovulatory'],
    ['2026-04-16', 17, 'ovulatory'],
    ['2026-04-17', 18, 'luteal'],
    ['2026-04-27', 28, 'luteal'],
    // Three days late it is still what it was; later nobody knows.
    ['2026-05-01', 32, 'luteal'],
    ['2026-05-02', 33, undefined],
    ['2026-05-10', 41, undefined],
  ])('on %s it is day %i, %s', (day, cycleDay, phase) => {
    expect(told(regular, day)).toEqual([cycleDay, phase]);
  });

  it('says nothing of a day more than 40 days after a period began, or before the first', () => {
    expect(told(regular, '2026-05-11')).toBeUndefined();
    expect(told(regular, '2026-01-05')).toBeUndefined();
    expect(told([], '2026-04-01')).toBeUndefined();
  });

  it('names the period that the days are counted from', () => {
    expect(cycleStateOn(regular, parseDay('2026-04-19'))?.since).toEqual(entry('period-start', '2026-03-31'));
  });

  it('knows a day it looks back upon by the period that followed', () => {
    // 25 days: ovulation about 11 days after the start, on 14 March.
    const known = starts('2026-03-03', '2026-03-28');
    expect(told(known, '2026-03-11')).toEqual([9, 'follicular']);
    expect(told(known, '2026-03-14')).toEqual([12, 'ovulatory']);
    expect(told(known, '2026-03-17')).toEqual([15, 'luteal']);
  });

  it('counts over the leap day', () => {
    const leap = starts('2027-11-23', '2027-12-21', '2028-01-18', '2028-02-15');
    expect(told(leap, '2028-02-29')).toEqual([15, 'ovulatory']);
    expect(told(leap, '2028-03-01')).toEqual([16, 'ovulatory']);
    expect(told(leap, '2028-03-03')).toEqual([18, 'luteal']);
  });
});

describe('what is entered beside the starts', () => {
  it('takes the end of the period as it was written', () => {
    const short = [...regular, entry('period-end', '2026-04-02')];
    expect(told(short, '2026-04-02')).toEqual([3, 'menstrual']);
    expect(told(short, '2026-04-03')).toEqual([4, 'follicular']);
    const forgotten = [...regular, entry('period-end', '2026-04-20')];
    expect(told(forgotten, '2026-04-05')).toEqual([6, 'follicular']);
  });

  it('lets an observed ovulation stand before every estimate', () => {
    const late = [...regular, entry('ovulation', '2026-04-20')];
    expect(told(late, '2026-04-18')).toEqual([19, 'follicular']);
    expect(told(late, '2026-04-21')).toEqual([22, 'ovulatory']);
    expect(told(late, '2026-04-22')).toEqual([23, 'luteal']);
    // Also where nothing is known of other cycles.
    const only = [entry('period-start', '2026-03-31'), entry('ovulation', '2026-04-20')];
    expect(told(only, '2026-04-22')).toEqual([23, 'luteal']);
  });
});

describe('what is not told', () => {
  it('a phase after the period, where cycles differ or are not known', () => {
    const irregular = starts('2026-01-06', '2026-01-30', '2026-03-06', '2026-03-31');
    expect(told(irregular, '2026-04-14')).toEqual([15, undefined]);
    expect(told(irregular, '2026-04-02')).toEqual([3, 'menstrual']);
    expect(told(starts('2026-03-31'), '2026-04-14')).toEqual([15, undefined]);
    const gap = starts('2026-01-01', '2026-03-31', '2026-04-28');
    expect(told(gap, '2026-05-12')).toEqual([15, undefined]);
  });

  it('a cycle after a pregnancy or after hormones, until the next period', () => {
    const ended = [...regular, entry('pregnancy-start', '2026-04-10'), entry('pregnancy-end', '2026-04-20')];
    expect(told(ended, '2026-04-25')).toBeUndefined();
    const stopped = [...regular, entry('hormones-start', '2026-04-01'), entry('hormones-stop', '2026-04-20')];
    expect(told(stopped, '2026-04-25')).toBeUndefined();
    expect(told([...stopped, ...starts('2026-04-26')], '2026-04-27')).toEqual([2, 'menstrual']);
  });
});

describe('times of life', () => {
  it.each([
    ['pregnancy-start', 'pregnancy'],
    ['menopause', 'postmenopause'],
    ['hormones-start', 'hormones'],
  ] as const)('%s is %s from its day on, whatever was before', (kind, phase) => {
    const entries = [...regular, entry(kind, '2026-04-10')];
    expect(told(entries, '2026-04-09')).toEqual([10, 'follicular']);
    expect(told(entries, '2026-04-10')).toEqual([undefined, phase]);
    expect(cycleStateOn(entries, parseDay('2026-04-20'))?.since.day).toBe('2026-04-10');
  });

  it('ends a pregnancy that nobody ended, and a menopause that a period contradicts', () => {
    const pregnant = [entry('pregnancy-start', '2025-04-10')];
    expect(told(pregnant, '2026-01-20')).toEqual([undefined, 'pregnancy']);
    expect(told(pregnant, '2026-03-01')).toBeUndefined();
    const early = [entry('menopause', '2025-04-10'), ...starts('2026-03-31')];
    expect(told(early, '2026-04-01')).toEqual([2, 'menstrual']);
  });

  it('counts days in perimenopause and calls no phase', () => {
    const entries = [...regular, entry('perimenopause', '2025-01-01')];
    expect(told(entries, '2026-04-14')).toEqual([15, 'perimenopause']);
    expect(told(entries, '2026-08-01')).toEqual([undefined, 'perimenopause']);
  });
});

it('never fails, counts from 1 to 41 and does not mind the order of the entries', () => {
  const first = parseDay('2026-01-01');
  const entries = fc.array(
    fc.record({
      kind: fc.constantFrom(...cycleKinds),
      day: fc.integer({ min: 0, max: 400 }).map((days): Day => addDays(first, days)),
    }),
    { maxLength: 25 },
  );
  fc.assert(
    fc.property(entries, fc.integer({ min: 0, max: 420 }), (written, days) => {
      const distinct = written.filter(
        ({ day }, place) => written.findIndex((other) => other.day === day) === place,
      );
      const day = addDays(first, days);
      const state = cycleStateOn(distinct, day);
      expect(cycleStateOn(distinct.toReversed(), day)).toEqual(state);
      if (state?.cycleDay !== undefined) {
        expect(state.cycleDay).toBeGreaterThanOrEqual(1);
        expect(state.cycleDay).toBeLessThanOrEqual(41);
      }
      if (state?.phase !== undefined) expect(cyclePhases).toContain(state.phase);
      if (state !== undefined) expect(state.since.day <= day).toBe(true);
    }),
    { seed: 20260331, numRuns: 500 },
  );
});
