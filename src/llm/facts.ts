import type { Finding, FindingOf } from '../domain/finding.ts';
import type { Naming } from '../domain/metric.ts';
import { daysBetween, isDay } from '../shared/day.ts';
import { getMetricOrBare } from './metric-names.ts';
import { readUnit } from './numbers.ts';

/**
 * All that may be told about a finding: its numbers with their units, and its days. The ends of an interval are not
 * among them: told alone, they would pass for the estimate.
 */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
  /** The metrics it speaks about; a sentence that names other metrics may not use it. */
  readonly metrics: readonly string[];
  /** A level or a difference of the metric itself, told even where the unit is left out. */
  readonly level?: boolean;
  /** May follow "by"; nothing else of its metric may. */
  readonly difference?: boolean;
  /** The share on the other days of a rule. */
  readonly others?: boolean;
  /**
   * What days are counted: nights with a value, the days from one day to another, the lag of a pattern, or the length of a stretch (told
   * only in weeks or months, or with "about": as a plain number it would pass for the nights used).
   */
  readonly days?: 'used' | 'apart' | 'lag' | 'stretch';
}

export interface FactDate {
  readonly day: string;
  /** May stand after "began" or "since". */
  readonly begins: boolean;
  /** The day of an event of the profile. */
  readonly event?: boolean;
}

export interface Facts {
  readonly quantities: readonly Quantity[];
  readonly pairs: readonly { readonly part: number; readonly whole: number }[];
  readonly dates: readonly FactDate[];
}

interface Draft {
  readonly naming: Naming;
  readonly quantities: Quantity[];
  readonly pairs: { part: number; whole: number }[];
  readonly dates: FactDate[];
}

const CLOCK_METRICS = new Set(['bedtime', 'wakeTime', 'sleepMidpoint']);

export function factsOf(finding: Finding, naming: Naming): Facts {
  const draft: Draft = { naming, quantities: [], pairs: [], dates: [] };
  addDay(draft, finding.from, true);
  addDay(draft, finding.to);
  addCount(draft, finding, finding.n);
  addSpan(draft, finding, finding.from, finding.to);
  const onset = startOf(finding);
  for (const event of finding.events) {
    draft.dates.push({ day: event.day, begins: true, event: true });
    // A pattern has no beginning that an event could come before.
    if (finding.kind === 'link' || finding.kind === 'rule' || finding.kind === 'chain') continue;
    draft.quantities.push({ value: event.daysBefore, unit: 'days', metrics: [], days: 'apart' });
    addDistance(draft, event.day, onset);
  }
  addByKind(draft, finding);
  return draft;
}

/** The day a change is counted from. */
export function startOf(finding: Finding): string {
  if (finding.kind === 'shift') return finding.onset;
  return finding.kind === 'event-effect' ? finding.event.day : finding.from;
}

function addByKind(draft: Draft, finding: Finding): void {
  switch (finding.kind) {
    case 'shift':
      addDay(draft, finding.onset, true);
      for (const day of finding.onsetRange) addDay(draft, day);
      addContrast(draft, finding);
      return;
    case 'event-effect':
      draft.dates.push({ day: finding.event.day, begins: true, event: true });
      addContrast(draft, finding);
      return;
    case 'drift':
      addLevels(draft, finding, finding.metric, [finding.perWeek, finding.change], true);
      draft.quantities.push({ value: 1, unit: 'days', metrics: [] });
      return;
    case 'deviation':
      addLevels(draft, finding, finding.metric, [finding.value, finding.baseline.median]);
      addLevels(draft, finding, finding.metric, [finding.baseline.low, finding.baseline.high]);
      addCount(draft, finding, finding.baseline.nights);
      return;
    case 'link':
      addCount(draft, finding, finding.lag, 'lag');
      add(draft, finding, finding.r, 'number');
      return;
    case 'rule':
      addRule(draft, finding);
      return;
    case 'chain':
      for (const lag of finding.lags) addCount(draft, finding, lag, 'lag');
      add(draft, finding, finding.path.length, 'number');
      return;
    case 'lab-link':
      addDay(draft, finding.labDay, true);
      addCount(draft, finding, finding.windowDays);
      return;
    default:
  }
}

function addContrast(draft: Draft, finding: FindingOf<'shift'> | FindingOf<'event-effect'>): void {
  const { before, after, difference, metric } = finding;
  addLevels(draft, finding, metric, [before.mean, after.mean]);
  addLevels(draft, finding, metric, [difference], true);
  for (const level of [before, after]) {
    addCount(draft, finding, level.n);
    addSpan(draft, finding, level.from, level.to);
    addDay(draft, level.to);
  }
  addDay(draft, before.from);
  addDay(draft, after.from, true);
  if (before.mean !== 0) {
    const value = (100 * difference) / before.mean;
    draft.quantities.push({ value, unit: '%', metrics: finding.metrics, difference: true });
  }
  if (finding.kind === 'shift') add(draft, finding, finding.differenceSd, 'number');
}

function addRule(draft: Draft, finding: FindingOf<'rule'>): void {
  addLevels(draft, finding, finding.cause, [finding.threshold]);
  addLevels(draft, finding, finding.effect, [finding.effectSize], true);
  addCount(draft, finding, finding.lag, 'lag');
  addCount(draft, finding, finding.total);
  add(draft, finding, percentOf(finding.rate), '%');
  draft.quantities.push({
    value: percentOf(finding.baseRate),
    unit: '%',
    metrics: finding.metrics,
    others: true,
  });
  draft.pairs.push({ part: finding.hits, whole: finding.total });
}

/** Rates come as a share of one. */
export function percentOf(rate: number): number {
  return rate * 100;
}

function add(draft: Draft, finding: Finding, value: number, unit: string): void {
  draft.quantities.push({ value, unit, metrics: finding.metrics });
}

function addCount(draft: Draft, finding: Finding, value: number, days: Quantity['days'] = 'used'): void {
  draft.quantities.push({ value, unit: 'days', metrics: finding.metrics, days: days ?? 'used' });
}

function addSpan(draft: Draft, finding: Finding, from: string, to: string): void {
  if (isDay(from) && isDay(to)) addCount(draft, finding, daysBetween(from, to) + 1, 'stretch');
}

function addDistance(draft: Draft, from: string, to: string): void {
  if (!isDay(from) || !isDay(to)) return;
  draft.quantities.push({ value: daysBetween(from, to), unit: 'days', metrics: [], days: 'apart' });
}

function addDay(draft: Draft, day: string, begins = false): void {
  draft.dates.push({ day, begins });
}

/** A level of a clock metric is a time of day; a difference between two of them is a duration. */
function addLevels(
  draft: Draft,
  finding: Finding,
  metric: string,
  values: readonly number[],
  differences = false,
): void {
  const { unit, factor } = readUnit(getMetricOrBare(metric, draft.naming).unit);
  for (const value of values) {
    const isClock = CLOCK_METRICS.has(metric) && !differences;
    const told = isClock ? ((value % 1440) + 1440) % 1440 : value * factor;
    const metrics = finding.kind === 'rule' ? finding.metrics : [metric];
    draft.quantities.push({
      value: told,
      unit: isClock ? 'clock' : unit,
      metrics,
      level: true,
      difference: differences,
    });
  }
}
