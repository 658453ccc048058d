import type { MetricSlug } from '../../domain/metric.ts';
import type { Measured } from './measured.ts';

/** The metrics that are added up over a day or that speak of the whole of it: none while the day is not over. */
const wholeDayMetrics: readonly MetricSlug[] = [
  'steps',
  'activeCalories',
  'workoutTime',
  'napTime',
  'daytimeHeartRate',
];

/** What each day came to, metric by metric. */
export class DayValues {
  readonly days = new Map<number, Map<MetricSlug, Measured>>();
  private readonly isUnfinished: (day: number) => boolean;

  constructor(isUnfinished: (day: number) => boolean) {
    this.isUnfinished = isUnfinished;
  }

  put(day: number, metric: MetricSlug, measured: Measured | undefined): void {
    if (measured === undefined) return;
    if (wholeDayMetrics.includes(metric) && this.isUnfinished(day)) return;
    const ofDay = this.days.get(day) ?? new Map<MetricSlug, Measured>();
    ofDay.set(metric, measured);
    this.days.set(day, ofDay);
  }
}
