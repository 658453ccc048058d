import type { Clock } from '../shared/clock.ts';
import { RecentTimes } from './recent-times.ts';

const MINUTE_MS = 60_000;
/** Fewer than a link bears: nobody can keep the others from it alone. */
const ADDRESS_A_MINUTE = 30;
const LINK_A_MINUTE = 90;
/** Hashing is slow and is done for guesses too: it must leave the processor to others. */
const HASHES_AT_ONCE = 8;

/** How often share links may be asked for, and how much may be hashed for it. */
export class ShareLimits {
  readonly #addresses: RecentTimes;
  readonly #links: RecentTimes;
  #hashing = 0;

  constructor(clock: Clock) {
    this.#addresses = new RecentTimes(clock, { most: ADDRESS_A_MINUTE, windowMs: MINUTE_MS });
    this.#links = new RecentTimes(clock, { most: LINK_A_MINUTE, windowMs: MINUTE_MS });
  }

  /** Counts a request, and tells whether it is one too many. */
  isTooMany(address: string, linkId: string | undefined): boolean {
    if (isOver(this.#addresses, address)) return true;
    return linkId !== undefined && isOver(this.#links, linkId);
  }

  /**
   * Undefined where there is no room. Whoever hammers gets one at a time: enough for the same answer after the same
   * time, too little to keep others waiting.
   */
  async hashed<Result>(isHammering: boolean, work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#hashing >= (isHammering ? 1 : HASHES_AT_ONCE)) return undefined;
    this.#hashing += 1;
    try {
      return await work();
    } finally {
      this.#hashing -= 1;
    }
  }
}

function isOver(times: RecentTimes, key: string): boolean {
  if (times.waitSeconds(key) > 0) return true;
  times.add(key);
  return false;
}
