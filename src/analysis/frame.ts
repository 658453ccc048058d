import { getMetric, isCustomSlug, type Metric, type Naming } from '../domain/metric.ts';
import type { Profile } from '../domain/profile.ts';
import { profileAsOf } from '../domain/profile-as-of.ts';
import type { DailySeries } from '../domain/series.ts';
import { type TimelineEvent, timelineOf } from '../domain/timeline.ts';
import { addDays, type Day, dayNumber, daysBetween, weekdayOf } from '../shared/day.ts';
import { type PreparedSeries, prepareSeries } from './recipes/step-prep.ts';

/** Links change over the years and the design of the pair recipe grows with the days: older days are not read. */
export const HISTORY_DAYS = 400;

/** Skewed, but its rises and falls are found better on its own scale (see the truth bench). */
const JUDGED_AS_IT_IS = ['hrv'];

/** One person's numbers as of one morning, day by day, ready for every detector. What came later is not in it. */
export interface Frame {
  readonly asOf: Day;
  /** Day index 0. */
  readonly start: Day;
  readonly length: number;
  /** 0 = Monday. */
  readonly weekdays: Uint8Array;
  readonly columns: readonly FrameColumn[];
  readonly profile: Profile;
  readonly timeline: readonly TimelineEvent[];
}

export interface FrameColumn {
  readonly metric: Metric;
  readonly values: Float64Array;
  readonly observed: number;
  /** Whether its level is judged on the scale of log(1 + x): many small values, few large ones. */
  readonly isLogged: boolean;
  /** Made when first asked for. For questions about its level; undefined with too few values or none that vary. */
  readonly prepared: PreparedSeries | undefined;
}

export function buildFrame(series: ReadonlyMap<string, DailySeries>, profile: Profile, asOf: Day): Frame {
  const start = firstDay(series, asOf);
  const length = daysBetween(start, asOf) + 1;
  const firstNumber = dayNumber(start);
  const weekdays = Uint8Array.from({ length }, (_, index) => weekdayOf(firstNumber + index));
  const columns = [...series.values()]
    .map((entry) => toColumn(entry, start, length, weekdays))
    .filter(({ observed }) => observed > 0)
    // The order of arrival must not decide which of two equal findings comes first.
    .sort((left, right) => (left.metric.slug < right.metric.slug ? -1 : 1));
  const known = profileAsOf(profile, asOf);
  return { asOf, start, length, weekdays, columns, profile: known, timeline: timelineOf(known) };
}

/** The names that series bring along; a report hands them on to whoever tells it. */
export function namingOf(series: Iterable<DailySeries>): Naming {
  const customMetrics = [...series].flatMap(({ custom }) => custom ?? []);
  return customMetrics.length === 0 ? {} : { customMetrics };
}

export function dayAt(frame: Frame, index: number): Day {
  return addDays(frame.start, index);
}

export function indexOf(frame: Frame, day: Day): number {
  return daysBetween(frame.start, day);
}

/**
 * The first day within reach that has any value. What a person measures themselves may be years older than the ring:
 * those years say nothing of how long the ring has been worn, so they do not count where there is a ring.
 */
function firstDay(all: ReadonlyMap<string, DailySeries>, asOf: Day): Day {
  const catalogued = [...all.values()].filter(({ metric }) => !isCustomSlug(metric));
  const first = firstDayOf(catalogued, asOf);
  return first ?? firstDayOf([...all.values()], asOf) ?? asOf;
}

function firstDayOf(series: readonly DailySeries[], asOf: Day): Day | undefined {
  const earliest = addDays(asOf, 1 - HISTORY_DAYS);
  let first: Day | undefined;
  for (const { start, values } of series) {
    const from = Math.max(0, daysBetween(start, earliest));
    for (let index = from; index < values.length; index++) {
      if (Number.isNaN(values[index])) continue;
      const day = addDays(start, index);
      if (day <= asOf && (first === undefined || day < first)) first = day;
      break;
    }
  }
  return first;
}

function toColumn(entry: DailySeries, start: Day, length: number, weekdays: Uint8Array): FrameColumn {
  const metric = getMetric(entry.metric, namingOf([entry]));
  const values = new Float64Array(length).fill(Number.NaN);
  const shift = daysBetween(entry.start, start);
  // On the morning of a day that day's activity has hardly begun.
  const end = metric.span === 'day' ? length - 1 : length;
  let observed = 0;
  for (let index = Math.max(0, -shift); index < end && index + shift < entry.values.length; index++) {
    const value = entry.values[index + shift] as number;
    if (Number.isNaN(value)) continue;
    values[index] = value;
    observed += 1;
  }
  const isLogged = metric.skewed === true && !JUDGED_AS_IT_IS.includes(metric.slug);
  let prepared: { readonly series: PreparedSeries | undefined } | undefined;
  return {
    metric,
    values,
    observed,
    isLogged,
    get prepared() {
      prepared ??= { series: prepareSeries(isLogged ? values.map(Math.log1p) : values, weekdays) };
      return prepared.series;
    },
  };
}
