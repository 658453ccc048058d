import { clockMetrics, findMetric, type Metric, type Naming } from '../../src/domain/metric.ts';
import { type Day, isDay, spellDay } from '../../src/shared/day.ts';

/** Numbers in plain words. The rounding here and the rounding that the grounding check allows are the same. */
const SILENT_UNITS = new Set(['', 'count', 'index', 'score', 'steps']);

export type Direction = 'up' | 'down';

export function metricOf(slug: string, naming: Naming): Metric {
  return (
    findMetric(slug, naming) ?? {
      slug,
      label: slug,
      unit: '',
      families: [],
      plausible: [-1e9, 1e9],
      agents: [],
      span: 'day',
      decimals: 1,
    }
  );
}

export function nameOf({ label }: Metric): string {
  return label;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "has" or "have": "steps have", "deep sleep has". */
export function hasWord(metric: Metric): string {
  return isPlural(metric) ? 'have' : 'has';
}

export function wasWord(metric: Metric): string {
  return isPlural(metric) ? 'were' : 'was';
}

export function isWord(metric: Metric): string {
  return isPlural(metric) ? 'are' : 'is';
}

function isPlural(metric: Metric): boolean {
  return /(?:steps|periods|breaks)$/.test(nameOf(metric));
}

export function plain(value: number, decimals: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? '−' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

export function duration(minutes: number): string {
  const rounded = Math.round(Math.abs(minutes));
  const hours = Math.floor(rounded / 60);
  const rest = rounded % 60;
  const spelled = [
    ...(hours > 0 ? [count(hours, 'hour')] : []),
    ...(rest > 0 ? [count(rest, 'minute')] : []),
  ];
  return spelled.length === 0 ? '0 minutes' : spelled.join(' ');
}

export function count(number: number, noun: string): string {
  return `${plain(number, 0)} ${noun}${number === 1 ? '' : 's'}`;
}

/** A level of the metric: "1 hour 22 minutes", "62 bpm", "78 %", "23:40", "6.2 of 10". */
export function level({ slug, unit, decimals }: Metric, value: number, extraDecimals = 0): string {
  if (clockMetrics.has(slug)) return clockTime(value);
  if (unit === 'min') return duration(value);
  return withUnit(plain(value, decimalsFor(unit, decimals) + extraDecimals), unit);
}

/** Two levels that a reader is to compare never look the same unless they are. */
export function levels(metric: Metric, first: number, second: number): [string, string] {
  const [left, right] = [level(metric, first), level(metric, second)];
  if (left !== right || first === second) return [left, right];
  return [level(metric, first, 1), level(metric, second, 1)];
}

/** "54 to 60 bpm": the unit once. */
export function levelRange(metric: Metric, from: number, to: number): string {
  const [low, high] = [level(metric, from), level(metric, to)];
  const unit = / \S+$/.exec(high)?.[0] ?? '';
  const isPlain = /^[−\d.,]+ \S+$/.test(low) && low.endsWith(unit);
  return `${unit !== '' && isPlain ? low.slice(0, -unit.length) : low} to ${high}`;
}

/** The size of a difference, without its sign. */
export function size({ unit, decimals }: Metric, difference: number): string {
  if (unit === 'min')
    return tooSmall(difference) ? `${plain(Math.abs(difference), 1)} minutes` : duration(difference);
  const digits = decimalsFor(unit, decimals);
  const text = plain(Math.abs(difference), digits);
  const told = Number(text.replaceAll(',', '')) === 0 ? plain(Math.abs(difference), digits + 1) : text;
  const points = told.replace(/\.0$/, '');
  return unit === 'of 10' ? `${points} ${points === '1' ? 'point' : 'points'}` : withUnit(told, unit);
}

function tooSmall(minutes: number): boolean {
  return Math.round(Math.abs(minutes)) === 0;
}

/** Answers are whole numbers; their averages are not. */
function decimalsFor(unit: string, decimals: number): number {
  return unit === 'of 10' ? 1 : decimals;
}

function withUnit(text: string, unit: string): string {
  return SILENT_UNITS.has(unit) ? text : `${text} ${unit}`;
}

function clockTime(minutes: number): string {
  const rounded = ((Math.round(minutes) % 1440) + 1440) % 1440;
  return `${String(Math.floor(rounded / 60)).padStart(2, '0')}:${String(rounded % 60).padStart(2, '0')}`;
}

/** "lower" or "higher"; a time of day is earlier or later. */
export function comparative({ slug }: Metric, direction: Direction): string {
  if (clockMetrics.has(slug)) return direction === 'up' ? 'later' : 'earlier';
  return direction === 'up' ? 'higher' : 'lower';
}

export function spanNoun({ span }: Metric): 'night' | 'day' | 'morning' {
  return span === 'check-in' ? 'morning' : span;
}

export function day(text: string, asOf: Day): string {
  if (!isDay(text)) return text;
  return spellDay(text, { year: text.slice(0, 4) !== asOf.slice(0, 4) });
}

/** "between 5 and 9 March", "between 28 February and 3 March", "7 March". */
export function dayRange(from: string, to: string, asOf: Day): string {
  if (from === to) return `on ${day(from, asOf)}`;
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  return `between ${sameMonth ? Number(from.slice(8)) : day(from, asOf)} and ${day(to, asOf)}`;
}

/** "one day later", "2 days later"; lag 0 has its own words. */
export function later(lag: number): string {
  return lag === 1 ? 'one day later' : `${lag} days later`;
}

export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
