import type { GoalLevel, GoalProgress } from '../domain/goal-progress.ts';
import { findMetric, type Metric, type Naming } from '../domain/metric.ts';
import type { Goal } from '../domain/profile.ts';
import type { DailySeries } from '../domain/series.ts';
import { addDays, type Day, daysBetween, spellDay } from '../shared/day.ts';
import { median } from '../stats/median.ts';
import { observed } from '../stats/observed.ts';
import { namingOf } from './frame.ts';
import { roundMean } from './numbers.ts';
import { type Trend, trendRecipe } from './recipes/trend.ts';
import { amount, capitalise, differenceOf, unitOfTime } from './words.ts';

const LEVEL_DAYS = 28;
const FEWEST_VALUES = 14;
/** A line through less is chance, and one through more tells of another season. */
const SHORTEST_TREND = 42;
const LONGEST_TREND = 90;

/** How far a goal is, from its own metric alone. What happened beside it is no reason for it. */
export function goalProgress(goal: Goal, series: DailySeries | undefined, asOf: Day): GoalProgress {
  const naming: Naming = series === undefined ? {} : namingOf([series]);
  const metric = findMetric(goal.metric, naming);
  if (metric === undefined || series === undefined) {
    return {
      goal,
      verdict: 'not-enough-data',
      text: `${goalWords(goal, metric)}. There are no values of it.`,
    };
  }
  // What came of it is settled on its day: nobody who got there is told later that they did not.
  const until = asOf > goal.by ? goal.by : asOf;
  const now = levelOf(goal, metric, series, addDays(until, 1 - LEVEL_DAYS), until);
  const span = spanWords(goal, asOf);
  if (now === undefined || now.values < FEWEST_VALUES) {
    const few = unitOfTime(metric, now?.values ?? 0);
    const text = `${goalWords(goal, metric)}. Not enough data: ${few} in the ${span}.`;
    return { goal, verdict: 'not-enough-data', text };
  }
  const before = levelOf(goal, metric, series, addDays(goal.day, -LEVEL_DAYS), addDays(goal.day, -1));
  // A goal of last week stands beside the same nights that are told already.
  const isApart = daysBetween(goal.day, until) >= LEVEL_DAYS - 1;
  const known = isApart && before !== undefined && before.values >= FEWEST_VALUES ? before : undefined;
  const trend = trendOf(goal, metric, series, until);
  const verdict = verdictOf(goal, now, trend, asOf);
  return {
    goal,
    verdict,
    now,
    ...(known === undefined ? {} : { before: known }),
    ...(trend === undefined ? {} : { trend }),
    text: textOf({ goal, verdict, now, before: known, trend, span }, metric),
  };
}

/** The days a goal is judged by. */
function spanWords({ by }: Goal, asOf: Day): string {
  return asOf > by ? `${LEVEL_DAYS} days to that day` : `last ${LEVEL_DAYS} days`;
}

function levelOf(goal: Goal, metric: Metric, series: DailySeries, from: Day, to: Day): GoalLevel | undefined {
  const values = observed(between(series, from, to));
  const middle = median(values);
  if (middle === undefined) return undefined;
  return {
    median: roundMean(middle, metric),
    values: values.length,
    meeting: values.filter((value) => meets(goal, value)).length,
  };
}

function trendOf({ day }: Goal, metric: Metric, series: DailySeries, asOf: Day): GoalProgress['trend'] {
  const sinceSet = daysBetween(day, asOf) + 1;
  const days = Math.min(LONGEST_TREND, Math.max(SHORTEST_TREND, sinceSet));
  const from = addDays(asOf, 1 - days);
  const trend = trendRecipe(between(series, from, asOf));
  return trend === undefined ? undefined : { from, ...perWeek(trend, metric) };
}

function perWeek(
  { slope, interval }: Trend,
  metric: Metric,
): { perWeek: number; interval: [number, number] } {
  const weekly = (value: number) => roundMean(value * 7, metric);
  return { perWeek: weekly(slope), interval: [weekly(interval[0]), weekly(interval[1])] };
}

function between({ start, values }: DailySeries, from: Day, to: Day): Float64Array {
  return values.slice(Math.max(0, daysBetween(start, from)), Math.max(0, daysBetween(start, to) + 1));
}

function verdictOf(
  goal: Goal,
  now: GoalLevel,
  trend: GoalProgress['trend'],
  asOf: Day,
): GoalProgress['verdict'] {
  if (meets(goal, now.median)) return 'reached';
  if (asOf > goal.by) return 'not-reached';
  if (trend === undefined) return 'no-trend';
  return trend.perWeek > 0 === (goal.comparator === '>=') ? 'nearing' : 'moving-away';
}

function meets({ comparator, target }: Goal, value: number): boolean {
  return comparator === '>=' ? value >= target : value <= target;
}

/** "Sleep efficiency at least 82 % by 5 January 2027" */
function goalWords({ metric: slug, comparator, target, by }: Goal, metric: Metric | undefined): string {
  const bound = comparator === '>=' ? 'at least' : 'at most';
  const value = metric === undefined ? String(target) : amount(target, metric, metric.decimals + 1);
  return `${capitalise(metric?.label ?? slug)} ${bound} ${value} by ${spellDay(by, { year: true })}`;
}

function textOf(
  {
    goal,
    verdict,
    now,
    before,
    trend,
    span,
  }: Pick<GoalProgress, 'goal' | 'verdict' | 'before' | 'trend'> & {
    readonly now: GoalLevel;
    readonly span: string;
  },
  metric: Metric,
): string {
  const shown = ({ median: middle }: GoalLevel) => amount(middle, metric, metric.decimals + 1);
  const then =
    before === undefined
      ? ''
      : `, against ${shown(before)} in the ${LEVEL_DAYS} days before the goal was set`;
  const level = `Median of the ${span}: ${shown(now)} (${now.meeting} of ${unitOfTime(metric, now.values)} met it by themselves)${then}.`;
  return [`${goalWords(goal, metric)}: ${verdictWords[verdict]}.`, level, trendWords(verdict, trend, metric)]
    .filter((part) => part !== '')
    .join(' ');
}

const verdictWords: Readonly<Record<GoalProgress['verdict'], string>> = {
  reached: 'reached',
  nearing: 'not there yet, and coming nearer',
  'no-trend': 'not there yet',
  'moving-away': 'not there yet, and going the other way',
  'not-reached': 'not reached by its day',
  'not-enough-data': 'not enough data',
};

function trendWords(verdict: GoalProgress['verdict'], trend: GoalProgress['trend'], metric: Metric): string {
  if (verdict === 'reached' || verdict === 'not-reached') return '';
  if (trend === undefined) return 'Whether it is coming nearer cannot be told from the numbers.';
  const signed = (value: number) => `${value < 0 ? '\u2212' : '+'}${differenceOf(value, metric)}`;
  const [low, high] = trend.interval;
  return `Change a week since ${spellDay(trend.from)}: ${signed(trend.perWeek)} (likely ${signed(low)} to ${signed(high)}).`;
}
