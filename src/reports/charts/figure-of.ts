import type { Page, PagePoint } from '../../domain/page.ts';
import type { PageMedicine } from '../../domain/page-record.ts';
import { claimedFindings } from '../../domain/topic.ts';
import { addDays, type Day, daysBetween } from '../../shared/day.ts';
import { capital, plainText } from '../view/plain-text.ts';
import { formatRange, isClock, shortDay, unitOf } from '../view/values.ts';
import { type ChartView, chartViews } from './chart-view.ts';
import type { FigureStrip, FigureView, Lane, LaneMark } from './figure-view.ts';
import { medicineLanes, type Span } from './medicine-lanes.ts';

const MOST_DAYS = 90;
const MOST_STRIPS = 5;
const sleepMetrics = ['sleepEfficiency', 'totalSleep', 'deepSleep'];

/** The last ninety days in the order a doctor looks for them, whatever the points speak about. */
export function figureOf(page: Page, points: readonly PagePoint[]): FigureView | undefined {
  if (!page.coverage.sufficient) return undefined;
  const span = spanOf(page);
  const strips = stripsOf(page, points).map((view) => stripOf(view, page, span));
  if (strips.length === 0) return undefined;
  const medicines = medicineLanes(page.record?.medicines ?? [], span);
  const events = eventLane(page, span, medicines.shown);
  return {
    id: 'figure',
    ...span,
    strips,
    lanes: [...medicines.lanes, ...events.lanes],
    changes: changeDays(page, span),
    caption: [
      ...strips.map(({ name, caption }) => `${name}: ${caption}`),
      ...medicines.sentences,
      ...events.sentences,
    ].join(' '),
  };
}

/** One metric by itself, without lanes; nothing where the page has no days of it. */
export function singleStrip(page: Page, metric: string, id: string): FigureView | undefined {
  const view = chartViews(page, []).find((chart) => chart.metric === metric);
  if (view === undefined) return undefined;
  const span = spanOf(page);
  return { id, ...span, strips: [stripOf(view, page, span)], lanes: [], changes: [], caption: view.caption };
}

function spanOf({ window }: Page): Span {
  const days = Math.min(MOST_DAYS, daysBetween(window.from, window.to) + 1);
  return { start: addDays(window.to, 1 - days), days };
}

function stripsOf(page: Page, points: readonly PagePoint[]): ChartView[] {
  const views = chartViews(page, points);
  const has = (metric: string) => views.some((view) => view.metric === metric);
  const changed = changedMetrics(page, points).filter(has);
  const sleep = [...changed.filter((metric) => sleepMetrics.includes(metric)), ...sleepMetrics].find(has);
  const fixed = ['restingHeartRate', 'hrv', ...(sleep === undefined ? [] : [sleep]), 'fatigue'].filter(has);
  const others = changed.filter((metric) => !fixed.includes(metric));
  const order = [...fixed, ...others].slice(0, MOST_STRIPS);
  // Without any of them, what there is.
  const chosen = order.length === 0 ? views.slice(0, MOST_STRIPS).map(({ metric }) => metric) : order;
  return chosen.flatMap((metric) => views.find((view) => view.metric === metric) ?? []);
}

function changedMetrics(page: Page, points: readonly PagePoint[]): string[] {
  const metrics = points
    .flatMap((point) => claimedFindings(page, point))
    .flatMap((finding) =>
      finding.kind === 'shift' || finding.kind === 'drift' || finding.kind === 'event-effect'
        ? [finding.metric]
        : [],
    );
  return [...new Set(metrics)];
}

function stripOf(view: ChartView, page: Page, { start, days }: Span): FigureStrip {
  const offset = daysBetween(view.start, start);
  const chart = page.charts.find(({ metric }) => metric === view.metric);
  const unit = isClock(view.metric) ? '' : plainText(chart?.unit || unitOf(view.metric, page));
  const { band } = view;
  const usual =
    band === undefined
      ? [unit, 'not enough data'].filter((part) => part !== '').join(', ')
      : `usual ${formatRange(view.metric, band.low, band.high, page)} ${unit}`.trim();
  return {
    ...view,
    start,
    values: Array.from({ length: days }, (_, index) => view.values[index + offset] ?? null),
    name: capital(plainText(chart?.label ?? view.metric)),
    usual,
  };
}

/** Everything that is numbered in the timeline but for medicines that have a lane of their own. */
function eventLane(
  page: Page,
  span: Span,
  shown: ReadonlySet<string>,
): { lanes: Lane[]; sentences: string[] } {
  const told = page.timeline
    .map((event, place) => ({ event, mark: markOf(event.day, place + 1, span) }))
    .filter(({ event, mark }) => isInside(mark, span) && !shown.has(event.medication ?? ''));
  if (told.length === 0) return { lanes: [], sentences: [] };
  const words = told.map(
    ({ event, mark }) => `${mark.number} ${plainText(event.label)} on ${shortDay(event.day)}`,
  );
  return {
    lanes: [{ label: 'Events', bars: [], marks: told.map(({ mark }) => mark) }],
    sentences: [`Events: ${words.join('; ')}.`],
  };
}

function markOf(day: Day, number: number, { start }: Span): LaneMark {
  return { index: daysBetween(start, day), number };
}

function isInside({ index }: Pick<LaneMark, 'index'>, { days }: Span): boolean {
  return index >= 0 && index < days;
}

function changeDays(page: Page, span: Span): number[] {
  const fromTimeline = page.timeline.flatMap(({ kind, day }) =>
    kind.startsWith('medication-') ? [day] : [],
  );
  const days = [...fromTimeline, ...(page.record?.medicines ?? []).flatMap(daysOfChange)];
  const indices = days
    .map((day) => daysBetween(span.start, day))
    .filter((index) => isInside({ index }, span));
  return [...new Set(indices)].sort((left, right) => left - right);
}

function daysOfChange({ periods, asNeeded }: PageMedicine): Day[] {
  return asNeeded ? [] : periods.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));
}
