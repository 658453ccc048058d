import { type Day, dayInZone } from '../shared/day.ts';

/** What a person measures themselves and names themselves: an observation a time, a value a day. */
export const aggregationHints = ['avg', 'sum', 'min', 'max', 'last', 'count'] as const;
/** How the observations of one day become its value. */
export type AggregationHint = (typeof aggregationHints)[number];

export interface CustomDefinition {
  /** Without the prefix that it has among the other metrics. */
  readonly slug: string;
  readonly label: string;
  readonly unit: string;
  readonly aggregationHint: AggregationHint;
}

export interface CustomObservation {
  /** A hint that is left out stays what it was; `avg` at first. */
  readonly metric: Omit<CustomDefinition, 'aggregationHint'> & {
    readonly aggregationHint: AggregationHint | undefined;
  };
  readonly value: number;
  /** ISO 8601 with `Z` or an offset, as it was written. */
  readonly occurredAt: string;
}

const DATE_ALONE = /T00:00(?::00(?:\.0+)?)?Z$/;

/**
 * The local day of the instant. Midnight written in UTC is how a program says a date that has no time: it is that date
 * wherever the person lives.
 */
export function dayOfObservation(occurredAt: string, timezone: string): Day {
  return DATE_ALONE.test(occurredAt)
    ? (occurredAt.slice(0, 10) as Day)
    : dayInZone(new Date(occurredAt), timezone);
}

export interface DatedValue {
  readonly day: Day;
  /** ISO 8601 in UTC: the order of the texts is the order of the times. */
  readonly occurredAt: string;
  readonly value: number;
}

export function dailyValues(
  observations: readonly DatedValue[],
  hint: AggregationHint,
): { readonly day: Day; readonly value: number }[] {
  const days = new Map<Day, number[]>();
  const inOrder = [...observations].sort((left, right) => (left.occurredAt < right.occurredAt ? -1 : 1));
  for (const { day, value } of inOrder) {
    const values = days.get(day);
    if (values === undefined) days.set(day, [value]);
    else values.push(value);
  }
  return [...days].map(([day, values]) => ({ day, value: aggregate[hint](values) }));
}

type Aggregate = (values: readonly number[]) => number;

const sum: Aggregate = (values) => values.reduce((total, value) => total + value, 0);
const aggregate: Record<AggregationHint, Aggregate> = {
  avg: (values) => sum(values) / values.length,
  sum,
  min: (values) => values.reduce((least, value) => Math.min(least, value)),
  max: (values) => values.reduce((most, value) => Math.max(most, value)),
  last: (values) => values.at(-1) as number,
  count: (values) => values.length,
};

const MOST_DECIMALS = 6;

/** Enough decimals to tell one day from another: nobody said how finely the metric is read. */
export function decimalsFor(values: Iterable<number>): number {
  const sorted = [...values].filter((value) => !Number.isNaN(value)).sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const spread = at(0.9) - at(0.1);
  if (spread === 0) return 1;
  return Math.min(MOST_DECIMALS, Math.max(0, Math.ceil(1 - Math.log10(spread))));
}
