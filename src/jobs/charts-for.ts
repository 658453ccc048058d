import { namingOf } from '../analysis/frame.ts';
import { usualRange } from '../analysis/usual-range.ts';
import type { Finding } from '../domain/finding.ts';
import { getMetric, shareFamily } from '../domain/metric.ts';
import type { Page, PageChart } from '../domain/page.ts';
import { type DailySeries, valueOn } from '../domain/series.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';

const MOST_CHARTS = 6;
/** Drawn where there is room: what a doctor looks for first. */
const alwaysWelcome = ['restingHeartRate', 'hrv', 'deepSleep', 'sleepEfficiency', 'fatigue'];

/** One strip for each metric the page speaks of, its band taken from the days before the change. */
export function chartsFor(
  series: ReadonlyMap<string, DailySeries>,
  findings: readonly Finding[],
  window: Page['window'],
): PageChart[] {
  const spoken = findings.filter(({ grade }) => grade !== 'watch');
  const changed = spoken.filter(
    ({ kind }) => kind === 'shift' || kind === 'event-effect' || kind === 'drift',
  );
  const patterns = spoken.filter(({ kind }) => kind === 'chain' || kind === 'rule');
  const wanted = [...changed, ...patterns].flatMap(({ metrics }) => metrics).concat(alwaysWelcome);
  const chosen: string[] = [];
  for (const slug of wanted) {
    const isTold = chosen.some((other) => shareFamily(getMetric(other), getMetric(slug)));
    if (series.has(slug) && !isTold && chosen.length < MOST_CHARTS) chosen.push(slug);
  }
  return chosen.map((slug) => toChart(series.get(slug) as DailySeries, onsetOf(changed, slug), window));
}

function onsetOf(changed: readonly Finding[], slug: string): Day | undefined {
  const shift = changed.find((finding) => finding.kind === 'shift' && finding.metric === slug);
  return shift?.from as Day | undefined;
}

function toChart(entry: DailySeries, onset: Day | undefined, window: Page['window']): PageChart {
  const { label, unit, decimals } = getMetric(entry.metric, namingOf([entry]));
  const length = daysBetween(window.from, window.to) + 1;
  const before = onset === undefined ? entry.values : entry.values.slice(0, daysBetween(entry.start, onset));
  const band = usualRange(before);
  const told = (value: number) => Number(value.toFixed(decimals + 1));
  return {
    metric: entry.metric,
    label,
    unit,
    start: window.from,
    values: Array.from({ length }, (_, index) => valueOn(entry, addDays(window.from, index)) ?? null),
    band: band && { low: told(band.low), median: told(band.median), high: told(band.high) },
  };
}
