/** Sources that can be told apart on one day. */
export const SOURCES_A_DAY = 6;

/** A place for each source of each day: bounded whatever a file holds. */
export class DaySlots {
  private readonly holders: Uint8Array;

  constructor(days: number) {
    this.holders = new Uint8Array(days * SOURCES_A_DAY);
  }

  /** The slot of a source on a day, or -1 when the day is full. */
  claim(day: number, source: number): number {
    const from = day * SOURCES_A_DAY;
    for (let slot = from; slot < from + SOURCES_A_DAY; slot++) {
      const holder = this.holders[slot];
      if (holder === source + 1) return slot;
      if (holder === 0) {
        this.holders[slot] = source + 1;
        return slot;
      }
    }
    return -1;
  }

  /** The days with any source. */
  *days(): Generator<number> {
    for (let slot = 0; slot < this.holders.length; slot += SOURCES_A_DAY) {
      if (this.holders[slot] !== 0) yield slot / SOURCES_A_DAY;
    }
  }

  /** The slots in use on a day. */
  of(day: number): { readonly slot: number; readonly source: number }[] {
    const used: { slot: number; source: number }[] = [];
    for (let slot = day * SOURCES_A_DAY; slot < (day + 1) * SOURCES_A_DAY; slot++) {
      const holder = this.holders[slot];
      if (holder) used.push({ slot, source: holder - 1 });
    }
    return used;
  }
}
