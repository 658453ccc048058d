import { type DayRange, dayIndex, isWithin } from './day-range.ts';
import { DaySlots, SOURCES_A_DAY } from './day-slots.ts';
import type { Measured } from './measured.ts';
import type { RecordSpan } from './record-span.ts';
import type { SourceTable } from './source-table.ts';

const BIN_SECONDS = 900;
const BINS = 96;
const BLOCKS_A_PAGE = 64;

interface Page {
  readonly amounts: Float64Array;
  /** Of the wall clock, in quarters of an hour: says which day of the person's a bin belongs to. */
  readonly offsets: Int8Array;
}

/**
 * Amounts by quarter of an hour and source. Watch and phone count the same steps, so a quarter belongs to one source:
 * the watch when it has anything there, else the phone, else what is left; among equals the one that saw more. The
 * quarters are those of UTC, where the records of two devices meet whatever their clocks say.
 */
export class QuarterHours {
  private readonly range: DayRange;
  private readonly slots: DaySlots;
  private readonly blocks: Uint32Array;
  private readonly pages: Page[] = [];
  private used = 0;

  constructor(range: DayRange) {
    this.range = range;
    // A day of the wall clock reaches into the day of UTC before or after it.
    this.slots = new DaySlots(range.count + 2);
    this.blocks = new Uint32Array((range.count + 2) * SOURCES_A_DAY);
  }

  /** Shares an amount out evenly over its time. False when one of its days has too many sources. */
  add(span: RecordSpan, amount: number, source: number): boolean {
    const first = Math.floor(span.start / BIN_SECONDS);
    const last = Math.max(first, Math.ceil(span.end / BIN_SECONDS) - 1);
    const firstBlock = this.block(first, source);
    const lastBlock = this.block(last, source);
    if (firstBlock < 0 || lastBlock < 0) return false;
    const seconds = span.end - span.start;
    const offset = Math.round(span.startOffset / BIN_SECONDS);
    const midnight = last - (last % BINS);
    for (let bin = first; bin <= last; bin++) {
      const from = Math.max(span.start, bin * BIN_SECONDS);
      const until = Math.min(span.end, (bin + 1) * BIN_SECONDS);
      const share = seconds === 0 ? 1 : (until - from) / seconds;
      this.put(bin < midnight ? firstBlock : lastBlock, bin % BINS, amount * share, offset);
    }
    return true;
  }

  /** What each day came to; a day with nothing has no entry. `samples` counts the quarters with anything in them. */
  totals(sources: SourceTable): Map<number, Measured> {
    const days = new Map<number, Total>();
    for (const utcDay of this.slots.days()) {
      const held = this.slots.of(utcDay);
      const firstBin = (utcDay - 1 + this.range.first) * BINS;
      for (let bin = 0; bin < BINS; bin++) {
        const best = this.best(held, bin, sources);
        if (best === undefined) continue;
        const day = dayIndex(this.range, (firstBin + bin + best.offset) * BIN_SECONDS);
        if (isWithin(this.range, day)) gather(days, day, best);
      }
    }
    return new Map([...days].map(([day, total]) => [day, toMeasured(total, sources)]));
  }

  private best(held: readonly Held[], bin: number, sources: SourceTable): Share | undefined {
    let best: Share | undefined;
    for (const { slot, source } of held) {
      const block = (this.blocks[slot] as number) - 1;
      const { amounts, offsets } = this.pages[Math.floor(block / BLOCKS_A_PAGE)] as Page;
      const at = (block % BLOCKS_A_PAGE) * BINS + bin;
      const amount = amounts[at] as number;
      if (amount === 0) continue;
      const isBetter =
        best === undefined ||
        (sources.rankOf(source) - sources.rankOf(best.source) ||
          best.amount - amount ||
          sources.compare(source, best.source)) < 0;
      if (isBetter) best = { source, amount, offset: offsets[at] as number };
    }
    return best;
  }

  /** The block of the day of UTC that holds a bin, made when first asked for; -1 when the day is full. */
  private block(bin: number, source: number): number {
    const slot = this.slots.claim(Math.floor(bin / BINS) - this.range.first + 1, source);
    if (slot < 0) return -1;
    const known = this.blocks[slot] as number;
    if (known !== 0) return known - 1;
    if (this.used % BLOCKS_A_PAGE === 0) {
      const bins = BLOCKS_A_PAGE * BINS;
      this.pages.push({ amounts: new Float64Array(bins), offsets: new Int8Array(bins) });
    }
    this.used += 1;
    this.blocks[slot] = this.used;
    return this.used - 1;
  }

  private put(block: number, bin: number, amount: number, offset: number): void {
    const { amounts, offsets } = this.pages[Math.floor(block / BLOCKS_A_PAGE)] as Page;
    const at = (block % BLOCKS_A_PAGE) * BINS + bin;
    amounts[at] = (amounts[at] as number) + amount;
    offsets[at] = offset;
  }
}

type Held = ReturnType<DaySlots['of']>[number];

interface Share {
  readonly source: number;
  readonly amount: number;
  readonly offset: number;
}

interface Total {
  value: number;
  samples: number;
  readonly bySource: Map<number, number>;
}

function gather(days: Map<number, Total>, day: number, { source, amount }: Share): void {
  const total = days.get(day) ?? { value: 0, samples: 0, bySource: new Map() };
  total.value += amount;
  total.samples += 1;
  total.bySource.set(source, (total.bySource.get(source) ?? 0) + amount);
  days.set(day, total);
}

/** A day shared by several sources is said to be of the one that gave most of it. */
function toMeasured({ value, samples, bySource }: Total, sources: SourceTable): Measured {
  const [most] = [...bySource].sort(
    ([leftSource, left], [rightSource, right]) => right - left || sources.compare(leftSource, rightSource),
  );
  return { value, samples, source: most?.[0] ?? 0 };
}
