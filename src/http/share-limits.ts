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

  /**
   * Counts a request, and tells whether it is one too many. Whoever goes on hammering stays shut out; a link that many
   * hammer together lets somebody through now and then.
   */
  isTooMany(address: string, linkId: string | undefined): boolean {
    const isHammering = this.#addresses.waitSeconds(address) > 0;
    this.#addresses.add(address);
    if (isHammering || linkId === undefined) return isHammering;
    if (this.#links.waitSeconds(linkId) > 0) return true;
    this.#links.add(linkId);
    return false;
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
