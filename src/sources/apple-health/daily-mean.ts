import { DaySlots, SOURCES_A_DAY } from './day-slots.ts';
import type { Measured } from './measured.ts';
import type { SourceTable } from './source-table.ts';

/** The mean of each source on each day. */
export class DailyMean {
  private readonly slots: DaySlots;
  private readonly sums: Float64Array;
  private readonly counts: Uint32Array;

  constructor(days: number) {
    this.slots = new DaySlots(days);
    this.sums = new Float64Array(days * SOURCES_A_DAY);
    this.counts = new Uint32Array(days * SOURCES_A_DAY);
  }

  /** False when the day already has as many sources as it can hold. */
  add(day: number, source: number, value: number): boolean {
    const slot = this.slots.claim(day, source);
    if (slot < 0) return false;
    this.sums[slot] = (this.sums[slot] as number) + value;
    this.counts[slot] = (this.counts[slot] as number) + 1;
    return true;
  }

  /** Each day by the source that measured most often on it. */
  *best(sources: SourceTable): Generator<[day: number, mean: Measured]> {
    for (const day of this.slots.days()) {
      const held = this.slots
        .of(day)
        .map(({ slot, source }) => ({ slot, source, samples: this.counts[slot] as number }))
        .sort((left, right) => right.samples - left.samples || sources.compare(left.source, right.source));
      const { slot, source, samples } = held[0] as (typeof held)[number];
      yield [day, { value: (this.sums[slot] as number) / samples, samples, source }];
    }
  }
}
