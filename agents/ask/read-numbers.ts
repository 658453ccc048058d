import type { Extreme, Period, Query, Topic } from '../../src/domain/ask/query.ts';
import { type HeardQuestion, lastDays, type ReadQueries } from './heard.ts';
import { metricOfAmount, readThreshold, thresholdFor } from './read-threshold.ts';
import { isAskable, unitOf } from './spoken-metrics.ts';
import { topicMetrics } from './topics.ts';

/** Questions for numbers, the more exact before the less: a count names a bar, an extreme an end, a level only a metric. */
export const readNumbers: ReadQueries = (heard) => {
  for (const read of [count, extreme, findings, trend, compare, level, summary, changes]) {
    const queries = read(heard);
    if (queries !== undefined) return queries;
  }
  return undefined;
};

const WEEK = 7;
const MONTH = 30;
const MOST_METRICS = 3;

/** "Sleep" alone, where a number is asked of it, is how long it was. */
function measured({ metrics, text }: HeardQuestion): readonly string[] {
  if (metrics.length > 0) return metrics.slice(0, MOST_METRICS);
  return /\b(?:sleep|slept|asleep|sleeping)\b/.test(text) ? ['totalSleep'] : [];
}

const count: ReadQueries = (heard) => {
  const { text, rest, periods, context } = heard;
  if (!/\bhow (?:many|often)\b|\bnumber of\b|\bcount\b|\btimes\b/.test(text)) return undefined;
  const bar = readThreshold(rest);
  if (bar === undefined) return undefined;
  const [metric = metricOfAmount(bar.amount)] = measured(heard);
  if (metric === undefined || !isAskable(metric, context.customMetrics)) return undefined;
  const threshold = thresholdFor(metric, unitOf(metric, context.customMetrics), bar.amount);
  if (threshold === undefined) return undefined;
  return [
    { kind: 'count', metric, comparator: bar.comparator, threshold, period: periods[0] ?? lastDays(MONTH) },
  ];
};

const ends: readonly (readonly [RegExp, Extreme])[] = [
  [/\bbest\b/, 'best'],
  [/\bworst\b/, 'worst'],
  [/\b(?:highest|longest|most|maximum|max|latest|peak|largest|biggest|greatest)\b/, 'highest'],
  [/\b(?:lowest|shortest|(?<!at )least|minimum|min|earliest|fewest|smallest)\b/, 'lowest'],
];

const extreme: ReadQueries = (heard) => {
  const found = ends.find(([pattern]) => pattern.test(heard.rest));
  const [metric = /\b(?:night|nights)\b/.test(heard.text) ? 'totalSleep' : undefined] = measured(heard);
  if (found === undefined || metric === undefined) return undefined;
  return [{ kind: 'extreme', metric, period: heard.periods[0] ?? lastDays(MONTH), which: found[1] }];
};

/** What goes together with what, and why: what was found is told, never a cause. */
const findings: ReadQueries = (heard) => {
  const { text, metrics, beyond } = heard;
  const asksForPattern =
    /\b(?:patterns?|link(?:s|ed)?|relat(?:ed|ion)|connect(?:ed|ion)|correlat\w+|affect\w*|influenc\w+|depends?|impact\w*|goes with|go together)\b/.test(
      text,
    );
  const isConditional =
    /\b(?:better|worse|more|less|longer|shorter|higher|lower|earlier|later)\b.*\b(?:after|when|whenever|if|without|on (?:days|nights))\b/.test(
      heard.rest,
    );
  if (beyond !== 'cause' && !asksForPattern && !isConditional) return undefined;
  const topic = topicOf(text);
  const about =
    metrics.length > 0 ? metrics : topic === undefined || topic === 'all' ? [] : topicMetrics[topic];
  return [{ kind: 'findings', metrics: [...about] }];
};

const trend: ReadQueries = (heard) => {
  const { rest, periods } = heard;
  const asked =
    /\btrend\w*\b|\b(?:improv|declin|worsen|increas|decreas|rising|falling|dropp|fallen|risen)\w*|\b(?:getting|gotten|got|become|becoming|gone|going) (?:better|worse|lower|higher|up|down|shorter|longer|faster|slower|less|more)\b|\bover time\b|\bchang(?:ed|ing|e|es)\b|\b(?:develop|evolv)\w+/.test(
      rest,
    );
  if (!asked) return undefined;
  const metrics = measured(heard);
  if (metrics.length === 0) return undefined;
  return metrics.map((metric) => ({ kind: 'trend', metric, period: periods[0] ?? lastDays(MONTH) }));
};

const compare: ReadQueries = (heard) => {
  const { rest, periods } = heard;
  const isComparing =
    /\bcompar\w+|\bversus\b|\bvs\b|\bagainst\b|\bdifferen\w+|\bthan\b|\b(?:better|worse|more|less|higher|lower|longer|shorter|faster|slower|earlier|later)\b|\b(?:usual|usually|normally|typical|baseline|average)\b.*\bto\b/.test(
      rest,
    );
  if (!isComparing) return undefined;
  const metrics = periods.length > 1 && heard.metrics.length === 0 ? comparedOf(heard) : measured(heard);
  if (metrics.length === 0) return undefined;
  const { period, against } = comparedPeriods(heard);
  return metrics.map((metric) => ({ kind: 'compare', metric, period, against }));
};

/** Of two weeks as such: how long the nights were, how the heart beat in them, and how the days were walked. */
function comparedOf(heard: HeardQuestion): readonly string[] {
  const named = measured(heard);
  if (named.length > 0) return named;
  const topic = topicOf(heard.text);
  if (topic === undefined || topic === 'all') return ['totalSleep', 'restingHeartRate', 'steps'];
  return topicMetrics[topic].slice(0, 1);
}

function comparedPeriods({ rest, periods }: HeardQuestion): { period: Period; against: Period | null } {
  const [first, second] = periods;
  const isYardstick = /\b(?:compared (?:to|with|against)|than|versus|vs|against)(?: in)? _+$/.test(rest);
  if (first !== undefined && second === undefined && isYardstick) {
    return { period: after(first), against: first };
  }
  const period = first ?? lastDays(WEEK);
  const toUsual = /\b(?:usual|usually|normal|normally|typical|baseline)\b/.test(rest);
  return { period, against: second ?? (toUsual ? null : before(period)) };
}

function after(period: Period): Period {
  if (period.kind !== 'named') return lastDays(WEEK);
  if (period.name === 'last-month') return { kind: 'named', name: 'this-month' };
  if (period.name === 'last-year') return { kind: 'named', name: 'this-year' };
  return period.name === 'last-week' ? { kind: 'named', name: 'this-week' } : lastDays(WEEK);
}

/** The period before it, where there is a word for that; else the usual. */
function before(period: Period): Period | null {
  if (period.kind !== 'named') return null;
  if (period.name === 'this-week') return { kind: 'named', name: 'last-week' };
  if (period.name === 'this-month') return { kind: 'named', name: 'last-month' };
  return period.name === 'this-year' ? { kind: 'named', name: 'last-year' } : null;
}

const level: ReadQueries = (heard) => {
  const { text, metrics, periods, context } = heard;
  const asksAmount = /\bhow (?:much|long|many)\b|\baverage\b|\bmean\b|\bhours\b/.test(text);
  const chosen = metrics.length > 0 ? metrics : asksAmount ? measured(heard) : [];
  const askable = chosen.filter((metric) => isAskable(metric, context.customMetrics)).slice(0, MOST_METRICS);
  if (askable.length === 0) return undefined;
  return askable.map((metric): Query => ({ kind: 'level', metric, period: periods[0] ?? lastDays(WEEK) }));
};

const topicWords: readonly (readonly [Topic, RegExp])[] = [
  ['sleep', /\b(?:sleep|slept|sleeping|nights?|rest(?:ed)? at night)\b/],
  ['heart', /\b(?:heart|cardiac|cardiovascular|circulation)\b/],
  ['activity', /\b(?:active|activity|activities|moved?|moving|movement)\b/],
  ['recovery', /\b(?:recover\w*|readiness|ready|rested)\b/],
  ['wellbeing', /\b(?:feel|felt|feeling|wellbeing|well being|spirits)\b/],
  [
    'all',
    /\bhow (?:am|are|is|was|were|have|has|did|do) (?:i|we|she|he|things|everything|it|my|the|mum|dad|_+)\b(?: (?:been|doing|going|do|gone|numbers|health|body|days?))*|\b(?:summary|summari[sz]e|overview|overall)\b/,
  ],
];

function topicOf(text: string): Topic | undefined {
  return topicWords.find(([, pattern]) => pattern.test(text))?.[0];
}

const summary: ReadQueries = ({ text, periods, beyond }) => {
  const topic = topicOf(text);
  if (topic === undefined || /\bchanged\b|\bunusual\b|\bnew\b/.test(text)) return undefined;
  // Of what cannot be judged or foretold, the numbers are shown only where it is said of what.
  if (beyond !== undefined && topic === 'all') return undefined;
  return [{ kind: 'summary', topic, period: periods[0] ?? lastDays(WEEK) }];
};

const changes: ReadQueries = ({ text }) =>
  /\bchang\w+|\b(?:unusual|different|odd|strange|new|news|stands? out|notice\w*|remarkable|found|find|findings?|getting (?:better|worse)|happen\w*)\b/.test(
    text,
  )
    ? [{ kind: 'findings', metrics: [] }]
    : undefined;
