/** Time is a dependency: only `systemClock` reads the machine's clock. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export function fixedClock(iso: string): Clock {
  const instant = new Date(iso).getTime();
  return { now: () => new Date(instant) };
}
