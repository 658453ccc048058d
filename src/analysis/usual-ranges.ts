import type { Finding } from '../domain/finding.ts';
import { getMetric } from '../domain/metric.ts';
import type { UsualRange } from '../domain/page-record.ts';
import type { DailySeries } from '../domain/series.ts';
import { type Day, daysBetween } from '../shared/day.ts';
import { namingOf } from './frame.ts';
import { usualRange } from './usual-range.ts';

/** The person's own usual of a metric: of the days before it changed where it did, else of all that is at hand. */
export function usualBefore(entry: DailySeries, onset: Day | undefined): UsualRange | undefined {
  const before =
    onset === undefined ? entry.values : entry.values.slice(0, Math.max(0, daysBetween(entry.start, onset)));
  const range = usualRange(before);
  if (range === undefined) return undefined;
  const { decimals } = getMetric(entry.metric, namingOf([entry]));
  const told = (value: number) => Number(value.toFixed(decimals + 1));
  return {
    metric: entry.metric,
    low: told(range.low),
    median: told(range.median),
    high: told(range.high),
    values: before.filter((value) => !Number.isNaN(value)).length,
  };
}

/** The day from which a metric is no longer as it was: by a jump where one is told, else by what a change brought or a drift. */
export function changedFrom(findings: readonly Finding[], metric: string): Day | undefined {
  const told = findings.filter(({ grade }) => grade !== 'watch');
  const shift = told.find((finding) => finding.kind === 'shift' && finding.metric === metric);
  if (shift !== undefined) return shift.from as Day;
  const [first] = told
    .flatMap((finding) => {
      if (finding.kind === 'event-effect' && finding.metric === metric) return [finding.event.day];
      return finding.kind === 'drift' && finding.metric === metric ? [finding.from] : [];
    })
    .sort();
  return first as Day | undefined;
}
