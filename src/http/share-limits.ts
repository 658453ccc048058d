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

  /** Counts a request. Whoever goes on hammering stays shut out. */
  isHammering(address: string): boolean {
    const isOver = this.#addresses.waitSeconds(address) > 0;
    this.#addresses.add(address);
    return isOver;
  }

  /** Counts one who is let through: a link that many hammer together lets somebody through now and then. */
  isCrowded(linkId: string): boolean {
    const isOver = this.#links.waitSeconds(linkId) > 0;
    if (!isOver) this.#links.add(linkId);
    return isOver;
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
