import type { Finding, FindingOf } from '../domain/finding.ts';
import { clockMetrics, type Naming } from '../domain/metric.ts';
import { addDays, daysBetween, isDay } from '../shared/day.ts';
import { getMetricOrBare } from './metric-names.ts';
import type { FactDate, FactRange, Facts, Quantity, Role, Step } from './quantity.ts';
import { isLevel } from './quantity.ts';
import { readUnit } from './units.ts';

interface Draft {
  readonly naming: Naming;
  readonly finding: Finding;
  readonly quantities: Quantity[];
  readonly pairs: { part: number; whole: number }[];
  readonly dates: FactDate[];
  readonly ranges: FactRange[];
}

/** Levels of these are distances from the person's own usual. */
const DEVIATIONS = new Set(['temperatureDeviation']);

/** The numbers of a finding with their units and roles, and its days. */
export function factsOf(finding: Finding, naming: Naming): Facts {
  const draft: Draft = { naming, finding, quantities: [], pairs: [], dates: [], ranges: [] };
  addDay(draft, finding.from, true);
  addEnd(draft, finding.to);
  addSpan(draft, finding.from, finding.to);
  addEvents(draft);
  addByKind(draft, finding);
  return draft;
}

function addByKind(draft: Draft, finding: Finding): void {
  switch (finding.kind) {
    case 'shift':
      addDay(draft, finding.onset, true);
      for (const day of finding.onsetRange) addDay(draft, day);
      addRange(draft, ...finding.onsetRange);
      addContrast(draft, finding);
      add(draft, 'other', finding.differenceSd, 'number');
      return;
    case 'event-effect':
      addContrast(draft, finding);
      return;
    case 'drift':
      addLevel(draft, 'pace', finding.metric, finding.perWeek);
      addLevel(draft, 'difference', finding.metric, finding.change);
      add(draft, 'nights', finding.n, 'days');
      return;
    case 'deviation':
      addDeviation(draft, finding);
      return;
    case 'link':
      addLag(draft, finding, finding.lag);
      add(draft, 'other', finding.r, 'number');
      add(draft, 'nights', finding.n, 'days');
      return;
    case 'rule':
      addRule(draft, finding);
      return;
    case 'chain':
      addChain(draft, finding);
      return;
    case 'lab-link':
      draft.dates.push({ day: finding.labDay, begins: true, metrics: finding.metrics, isLab: true });
      add(draft, 'nights', finding.windowDays, 'days');
      add(draft, 'other', finding.n, 'number');
      return;
    default:
      add(draft, 'nights', finding.n, 'days');
  }
}

function addContrast(draft: Draft, finding: FindingOf<'shift'> | FindingOf<'event-effect'>): void {
  const { before, after, difference, metric, n } = finding;
  addLevel(draft, 'before', metric, before.mean);
  addLevel(draft, 'after', metric, after.mean);
  addLevel(draft, 'difference', metric, difference);
  addShare(draft, finding);
  add(draft, 'nights-before', before.n, 'days');
  add(draft, 'nights-after', after.n, 'days');
  add(draft, 'nights-all', n, 'days');
  for (const level of [before, after]) {
    addSpan(draft, level.from, level.to);
    addEnd(draft, level.to);
  }
  addDay(draft, before.from);
  addDay(draft, after.from, true);
}

/**
 * "Down 42 %" follows when (after − before) / before rounds to it, from the numbers as they are and not as they were
 * told. A time of day and a distance from the usual have no zero to take a share of.
 */
function addShare(draft: Draft, finding: FindingOf<'shift'> | FindingOf<'event-effect'>): void {
  const { before, after, metric, metrics } = finding;
  if (before.mean === 0 || clockMetrics.has(metric) || DEVIATIONS.has(metric)) return;
  draft.quantities.push({
    value: (100 * (after.mean - before.mean)) / before.mean,
    unit: '%',
    role: 'difference',
    metrics,
    isShare: true,
  });
  add(draft, 'ratio', after.mean / before.mean, 'ratio', metrics);
}

function addDeviation(draft: Draft, { metric, value, baseline, n }: FindingOf<'deviation'>): void {
  addLevel(draft, 'after', metric, value);
  addLevel(draft, 'before', metric, baseline.median);
  for (const edge of [baseline.low, baseline.high])
    addLevel(draft, 'before', metric, edge, [metric], { isEdge: true });
  add(draft, 'nights-before', baseline.nights, 'days');
  add(draft, 'nights-all', n, 'days');
}

function addRule(draft: Draft, finding: FindingOf<'rule'>): void {
  const { cause, effect, threshold, effectSize, total, hits, metrics } = finding;
  addLevel(draft, 'threshold', cause, threshold, metrics, { of: cause });
  addLevel(draft, 'difference', effect, effectSize, metrics, { of: effect });
  addLag(draft, finding, finding.lag);
  // Rates come as a share of one.
  add(draft, 'share', finding.rate * 100, '%');
  add(draft, 'others', finding.baseRate * 100, '%');
  add(draft, 'nights', finding.n, 'days');
  add(draft, 'nights', total, 'days');
  draft.pairs.push({ part: hits, whole: total });
}

function addChain(draft: Draft, { path, lags, n }: FindingOf<'chain'>): void {
  for (const [place, lag] of lags.entries()) {
    const [cause = '', effect = path[0] ?? ''] = path.slice(place, place + 2);
    addLag(draft, { kind: 'chain', cause, effect }, lag);
  }
  add(draft, 'other', path.length, 'number');
  add(draft, 'nights', n, 'days');
}

/** Events before a change, with the days between them and it. A pattern has no beginning that one could come before. */
function addEvents(draft: Draft): void {
  const { finding } = draft;
  const { events } = finding;
  for (const { day, kind } of events) draft.dates.push({ day, begins: true, metrics: [], event: kind });
  if (finding.kind === 'event-effect') {
    const { day, kind } = finding.event;
    draft.dates.push({ day, begins: true, metrics: [], event: kind, isTurn: true });
  }
  if (finding.kind === 'event-effect') addApart(draft, finding.event.day, finding.from);
  if (finding.kind === 'link' || finding.kind === 'rule' || finding.kind === 'chain') return;
  for (const event of events) {
    addApart(draft, event.day, startOf(finding));
    addRange(draft, event.day, startOf(finding));
    if (isDay(event.day)) addApart(draft, event.day, addDays(event.day, event.daysBefore));
  }
}

/** The day a change is counted from. */
function startOf(finding: Finding): string {
  if (finding.kind === 'shift') return finding.onset;
  return finding.kind === 'event-effect' ? finding.event.day : finding.from;
}

function addApart(draft: Draft, from: string, to: string): void {
  if (!isDay(from) || !isDay(to)) return;
  const { metrics } = draft.finding;
  draft.quantities.push({
    value: daysBetween(from, to),
    unit: 'days',
    role: 'apart',
    metrics,
    ends: [from, to],
  });
}

function addLag(draft: Draft, { kind, cause, effect }: Step, lag: number): void {
  const { metrics } = draft.finding;
  const step = { kind, cause, effect };
  draft.quantities.push({ value: lag, unit: 'days', role: 'lag', metrics, step });
}

function add(
  draft: Draft,
  role: Role,
  value: number,
  unit: string,
  metrics: readonly string[] = draft.finding.metrics,
): void {
  draft.quantities.push({ value, unit, role, metrics });
}

function addSpan(draft: Draft, from: string, to: string): void {
  addRange(draft, from, to);
  if (isDay(from) && isDay(to)) add(draft, 'stretch', daysBetween(from, to) + 1, 'days');
}

function addRange(draft: Draft, from: string, to: string): void {
  if (from !== to) draft.ranges.push({ from, to, metrics: draft.finding.metrics });
}

function addEnd(draft: Draft, day: string): void {
  draft.dates.push({ day, begins: false, ends: true, metrics: draft.finding.metrics });
}

function addDay(draft: Draft, day: string, begins = false): void {
  draft.dates.push({ day, begins, metrics: draft.finding.metrics });
}

/** A level of a clock metric is a time of day; a difference between two of them is a duration. */
function addLevel(
  draft: Draft,
  role: Role,
  metric: string,
  value: number,
  metrics: readonly string[] = [metric],
  more: Pick<Quantity, 'isEdge' | 'of'> = {},
): void {
  const { unit, factor } = readUnit(getMetricOrBare(metric, draft.naming).unit);
  const isClock = clockMetrics.has(metric) && isLevel(role);
  const told = isClock ? ((value % 1440) + 1440) % 1440 : value * factor;
  const isDeviation = DEVIATIONS.has(metric) && isLevel(role);
  draft.quantities.push({ value: told, unit: isClock ? 'clock' : unit, role, metrics, isDeviation, ...more });
}
