import type { LastNight } from './finding.ts';
import { findMetric, type Naming } from './metric.ts';

export type Standing = 'below' | 'within' | 'above';

/** A value beside a range, as both are told: what reads as within it is within it. */
export function standingIn(
  metric: string,
  value: number,
  { low, high }: { readonly low: number; readonly high: number },
  naming: Naming = {},
): Standing {
  const decimals = findMetric(metric, naming)?.decimals ?? 1;
  const told = (number: number) => Number(number.toFixed(decimals));
  if (told(value) < told(low)) return 'below';
  return told(value) > told(high) ? 'above' : 'within';
}

/** Undefined without a baseline: then nothing is called usual. */
export function standingOf({ metric, value, usual }: LastNight): Standing | undefined {
  return usual && standingIn(metric, value, usual);
}
