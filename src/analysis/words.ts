import type { Metric } from '../domain/metric.ts';
import { round } from './numbers.ts';

/** Said by the metric's own name already. */
const SILENT_UNITS = new Set(['', 'count', 'index', 'score', 'steps']);

/** The plain pieces that summaries are made of. Numbers are rounded as the metric is told. */
export function amount(value: number, metric: Metric, decimals = metric.decimals): string {
  return withUnit(value, decimals, metric.unit === 'of 10' ? 'of 10' : metric.unit);
}

/** A difference: on the check-in's scale points, not "of 10". */
export function differenceOf(value: number, metric: Metric): string {
  const decimals = Math.abs(value) >= 100 ? metric.decimals : metric.decimals + 1;
  return withUnit(Math.abs(value), decimals, metric.unit === 'of 10' ? 'points' : metric.unit);
}

function withUnit(value: number, decimals: number, unit: string): string {
  const number = round(value, decimals);
  const text = Math.abs(number) >= 10_000 ? number.toLocaleString('en-GB') : String(number);
  if (unit === 'points' && number === 1) return '1 point';
  return SILENT_UNITS.has(unit) ? text : `${text} ${unit}`;
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export function lagWords(lag: number): string {
  if (lag === 0) return 'on the same day';
  return lag === 1 ? 'a day later' : `${lag} days later`;
}

/** "nights" or "days": what one value of the metric stands for. */
export function unitOfTime(metric: Metric, count: number): string {
  const word = metric.span === 'night' ? 'night' : metric.span === 'day' ? 'day' : 'check-in';
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
