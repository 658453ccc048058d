import type { Clock } from '../shared/clock.ts';

/** Whoever is remembered at once; a flood of them must not fill the memory. */
const MOST_KEYS = 1_000;

/** How often somebody did something lately, and how long they have to wait after too many times. */
export class RecentTimes {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #windowMs: number;
  readonly #times = new Map<string, readonly number[]>();

  constructor(clock: Clock, { most, windowMs }: { readonly most: number; readonly windowMs: number }) {
    this.#clock = clock;
    this.#most = most;
    this.#windowMs = windowMs;
  }

  waitSeconds(key: string): number {
    const first = this.#recent(key).at(-this.#most);
    return first === undefined
      ? 0
      : Math.ceil((first + this.#windowMs - this.#clock.now().getTime()) / 1_000);
  }

  add(key: string): void {
    const times = [...this.#recent(key), this.#clock.now().getTime()].slice(-this.#most);
    this.#times.delete(key);
    this.#times.set(key, times);
    const [oldest] = this.#times.keys();
    if (this.#times.size > MOST_KEYS && oldest !== undefined) this.#times.delete(oldest);
  }

  #recent(key: string): readonly number[] {
    const since = this.#clock.now().getTime() - this.#windowMs;
    return (this.#times.get(key) ?? []).filter((time) => time > since);
  }
}
