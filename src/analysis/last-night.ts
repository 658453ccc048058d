import type { FindingsReport, LastNight } from '../domain/finding.ts';
import type { Frame, FrameColumn } from './frame.ts';
import { roundMean, roundRatio } from './numbers.ts';
import { baselineBefore, recentNights } from './one-night.ts';

/** What the recommendation of a day is made of: the night that ended this morning, and how tired its end was. */
const metricsRead = [
  'hrv',
  'restingHeartRate',
  'totalSleep',
  'sleepEfficiency',
  'respiratoryRate',
  'spo2',
  'temperatureDeviation',
  'fatigue',
];

/**
 * Each reading beside the person's own usual, by the recipe that deviations are found with (R-DEV: 60 days that end 8
 * days before, at least 20 of them known). A description, like a deviation: nothing is tested and nothing is discovered.
 */
export function lastNightOf(frame: Frame): Pick<FindingsReport, 'lastNight'> {
  const columns = frame.columns.filter(({ metric }) => metricsRead.includes(metric.slug));
  const lastNight = columns.flatMap((column) => readingOf(frame, column) ?? []);
  return lastNight.length === 0 ? {} : { lastNight };
}

function readingOf(frame: Frame, column: FrameColumn): LastNight | undefined {
  const { metric, values } = column;
  const night = frame.length - 1;
  const value = values[night];
  if (value === undefined || Number.isNaN(value)) return undefined;
  const reading = { metric: metric.slug, day: frame.asOf, value: roundMean(value, metric) };
  const z = recentNights(column, night).z.at(-1) ?? Number.NaN;
  if (Number.isNaN(z)) return reading;
  return { ...reading, usual: { ...baselineBefore(column, night), z: roundRatio(z) } };
}
