import type { Finding, FindingOf } from '../domain/finding.ts';
import { type Day, daysBetween, isDay } from '../shared/day.ts';
import { getMetricOrBare } from './metric-names.ts';

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
}

export interface FactDate {
  readonly day: string;
  /** May stand after "began" or "since". */
  readonly begins: boolean;
}

export interface Facts {
  readonly quantities: readonly Quantity[];
  readonly pairs: readonly { readonly part: number; readonly whole: number }[];
  readonly dates: readonly FactDate[];
}

interface Draft {
  readonly quantities: Quantity[];
  readonly pairs: { part: number; whole: number }[];
  readonly dates: FactDate[];
}

const UNITLESS = new Set(['steps', 'count', 'index', 'of 10', '', 'score']);
const CLOCK_METRICS = new Set(['bedtime', 'wakeTime', 'sleepMidpoint']);

export function factsOf(finding: Finding): Facts {
  const draft: Draft = { quantities: [], pairs: [], dates: [] };
  addDay(draft, finding.from, true);
  addDay(draft, finding.to);
  addCount(draft, finding, finding.n);
  addSpan(draft, finding, finding.from, finding.to);
  const onset = startOf(finding);
  for (const event of finding.events) {
    addDay(draft, event.day, true);
    draft.quantities.push({ value: event.daysBefore, unit: 'days', metrics: [] });
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
      addDay(draft, finding.event.day, true);
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
      addCount(draft, finding, finding.lag);
      add(draft, finding, finding.r, 'number');
      return;
    case 'rule':
      addRule(draft, finding);
      return;
    case 'chain':
      for (const lag of finding.lags) addCount(draft, finding, lag);
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
  addCount(draft, finding, finding.lag);
  addCount(draft, finding, finding.total);
  for (const rate of [finding.rate, finding.baseRate]) add(draft, finding, percentOf(rate), '%');
  draft.pairs.push({ part: finding.hits, whole: finding.total });
}

/** Rates come as a share of one. */
export function percentOf(rate: number): number {
  return rate * 100;
}

function add(draft: Draft, finding: Finding, value: number, unit: string): void {
  draft.quantities.push({ value, unit, metrics: finding.metrics });
}

function addCount(draft: Draft, finding: Finding, value: number): void {
  add(draft, finding, value, 'days');
}

function addSpan(draft: Draft, finding: Finding, from: string, to: string): void {
  if (isDay(from) && isDay(to)) addCount(draft, finding, daysBetween(from, to) + 1);
}

function addDistance(draft: Draft, from: string, to: string): void {
  if (!isDay(from) || !isDay(to)) return;
  draft.quantities.push({ value: daysBetween(from as Day, to as Day), unit: 'days', metrics: [] });
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
  const { unit } = getMetricOrBare(metric);
  for (const value of values) {
    const isClock = CLOCK_METRICS.has(metric) && !differences;
    const normal = isClock ? 'clock' : UNITLESS.has(unit) ? 'number' : unit;
    const told = isClock ? ((value % 1440) + 1440) % 1440 : value;
    const metrics = finding.kind === 'rule' ? finding.metrics : [metric];
    draft.quantities.push({ value: told, unit: normal, metrics, level: true, difference: differences });
  }
}
