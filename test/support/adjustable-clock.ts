import type { Clock } from '../../src/shared/clock.ts';

export interface AdjustableClock extends Clock {
  advance(milliseconds: number): void;
}

/** Stands still until it is told to move. */
export function adjustableClock(iso: string): AdjustableClock {
  let instant = new Date(iso).getTime();
  return {
    now: () => new Date(instant),
    advance: (milliseconds) => {
      instant += milliseconds;
    },
  };
}
