import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addDays,
  type Day,
  dayFromNumber,
  dayNumber,
  daysBetween,
  parseDay,
} from '../../../src/shared/day.ts';
import { days, value } from './samples.ts';
import type { Store } from './stage.ts';

/** Round 1 January of a leap year and of a year after one, where a block of 366 days can go wrong. */
const FIRST = parseDay('2023-12-20');
const LAST = parseDay('2025-01-10');
const METRICS = ['hrv', 'steps', 'mood'];

export function describeSeries(store: () => Store): void {
  const write = (change: Parameters<Store['series']['write']>[1]) =>
    store().series.write(store().anna, change);
  const load = async (from: string, to: string) =>
    plain(await store().series.load(store().anna, parseDay(from), parseDay(to)));

  it('gives one slot a day, with a gap where there is no value', async () => {
    await write({
      days: days('2026-03-18', '2026-03-19', '2026-03-20'),
      metrics: ['hrv', 'steps'],
      values: [
        value('hrv', '2026-03-18', 42.125),
        value('hrv', '2026-03-20', -0.5),
        value('steps', '2026-03-19', 0),
      ],
    });
    expect(await load('2026-03-17', '2026-03-21')).toEqual({
      hrv: [null, 42.125, null, -0.5, null],
      steps: [null, null, 0, null, null],
    });
    const hrv = (await store().series.load(store().anna, parseDay('2026-03-17'), parseDay('2026-03-21'))).get(
      'hrv',
    );
    expect(hrv).toMatchObject({ metric: 'hrv', start: '2026-03-17' });
    expect(hrv?.values[0]).toBeNaN();
  });

  it('runs on over the turn of the year, after a leap year too', async () => {
    await write({
      days: days('2024-02-29', '2024-12-30', '2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'),
      metrics: ['hrv'],
      values: [
        value('hrv', '2024-02-29', 1),
        value('hrv', '2024-12-30', 2),
        value('hrv', '2024-12-31', 3),
        value('hrv', '2025-01-01', 4),
        value('hrv', '2025-12-31', 5),
        value('hrv', '2026-01-01', 6),
      ],
    });
    expect(await load('2024-12-29', '2025-01-02')).toEqual({ hrv: [null, 2, 3, 4, null] });
    expect(await load('2025-12-31', '2026-01-01')).toEqual({ hrv: [5, 6] });
    expect(await load('2024-02-28', '2024-03-01')).toEqual({ hrv: [null, 1, null] });
  });

  it('clears the metrics of the days that are known anew, and no other', async () => {
    await write({
      days: days('2026-03-18', '2026-03-19'),
      metrics: ['hrv', 'mood'],
      values: [
        value('hrv', '2026-03-18', 40),
        value('hrv', '2026-03-19', 41),
        value('mood', '2026-03-19', 7),
      ],
    });
    await write({ days: days('2026-03-19'), metrics: ['hrv'], values: [] });
    expect(await load('2026-03-18', '2026-03-19')).toEqual({ hrv: [40, null], mood: [null, 7] });
  });

  it('leaves a metric out that has no value in the days asked for', async () => {
    await write({
      days: days('2026-03-18', '2026-03-19'),
      metrics: ['hrv'],
      values: [value('hrv', '2026-03-18', 40)],
    });
    expect(await load('2026-03-19', '2026-03-30')).toEqual({});
    await write({ days: days('2026-03-18'), metrics: ['hrv'], values: [] });
    expect(await load('2026-03-01', '2026-03-30')).toEqual({});
  });

  it('keeps the rest of a year when a value comes for a day or a metric that was not announced', async () => {
    await write({
      days: days('2026-03-18'),
      metrics: ['hrv'],
      values: [value('hrv', '2026-03-18', 40)],
    });
    await write({ days: days('2026-03-19'), metrics: ['mood'], values: [value('hrv', '2026-03-19', 41)] });
    await write({ days: [], metrics: [], values: [value('hrv', '2026-03-20', 42)] });
    expect(await load('2026-03-18', '2026-03-20')).toEqual({ hrv: [40, 41, 42] });
  });

  it('gives each person their own series, and nothing for days that run backwards', async () => {
    const { series, anna, berta } = store();
    const change = (number: number) => ({
      days: days('2026-03-18'),
      metrics: ['hrv'],
      values: [value('hrv', '2026-03-18', number)],
    });
    await series.write(anna, change(40));
    await series.write(berta, change(60));
    expect(plain(await series.load(berta, parseDay('2026-03-18'), parseDay('2026-03-18')))).toEqual({
      hrv: [60],
    });
    expect(await load('2026-03-18', '2026-03-18')).toEqual({ hrv: [40] });
    expect(await load('2026-03-19', '2026-03-18')).toEqual({});
  });

  it('loses nothing when two write to one year at the same time', async () => {
    const monthOfDays = Array.from({ length: 28 }, (_, index) => addDays(parseDay('2026-02-01'), index));
    await Promise.all(
      monthOfDays.map((day, index) =>
        write({ days: [day], metrics: ['hrv'], values: [{ metric: 'hrv', day, value: index }] }),
      ),
    );
    expect(await load('2026-02-01', '2026-02-28')).toEqual({ hrv: monthOfDays.map((_, index) => index) });
  });

  it('agrees with a plain map, whatever is written and whichever days are asked for', async () => {
    const day = fc
      .integer({ min: dayNumber(FIRST), max: dayNumber(LAST) })
      .map((number): Day => dayFromNumber(number));
    const change = fc.record({
      days: fc.array(day, { maxLength: 6 }),
      metrics: fc.uniqueArray(fc.constantFrom(...METRICS), { maxLength: 3 }),
      numbers: fc.array(fc.double({ noNaN: true }), { maxLength: 6 }),
    });
    const property = fc.asyncProperty(
      fc.array(change, { maxLength: 5 }),
      day,
      day,
      async (changes, from, to) => {
        const person = await store().people.insert(`p${crypto.randomUUID()}`, 'Europe/London');
        const model = new Map<string, number>();
        for (const { days: changed, metrics, numbers } of changes) {
          const values = changed.flatMap((on, index) => {
            const metric = metrics[index % Math.max(1, metrics.length)];
            const number = numbers[index];
            return metric === undefined || number === undefined ? [] : [{ metric, day: on, value: number }];
          });
          await store().series.write(person, { days: changed, metrics, values });
          for (const metric of metrics) for (const on of changed) model.delete(`${metric} ${on}`);
          for (const { metric, day: on, value: number } of values) model.set(`${metric} ${on}`, number);
        }
        const expected = Object.fromEntries(
          METRICS.map(
            (metric) => [metric, span(from, to).map((on) => model.get(`${metric} ${on}`) ?? null)] as const,
          )
            .filter(([, values]) => values.some((number) => number !== null))
            .sort(([left], [right]) => (left < right ? -1 : 1)),
        );
        expect(plain(await store().series.load(person, from, to))).toEqual(expected);
      },
    );
    await fc.assert(property, { seed: 20_260_320, numRuns: 40 });
  });
}

function span(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));
}

/** NaN as null: two gaps are equal. */
function plain(series: Awaited<ReturnType<Store['series']['load']>>): Record<string, (number | null)[]> {
  return Object.fromEntries(
    [...series].map(([metric, { values }]) => [
      metric,
      [...values].map((number) => (Number.isNaN(number) ? null : number)),
    ]),
  );
}
