import type { MetricSlug } from '../../domain/metric.ts';
import { DailyMean } from './daily-mean.ts';
import { type DayRange, dayIndex, isWithin } from './day-range.ts';
import type { DayValues } from './day-values.ts';
import { DuplicateFilter } from './duplicate-filter.ts';
import { type Nights, nightDay } from './nights.ts';
import { QuarterHours } from './quarter-hours.ts';
import type { RecordSpan } from './record-span.ts';
import { type QuantityType, quantityTypes } from './record-types.ts';
import type { Fault } from './refusal-tally.ts';
import { SampleStore } from './sample-store.ts';
import { averageOf, meanOverTime, plainMean, sampledDays } from './sampled-days.ts';
import type { SourceTable } from './source-table.ts';

const NO_ROOM: Fault = { field: '', reason: 'comes after more records of its type than can be held' };
const CROWDED: Fault = { field: 'sourceName', reason: 'is one source too many for its day' };
const LATE: Fault = { field: 'endDate', reason: 'belongs to a night that is still to come' };

const FEWEST_NIGHT_SAMPLES = 3;

type Gatherer =
  | { readonly route: 'added-up'; readonly sums: QuarterHours }
  | { readonly route: 'sampled'; readonly samples: SampleStore }
  | { readonly route: 'of-the-day' | 'of-the-night'; readonly means: DailyMean };

/** What is kept of the quantities: bounded by days and by caps, never by the length of the file. */
export class Quantities {
  private readonly range: DayRange;
  private readonly sources: SourceTable;
  private readonly duplicates = new DuplicateFilter();
  private readonly gatherers: readonly Gatherer[];

  constructor(range: DayRange, sources: SourceTable) {
    this.range = range;
    this.sources = sources;
    this.gatherers = quantityTypes.map(({ route }) => startGathering(route, range));
  }

  /** Takes a value in the unit of its metric, or says why not. */
  add(type: QuantityType, span: RecordSpan, value: number, source: number): Fault | undefined {
    if (!this.duplicates.isNew(type.index, source, span.start, span.end, value)) return undefined;
    const gatherer = this.gatherers[type.index] as Gatherer;
    // An interval belongs to the day of its middle.
    const middle = Math.floor((span.start + span.end) / 2);
    switch (gatherer.route) {
      case 'added-up':
        return gatherer.sums.add(span, value, source) ? undefined : CROWDED;
      case 'sampled':
        return gatherer.samples.add(middle, value, source, span.startOffset) ? undefined : NO_ROOM;
      case 'of-the-day': {
        const day = dayIndex(this.range, middle + span.startOffset);
        return gatherer.means.add(day, source, value) ? undefined : CROWDED;
      }
      case 'of-the-night': {
        const day = nightDay(this.range, span);
        if (!isWithin(this.range, day)) return LATE;
        return gatherer.means.add(day, source, value) ? undefined : CROWDED;
      }
    }
  }

  tell(nights: Nights, values: DayValues): void {
    for (const type of quantityTypes) {
      const gatherer = this.gatherers[type.index] as Gatherer;
      if (gatherer.route === 'sampled') {
        this.tellSampled(type, gatherer.samples, nights, values);
        continue;
      }
      const ofDays =
        gatherer.route === 'added-up'
          ? gatherer.sums.totals(this.sources)
          : gatherer.means.best(this.sources);
      for (const [day, measured] of ofDays) values.put(day, type.metric, measured);
    }
  }

  /**
   * By night where three samples lie in the main sleep. Blood oxygen and breathing fall back on the whole day, where
   * they mean nearly the same. Heart rate variability does not: by day a watch measures it in other postures and at
   * other hours, and a series that changes between the two would show falls that never were.
   */
  private tellSampled({ metric }: QuantityType, samples: SampleStore, { main }: Nights, values: DayValues) {
    const isHeartRate = metric === 'daytimeHeartRate';
    const average = isHeartRate ? meanOverTime : plainMean;
    const nightMetric: MetricSlug = isHeartRate ? 'sleepHeartRate' : metric;
    for (const [day, { asleep, awake }] of sampledDays(samples, main, this.range)) {
      const best = (indices: Uint32Array, fewest: number) =>
        averageOf(samples, indices, this.sources, average, fewest);
      const night = best(asleep, FEWEST_NIGHT_SAMPLES);
      values.put(day, nightMetric, night);
      if (isHeartRate) values.put(day, metric, best(awake, 1));
      else if (night === undefined && metric !== 'hrvSdnn') {
        values.put(day, metric, best(Uint32Array.from([...asleep, ...awake]), 1));
      }
    }
  }
}

function startGathering(route: QuantityType['route'], range: DayRange): Gatherer {
  switch (route) {
    case 'added-up':
      return { route, sums: new QuarterHours(range) };
    case 'sampled':
      return { route, samples: new SampleStore() };
    case 'of-the-day':
    case 'of-the-night':
      return { route, means: new DailyMean(range.count) };
  }
}
