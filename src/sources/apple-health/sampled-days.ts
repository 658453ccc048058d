import { type DayRange, dayIndex, isWithin } from './day-range.ts';
import type { Measured } from './measured.ts';
import { type Nights, nightAt } from './nights.ts';
import type { SampleStore } from './sample-store.ts';
import type { SourceTable } from './source-table.ts';

/** Sums up some samples of one source. */
export type Average = (store: SampleStore, indices: Uint32Array) => number;

/** What was sampled during the main sleep that ended on a day, and while awake on it. */
export interface SampledDay {
  readonly asleep: Uint32Array;
  readonly awake: Uint32Array;
}

/** The samples of one quantity by day, sorted without comparing: there are millions. */
export function* sampledDays(
  store: SampleStore,
  main: Nights['main'],
  range: DayRange,
): Generator<[day: number, samples: SampledDay]> {
  if (store.length === 0) return;
  const groupOf = (index: number): number => {
    const wall = store.wallSeconds(index);
    const night = nightAt(main, range, store.time(index), wall);
    if (night !== undefined) return 2 * night;
    const day = dayIndex(range, wall);
    return isWithin(range, day) ? 2 * day + 1 : -1;
  };
  const starts = new Uint32Array(2 * range.count + 1);
  for (let index = 0; index < store.length; index++) {
    const group = groupOf(index);
    if (group >= 0) starts[group + 1] = (starts[group + 1] as number) + 1;
  }
  for (let group = 0; group < 2 * range.count; group++) {
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number);
  }
  const next = starts.slice();
  const order = new Uint32Array(starts[2 * range.count] as number);
  for (let index = 0; index < store.length; index++) {
    const group = groupOf(index);
    if (group < 0) continue;
    order[next[group] as number] = index;
    next[group] = (next[group] as number) + 1;
  }
  for (let day = 0; day < range.count; day++) {
    const asleep = order.subarray(starts[2 * day], starts[2 * day + 1]);
    const awake = order.subarray(starts[2 * day + 1], starts[2 * day + 2]);
    if (asleep.length + awake.length > 0) yield [day, { asleep, awake }];
  }
}

/** By the source with most of the samples; undefined when it has fewer than asked for. */
export function averageOf(
  store: SampleStore,
  indices: Uint32Array,
  sources: SourceTable,
  average: Average,
  fewest = 1,
): Measured | undefined {
  const counts = new Map<number, number>();
  for (const index of indices) counts.set(store.source(index), (counts.get(store.source(index)) ?? 0) + 1);
  const [most] = [...counts].sort(
    ([leftSource, left], [rightSource, right]) => right - left || sources.compare(leftSource, rightSource),
  );
  if (most === undefined || most[1] < fewest) return undefined;
  const [source, samples] = most;
  const own =
    samples === indices.length ? indices : indices.filter((index) => store.source(index) === source);
  return { value: average(store, own), samples, source };
}

export const plainMean: Average = (store, indices) =>
  indices.reduce((sum, index) => sum + store.value(index), 0) / indices.length;

/**
 * Five minutes count once, however densely they were sampled: a watch measures every few seconds during a workout and
 * every few minutes otherwise, and a plain mean of the day would be the mean of its workout.
 */
export const meanOverTime: Average = (store, indices) => {
  const stretches = new Map<number, { sum: number; count: number }>();
  for (const index of indices) {
    const key = Math.floor(store.time(index) / 300);
    const stretch = stretches.get(key);
    if (stretch === undefined) stretches.set(key, { sum: store.value(index), count: 1 });
    else {
      stretch.sum += store.value(index);
      stretch.count += 1;
    }
  }
  let total = 0;
  for (const { sum, count } of stretches.values()) total += sum / count;
  return total / stretches.size;
};
