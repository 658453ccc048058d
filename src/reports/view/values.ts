import { findMetric, type Naming } from '../../domain/metric.ts';
import { type Day, isDay, spellDay } from '../../shared/day.ts';
import { plainText } from './plain-text.ts';

const clockMetrics: ReadonlySet<string> = new Set(['bedtime', 'wakeTime', 'sleepMidpoint']);
const MINUS = '\u2212';
const TO = '\u2013';

export function metricLabel(slug: string, naming: Naming = {}): string {
  return plainText(findMetric(slug, naming)?.label ?? slug);
}

/** Clock times are kept as minutes from midnight and are only readable as a clock shows them. */
export function isClock(slug: string): boolean {
  return clockMetrics.has(slug);
}

export function unitOf(slug: string, naming: Naming = {}): string {
  return isClock(slug) ? 'clock time' : (findMetric(slug, naming)?.unit ?? '');
}

export function formatNumber(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
}

export function formatValue(slug: string, value: number, naming: Naming = {}): string {
  return isClock(slug) ? formatClock(value) : formatNumber(value, findMetric(slug, naming)?.decimals ?? 1);
}

const silentUnits: ReadonlySet<string> = new Set([
  '',
  'count',
  'index',
  'score',
  'steps',
  'of 10',
  'clock time',
]);

/** "62 bpm", "3", "23:40": a unit only where it tells something that the name of the metric does not. */
export function withUnit(slug: string, value: number, naming: Naming = {}): string {
  return withUnitOf(slug, formatValue(slug, value, naming), naming);
}

export function withUnitOf(slug: string, text: string, naming: Naming = {}): string {
  const unit = unitOf(slug, naming);
  return silentUnits.has(unit) ? text : `${text} ${plainText(unit)}`;
}

/** "66–97"; spelled out where a sign would stand beside the dash. */
export function formatRange(slug: string, low: number, high: number, naming: Naming = {}): string {
  const [from, to] = [formatValue(slug, low, naming), formatValue(slug, high, naming)];
  return from.startsWith(MINUS) || to.startsWith(MINUS) ? `${from} to ${to}` : `${from}${TO}${to}`;
}

/** A difference carries its sign; between two clock times it is minutes. */
export function formatDifference(slug: string, value: number, naming: Naming = {}): string {
  const text = formatNumber(value, isClock(slug) ? 0 : (findMetric(slug, naming)?.decimals ?? 1));
  return `${value > 0 && Number(text) !== 0 ? '+' : ''}${text}`;
}

export function formatClock(minutes: number): string {
  const ofDay = ((Math.round(minutes) % 1440) + 1440) % 1440;
  return `${Math.floor(ofDay / 60)}:${String(ofDay % 60).padStart(2, '0')}`;
}

/** "7 Mar" */
export function shortDay(day: string): string {
  return isDay(day) ? spellDay(day).replace(/^(\d+ \p{L}{3}).*$/u, '$1') : plainText(day);
}

export function longDay(day: string): string {
  return isDay(day) ? spellDay(day, { year: true }) : plainText(day);
}

/** "7 Mar 2026": in a column of days. */
export function dayInTable(day: string): string {
  return isDay(day) ? longDay(day).replace(/^(\d+ \p{L}{3})\p{L}*/u, '$1') : plainText(day);
}

/** "May 2019" */
export function monthOf(day: string): string {
  return isDay(day) ? longDay(day).replace(/^\d+ /, '') : plainText(day);
}

/** "2019", "May 2019", "7 May 2019": as exactly as somebody knew it. */
export function spellSince(since: string): string {
  return /^\d{4}-\d{2}$/.test(since) ? monthOf(`${since}-01`) : longDay(since);
}

export function weekdayDate(day: Day): string {
  return spellDay(day, { year: true, weekday: true });
}

/** "Monday" */
export function weekdayOnly(day: Day): string {
  return weekdayDate(day).split(' ')[0] ?? '';
}

/** "3–5 Feb", "28 Feb – 2 Mar", "3 Feb" */
export function dayRange(from: string, to: string): string {
  if (from === to) return shortDay(from);
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  return sameMonth
    ? `${Number(from.slice(8, 10))}${TO}${shortDay(to)}`
    : `${shortDay(from)} ${TO} ${shortDay(to)}`;
}
