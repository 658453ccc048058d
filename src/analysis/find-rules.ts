import type { FindingOf } from '../domain/finding.ts';
import { stableId } from '../shared/ids.ts';
import { hodgesLehmann } from '../stats/hodges-lehmann.ts';
import { median } from '../stats/median.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';
import { dayAt, type Frame, type FrameColumn } from './frame.ts';
import { round, roundP, roundRatio } from './numbers.ts';
import { type Patterns, patternGrade, type Replications, representatives, ruleKey } from './patterns.ts';
import type { RuleCandidate } from './recipes/rule.ts';
import { agentsFor } from './routing.ts';
import { amount, capitalise, differenceOf, lagWords, percent } from './words.ts';

type Rule = FindingOf<'rule'>;

/** Shown only from here on: fewer days or one long stretch of them would make a percentage of an anecdote. */
const FEWEST_DAYS = 12;
const FEWEST_EPISODES = 6;
const SMALLEST_RATE_DIFFERENCE = 0.2;
const MOST_RULES = 12;

/** "After nights under 78 % efficiency …": a threshold on one metric, and what followed it how often. */
export function findRules(frame: Frame, patterns: Patterns, replications: Replications): Rule[] {
  const accepted = patterns.rules.filter((rule) => rule.accepted);
  return representatives(patterns.columns, accepted, ({ z }) => Math.abs(z))
    .sort((left, right) => left.p - right.p || left.row - right.row)
    .slice(0, MOST_RULES)
    .map((rule) => toFinding(frame, patterns, replications, rule))
    .filter((finding) => finding !== undefined);
}

interface Sides {
  /** Effect values after days beyond the cut, and after the others. */
  readonly inside: number[];
  readonly outside: number[];
  readonly episodes: number;
}

function sidesOf(cause: Float64Array, effect: Float64Array, rule: RuleCandidate): Sides {
  const inside: number[] = [];
  const outside: number[] = [];
  let episodes = 0;
  let wasInside = false;
  for (let day = rule.lag; day < effect.length; day++) {
    const x = cause[day - rule.lag] as number;
    const y = effect[day] as number;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    const isInside = rule.side === 'low' ? x <= rule.cut : x >= rule.cut;
    if (isInside) inside.push(y);
    else outside.push(y);
    if (isInside && !wasInside) episodes += 1;
    wasInside = isInside;
  }
  return { inside, outside, episodes };
}

interface Told {
  readonly size: number;
  readonly hits: number;
  readonly rate: number;
  readonly baseRate: number;
}

/**
 * How big a difference to tell: the one that parts the two kinds of days best among a few shares of the typical
 * difference. Chosen after the test and for telling only; the test did not look at it.
 */
function chooseSize(sides: Sides, side: 'up' | 'down', decimals: number): Told | undefined {
  const usual = median(sides.outside);
  const typical = Math.abs(hodgesLehmann(sides.inside, sides.outside) ?? 0);
  if (usual === undefined || typical === 0) return undefined;
  const beyond = (values: readonly number[], size: number) =>
    values.filter((value) => (side === 'down' ? value <= usual - size : value >= usual + size)).length;
  const told = [0.4, 0.6, 0.8, 1].map((share): Told => {
    const size = Math.max(10 ** -decimals, round(typical * share, decimals));
    const hits = beyond(sides.inside, size);
    const rate = hits / sides.inside.length;
    return { size, hits, rate, baseRate: beyond(sides.outside, size) / sides.outside.length };
  });
  return told.reduce((best, one) => (one.rate - one.baseRate > best.rate - best.baseRate ? one : best));
}

function toFinding(
  frame: Frame,
  patterns: Patterns,
  replications: Replications,
  rule: RuleCandidate,
): Rule | undefined {
  const cause = patterns.columns[rule.cause] as FrameColumn;
  const effect = patterns.columns[rule.effect] as FrameColumn;
  const sides = sidesOf(cause.values, effect.values, rule);
  if (sides.inside.length < FEWEST_DAYS || sides.episodes < FEWEST_EPISODES) return undefined;
  const effectDirection = rule.z > 0 ? ('up' as const) : ('down' as const);
  const told = chooseSize(sides, effectDirection, effect.metric.decimals);
  if (told === undefined || told.rate - told.baseRate < SMALLEST_RATE_DIFFERENCE) return undefined;
  const comparator = rule.side === 'low' ? ('<' as const) : ('>' as const);
  const threshold = thresholdOf(cause.values, rule);
  const metrics = [cause.metric, effect.metric];
  return {
    kind: 'rule',
    id: stableId('rule', [cause.metric.slug, comparator, effect.metric.slug, rule.lag, effectDirection]),
    metrics: metrics.map(({ slug }) => slug),
    direction: effectDirection,
    from: frame.start,
    to: dayAt(frame, frame.length - 1),
    n: rule.n,
    p: roundP(rule.p),
    q: roundP(rule.q),
    grade: patternGrade(rule, replications.rules.has(ruleKey(patterns, rule))),
    cause: cause.metric.slug,
    comparator,
    threshold,
    effect: effect.metric.slug,
    lag: rule.lag,
    effectDirection,
    effectSize: told.size,
    hits: told.hits,
    total: sides.inside.length,
    rate: roundRatio(told.rate),
    baseRate: roundRatio(told.baseRate),
    summary: sentence(cause, effect, {
      ...told,
      comparator,
      threshold,
      lag: rule.lag,
      effectDirection,
      total: sides.inside.length,
    }),
    agents: agentsFor(metrics, []),
    events: [],
    limits: [],
  };
}

/** Written so that "under" and "over" are exact: the next value of the person's own beyond the cut. */
function thresholdOf(values: Float64Array, rule: RuleCandidate): number {
  let threshold = rule.cut;
  let found = false;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const beyond = rule.side === 'low' ? value > rule.cut : value < rule.cut;
    const closer = rule.side === 'low' ? value < threshold : value > threshold;
    if (beyond && (!found || closer)) {
      threshold = value;
      found = true;
    }
  }
  return round(threshold, 2);
}

type Telling = Told & Pick<Rule, 'comparator' | 'threshold' | 'lag' | 'effectDirection' | 'total'>;

function sentence(cause: FrameColumn, effect: FrameColumn, told: Telling): string {
  const when = cause.metric.span === 'night' ? 'nights' : 'days';
  const side = told.comparator === '<' ? 'under' : 'over';
  const how = told.effectDirection === 'down' ? 'lower' : 'higher';
  const interval = wilsonInterval(told.hits, told.total) ?? [0, 1];
  return `After ${when} with ${cause.metric.label} ${side} ${amount(told.threshold, cause.metric, 2)}, ${effect.metric.label} came out ${how} by ${differenceOf(told.size, effect.metric)} or more ${lagWords(told.lag)} on ${told.hits} of ${told.total} days (${percent(told.rate)}; 95 % interval ${Math.round(interval[0] * 100)} to ${Math.round(interval[1] * 100)} %). ${capitalise('on')} other days: ${percent(told.baseRate)}.`;
}
