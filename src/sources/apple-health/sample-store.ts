const PAGE = 2 ** 16;
/** 80 MB. An export of a gigabyte has some two million. */
const MOST_SAMPLES = 8_000_000;

/** Samples of one quantity, ten bytes each: millions of heart rates wait here until the nights are known. */
export class SampleStore {
  private readonly pages: {
    readonly times: Uint32Array;
    readonly values: Float32Array;
    readonly sources: Uint8Array;
    readonly offsets: Int8Array;
  }[] = [];
  length = 0;

  /** False when there is no room left. */
  add(utcSeconds: number, value: number, source: number, offsetSeconds: number): boolean {
    if (this.length === MOST_SAMPLES) return false;
    const at = this.length % PAGE;
    if (at === 0) {
      this.pages.push({
        times: new Uint32Array(PAGE),
        values: new Float32Array(PAGE),
        sources: new Uint8Array(PAGE),
        offsets: new Int8Array(PAGE),
      });
    }
    const page = this.page(this.length);
    page.times[at] = utcSeconds;
    page.values[at] = value;
    page.sources[at] = source;
    page.offsets[at] = Math.round(offsetSeconds / 900);
    this.length += 1;
    return true;
  }

  time(index: number): number {
    return this.page(index).times[index % PAGE] as number;
  }

  value(index: number): number {
    return this.page(index).values[index % PAGE] as number;
  }

  source(index: number): number {
    return this.page(index).sources[index % PAGE] as number;
  }

  wallSeconds(index: number): number {
    const { times, offsets } = this.page(index);
    return (times[index % PAGE] as number) + 900 * (offsets[index % PAGE] as number);
  }

  private page(index: number) {
    return this.pages[Math.floor(index / PAGE)] as (typeof this.pages)[number];
  }
}
