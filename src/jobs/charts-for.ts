import { namingOf } from '../analysis/frame.ts';
import { changedFrom, usualBefore } from '../analysis/usual-ranges.ts';
import type { Finding } from '../domain/finding.ts';
import { getMetric, shareFamily } from '../domain/metric.ts';
import type { Page, PageChart } from '../domain/page.ts';
import { type DailySeries, valueOn } from '../domain/series.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';

const MOST_CHARTS = 6;
/** What a doctor looks for first. */
const core = ['restingHeartRate', 'hrv', 'sleepEfficiency', 'fatigue'];

/** One strip for each metric the page speaks of, its band taken from the days before the change. */
export function chartsFor(
  series: ReadonlyMap<string, DailySeries>,
  findings: readonly Finding[],
  window: Page['window'],
): PageChart[] {
  const told = findings.filter(({ grade }) => grade !== 'watch');
  const metricsOf = (...kinds: readonly Finding['kind'][]) =>
    told
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap(({ metrics }) => metrics)
      .filter((slug) => series.has(slug));
  const changed = metricsOf('shift', 'event-effect', 'drift');
  const naming = namingOf(series.values());
  const alike = (left: string, right: string) =>
    shareFamily(getMetric(left, naming), getMetric(right, naming));
  const chosen = core.filter((slug) => series.has(slug));
  const add = (slug: string, beside: readonly string[]) => {
    if (chosen.length < MOST_CHARTS && !beside.some((other) => alike(other, slug))) chosen.push(slug);
  };
  // Of a kind of which something changed, what changed is drawn, and once.
  for (const slug of changed)
    add(
      slug,
      chosen.filter((other) => changed.includes(other)),
    );
  for (const slug of metricsOf('chain', 'rule')) add(slug, chosen);
  return chosen.map((slug) => toChart(series.get(slug) as DailySeries, changedFrom(findings, slug), window));
}

function toChart(entry: DailySeries, onset: Day | undefined, window: Page['window']): PageChart {
  const { label, unit } = getMetric(entry.metric, namingOf([entry]));
  const length = daysBetween(window.from, window.to) + 1;
  const band = usualBefore(entry, onset);
  return {
    metric: entry.metric,
    label,
    unit,
    start: window.from,
    values: Array.from({ length }, (_, index) => valueOn(entry, addDays(window.from, index)) ?? null),
    band: band && { low: band.low, median: band.median, high: band.high },
  };
}
