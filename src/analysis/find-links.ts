import type { FindingOf } from '../domain/finding.ts';
import type { Metric } from '../domain/metric.ts';
import { stableId } from '../shared/ids.ts';
import { fisherInterval } from '../stats/fisher-interval.ts';
import { dayAt, type Frame, type FrameColumn } from './frame.ts';
import { round, roundP, roundRatio } from './numbers.ts';
import { linkKey, type Patterns, patternGrade, type Replications } from './patterns.ts';
import { type PairEffect, pairEffect } from './recipes/pair-effect.ts';
import { agentsFor } from './routing.ts';
import { capitalise, differenceOf, lagWords } from './words.ts';

type Link = FindingOf<'link'>;

interface Association {
  readonly cause: FrameColumn;
  readonly effect: FrameColumn;
  /** In natural units, rhythm and trend removed; undefined where the effect cannot be sized. */
  readonly size: PairEffect | undefined;
  readonly lag: number;
  readonly n: number;
  readonly degrees: number;
  readonly r: number;
  readonly p: number;
  readonly q: number;
  readonly grade: Link['grade'];
}

const SMALLEST_R = 0.15;

/** What goes with what, and after how many days. Lagged and same-day links are separate families of tests. */
export function findLinks(frame: Frame, patterns: Patterns, replications: Replications): Link[] {
  const column = (index: number) => patterns.columns[index] as FrameColumn;
  const lagged = patterns.links.map(
    (link): Association => ({
      ...link,
      cause: column(link.cause),
      effect: column(link.effect),
      size: pairEffect(patterns.pair.base, link.cause, link.effect, link.lag),
      grade: patternGrade(link, replications.links.has(linkKey(patterns, link))),
    }),
  );
  const { sameDay, sameDayAccepted } = patterns.pair;
  const sameDayLinks = [...sameDayAccepted].map((row): Association => {
    const [first, second] = [sameDay.cause[row] as number, sameDay.effect[row] as number];
    const inOrder = isBefore(column(first).metric, column(second).metric);
    const [cause, effect] = inOrder ? [first, second] : [second, first];
    const size = pairEffect(patterns.pair.strict, cause, effect, 0);
    const [n, degrees, r, p, q] = [sameDay.n, sameDay.degrees, sameDay.r, sameDay.p, sameDay.q].map(
      (values) => values[row] as number,
    ) as [number, number, number, number, number];
    return {
      cause: column(cause),
      effect: column(effect),
      size,
      lag: 0,
      n,
      degrees,
      r,
      p,
      q,
      grade: 'established',
    };
  });
  return [...lagged, ...sameDayLinks.filter(({ r }) => Math.abs(r) >= SMALLEST_R)].map((one) =>
    toFinding(frame, one),
  );
}

const order: Record<Metric['span'], number> = { night: 0, 'check-in': 1, day: 2 };

/** Within one day the night comes first, then the morning's answers, then the day. */
function isBefore(left: Metric, right: Metric): boolean {
  if (left.span !== right.span) return order[left.span] < order[right.span];
  return left.slug < right.slug;
}

function toFinding(frame: Frame, link: Association): Link {
  const { cause, effect, lag, r } = link;
  const direction = r > 0 ? ('up' as const) : ('down' as const);
  const interval = fisherInterval(r, link.degrees + 3) ?? [-1, 1];
  const metrics = [cause.metric, effect.metric];
  const undirected = lag === 0 && cause.metric.span === effect.metric.span;
  return {
    kind: 'link',
    id: stableId('link', [cause.metric.slug, effect.metric.slug, lag, direction]),
    metrics: metrics.map(({ slug }) => slug),
    cause: cause.metric.slug,
    effect: effect.metric.slug,
    lag,
    direction,
    from: frame.start,
    to: dayAt(frame, frame.length - 1),
    n: link.n,
    p: roundP(link.p),
    q: roundP(link.q),
    grade: link.grade,
    r: roundRatio(r),
    interval: [roundRatio(interval[0]), roundRatio(interval[1])],
    slope: Number((link.size?.slope ?? 0).toPrecision(3)),
    slopeUnit: `${effect.metric.unit} per ${cause.metric.unit}`,
    summary: undirected ? togetherSentence(link) : afterSentence(link),
    agents: agentsFor(metrics, []),
    events: [],
    limits: [],
  };
}

function togetherSentence({ cause, effect, r, n }: Association): string {
  const how = r > 0 ? 'rise and fall together' : 'move in opposite directions';
  return `${capitalise(cause.metric.label)} and ${effect.metric.label} ${how} from day to day (correlation ${round(r, 2)}, ${n} days).`;
}

function afterSentence({ cause, effect, lag, r, n, size: effectSize }: Association): string {
  const how = r > 0 ? 'higher' : 'lower';
  const size =
    effectSize === undefined
      ? ''
      : `: by ${differenceOf(effectSize.difference, effect.metric)} between its highest and lowest third`;
  return `With higher ${cause.metric.label}, ${effect.metric.label} tended to be ${how} ${lagWords(lag)}${size} (correlation ${round(r, 2)}, ${n} days).`;
}
