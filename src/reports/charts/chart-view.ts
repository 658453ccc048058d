import { findMetric, type Naming } from '../../domain/metric.ts';
import type { Page, PageChart, PagePoint } from '../../domain/page.ts';
import { addDays, type Day, daysBetween } from '../../shared/day.ts';
import { capital, plainText } from '../view/plain-text.ts';
import { formatRange, formatValue, isClock, shortDay, unitOf } from '../view/values.ts';

/** One strip, ready to draw and to tell in words. */
export interface ChartView {
  readonly id: string;
  readonly metric: string;
  readonly title: string;
  /** What the strip shows, in words: caption, text alternative, and the strip itself where nothing can be drawn. */
  readonly caption: string;
  readonly start: Day;
  readonly values: readonly (number | null)[];
  readonly band: PageChart['band'];
  readonly markers: readonly ChartMarker[];
  /** A value of the strip as it is told. */
  readonly shown: (value: number) => string;
}

interface ChartMarker {
  /** Days after the first of the strip. */
  readonly index: number;
  readonly number: number;
}

const STRIP_DAYS = 90;
const nouns = { night: 'nights', day: 'days', 'check-in': 'check-ins' } as const;

/** Charts of what the points speak about first, in the order of the points. */
export function chartViews(page: Page, points: readonly PagePoint[]): ChartView[] {
  const claims = points.flatMap((point) => point.claims);
  const spoken = claims.flatMap((id) => page.findings.find((finding) => finding.id === id)?.metrics ?? []);
  const rank = (chart: PageChart) => {
    const place = spoken.indexOf(chart.metric);
    return place === -1 ? spoken.length : place;
  };
  return [...page.charts]
    .sort((left, right) => rank(left) - rank(right))
    .map((chart, index) => chartView(chart, page, `strip-${index + 1}`));
}

function chartView(chart: PageChart, page: Page, id: string): ChartView {
  const cut = Math.max(0, chart.values.length - STRIP_DAYS);
  const start = addDays(chart.start, cut);
  const values = chart.values.slice(cut);
  const named = isClock(chart.metric) ? 'clock time' : plainText(chart.unit || unitOf(chart.metric, page));
  // "Steps, steps" says nothing twice.
  const unit = named === chart.label ? '' : named;
  return {
    id,
    metric: chart.metric,
    title: `${capital(plainText(chart.label))}${unit === '' ? '' : `, ${unit}`}`,
    caption: captionOf(chart, page, start, values),
    start,
    values,
    band: chart.band,
    markers: page.timeline
      .map((event, index) => ({ index: daysBetween(start, event.day), number: index + 1 }))
      .filter(({ index }) => index >= 0 && index < values.length),
    shown: (value) => formatValue(chart.metric, value, page),
  };
}

function captionOf(chart: PageChart, naming: Naming, start: Day, values: readonly (number | null)[]): string {
  const noun = nouns[findMetric(chart.metric)?.span ?? 'day'];
  const present = values.filter((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  const latest = values[last];
  if (latest === undefined || latest === null) return 'No values in this window.';
  const shown = (value: number) => formatValue(chart.metric, value, naming);
  const usual =
    chart.band === undefined
      ? 'No usual range yet'
      : `Usual ${formatRange(chart.metric, chart.band.low, chart.band.high, naming)}, median ${shown(chart.band.median)}`;
  const latestText = `latest ${shown(latest)} on ${shortDay(addDays(start, last))}`;
  return `${usual}; ${latestText}; ${present.length} of ${values.length} ${noun}.`;
}
