import type { Finding, FindingOf } from '../../src/domain/finding.ts';
import { type Day, daysBetween } from '../../src/shared/day.ts';
import { type BenchMetric, carriersOf, type Driver } from './drivers.ts';
import type { Influence, Person, Truth } from './truth.ts';

/**
 * true: planted, or really so in this person. indirect: an association that is there because both follow from a third
 * thing planted. arithmetic: two names of one number. false: none of these.
 */
export type Verdict = 'true' | 'indirect' | 'arithmetic' | 'false';

/** A level told as changed must have moved by this much of the metric's own spread, noise left out. */
const REAL_CHANGE_SD = 0.3;
const REAL_DEVIATION_SD = 1;

export function verdictOf({ truth, start }: Person, finding: Finding): Verdict {
  switch (finding.kind) {
    case 'link':
      return finding.lag === 0 ? sameDayVerdict(truth, finding) : laggedVerdict(truth, finding);
    case 'rule':
      return finding.lag === 0 ? sameDayVerdict(truth, finding) : laggedVerdict(truth, finding);
    case 'chain':
      return chainVerdict(truth, finding);
    case 'shift':
    case 'event-effect':
      return changeVerdict(truth, start, finding);
    case 'drift':
      return driftVerdict(truth, start, finding);
    case 'deviation':
      return deviationVerdict(truth, start, finding);
    case 'lab-link':
      return truth.plants.some((plant) => plant.kind === 'lab' && plant.metric === finding.metric)
        ? 'true'
        : 'false';
    default:
      return truth.shared.size > 0 ? 'indirect' : 'false';
  }
}

interface Ends {
  readonly cause: string;
  readonly effect: string;
  readonly lag: number;
}

/** Days that each driver lies behind `from` along every way of influence. */
function delays(influences: readonly Influence[], from: Driver): Map<Driver, Set<number>> {
  const found = new Map<Driver, Set<number>>([[from, new Set([0])]]);
  // No way is longer than the number of influences.
  for (let round = 0; round < influences.length; round++) {
    for (const { cause, effect, lag } of influences) {
      for (const delay of found.get(cause) ?? []) {
        found.set(effect, (found.get(effect) ?? new Set()).add(delay + lag));
      }
    }
  }
  return found;
}

function laggedVerdict({ influences }: Truth, { cause, effect, lag }: Ends): Verdict {
  const ends = pairs(carriersOf(cause), carriersOf(effect));
  if (ends.some(([from, to]) => delays(influences, from).get(to)?.has(lag) && lag > 0)) return 'true';
  return ends.some(([from, to]) => haveCommonSource(influences, from, to, lag)) ? 'indirect' : 'false';
}

function haveCommonSource(influences: readonly Influence[], from: Driver, to: Driver, lag: number): boolean {
  return influences.some(({ cause }) => {
    const reached = delays(influences, cause);
    return [...(reached.get(from) ?? [])].some((delay) => reached.get(to)?.has(delay + lag));
  });
}

function sameDayVerdict({ influences, shared }: Truth, { cause, effect }: Ends): Verdict {
  const [left, right] = [carriersOf(cause), carriersOf(effect)];
  if (left.some((driver) => right.includes(driver))) return 'arithmetic';
  const ends = pairs(left, right);
  if (ends.some(([from, to]) => shared.has(from) && shared.has(to))) return 'true';
  return ends.some(([from, to]) => haveCommonSource(influences, from, to, 0)) ? 'indirect' : 'false';
}

/** Every step must be one planted influence: a chain claims an order, so a common source does not excuse it. */
function chainVerdict({ influences }: Truth, { path, lags }: FindingOf<'chain'>): Verdict {
  const holds = lags.every((lag, step) => {
    const ends = pairs(
      carriersOf(path[step] as string),
      carriersOf(path[(step + 1) % path.length] as string),
    );
    return ends.some(([from, to]) =>
      influences.some((one) => one.cause === from && one.effect === to && one.lag === lag),
    );
  });
  return holds ? 'true' : 'false';
}

function changeVerdict(
  truth: Truth,
  start: Day,
  { metric, direction, before, after }: FindingOf<'shift'> | FindingOf<'event-effect'>,
): Verdict {
  const level = levelOf(truth, metric);
  if (level === undefined) return 'false';
  const change = meanOver(level.path, start, after) - meanOver(level.path, start, before);
  return isReal(change / level.spread, direction) ? 'true' : 'false';
}

function driftVerdict(
  truth: Truth,
  start: Day,
  { metric, direction, from, to }: FindingOf<'drift'>,
): Verdict {
  const level = levelOf(truth, metric);
  if (level === undefined) return 'false';
  const at = (day: Day | string) => level.path[daysBetween(start, day as Day)] ?? 0;
  return isReal((at(to) - at(from)) / level.spread, direction) ? 'true' : 'false';
}

function deviationVerdict(
  truth: Truth,
  start: Day,
  { metric, direction, to }: FindingOf<'deviation'>,
): Verdict {
  const level = levelOf(truth, metric);
  if (level === undefined) return 'false';
  const day = daysBetween(start, to as Day);
  const usual = [...level.path.slice(Math.max(0, day - 67), Math.max(1, day - 7))].sort((a, b) => a - b);
  const distance = ((level.path[day] as number) - (usual[usual.length >> 1] ?? 0)) / level.spread;
  return Math.abs(distance) >= REAL_DEVIATION_SD && isReal(distance, direction) ? 'true' : 'false';
}

function levelOf(
  { levels, spreads }: Truth,
  metric: string,
): { path: Float64Array; spread: number } | undefined {
  if (!Object.hasOwn(levels, metric)) return undefined;
  return { path: levels[metric as BenchMetric], spread: spreads[metric as BenchMetric] };
}

function meanOver(path: Float64Array, start: Day, { from, to }: { from: string; to: string }): number {
  const [first, last] = [daysBetween(start, from as Day), daysBetween(start, to as Day)];
  let sum = 0;
  for (let day = first; day <= last; day++) sum += path[day] ?? 0;
  return sum / Math.max(1, last - first + 1);
}

function isReal(changeSd: number, direction: 'up' | 'down' | null): boolean {
  return (direction === 'down' ? -changeSd : changeSd) >= REAL_CHANGE_SD;
}

function pairs(left: readonly Driver[], right: readonly Driver[]): (readonly [Driver, Driver])[] {
  return left.flatMap((one) => right.map((other) => [one, other] as const));
}
