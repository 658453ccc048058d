const EPOCH_SECONDS = 30;
/** The string may be one epoch longer or shorter than the bed time at either end. */
const TOLERANCE_SECONDS = 60;

export interface Stages {
  readonly deep: number;
  readonly light: number;
  readonly rem: number;
  readonly awake: number;
}

/**
 * Seconds per stage from the 30-second string, which reproduces deep sleep exactly (the 5-minute one is off by up to
 * twenty minutes). Undefined when it holds anything but stages, or contradicts the time in bed or the time asleep.
 */
export function stagesOf(
  phases: string | undefined,
  timeInBed: number | undefined,
  totalSleep: number | undefined,
): Stages | undefined {
  if (phases === undefined || phases === '') return undefined;
  const counts = [0, 0, 0, 0];
  for (let index = 0; index < phases.length; index++) {
    const stage = phases.charCodeAt(index) - 49; // '1'
    const count = counts[stage];
    if (count === undefined) return undefined;
    counts[stage] = count + 1;
  }
  const [deep = 0, light = 0, rem = 0, awake = 0] = counts.map((count) => count * EPOCH_SECONDS);
  const agrees = (seconds: number, field: number | undefined) =>
    field === undefined || Math.abs(seconds - field) <= TOLERANCE_SECONDS;
  return agrees(deep + light + rem + awake, timeInBed) && agrees(deep + light + rem, totalSleep)
    ? { deep, light, rem, awake }
    : undefined;
}
