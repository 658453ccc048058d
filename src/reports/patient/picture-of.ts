import type { Finding } from '../../domain/finding.ts';
import type { Page, PagePoint } from '../../domain/page.ts';
import { claimedFindings } from '../../domain/topic.ts';
import { daysBetween, isDay, spellDay } from '../../shared/day.ts';
import type { ChainView } from '../charts/chain-view.ts';
import { chainViewOf, pairViewOf } from '../charts/chain-view-of.ts';
import { singleStrip } from '../charts/figure-of.ts';
import type { FigureStrip, FigureView, Lane, LaneBar } from '../charts/figure-view.ts';
import { capital } from '../view/plain-text.ts';
import { formatValue, metricLabel, withUnit } from '../view/values.ts';
import type { Picture } from './patient-view.ts';

/** One picture a point: of what it is about first, else of what stands beside it. */
export function pictureOf(page: Page, point: PagePoint): Picture | undefined {
  const claimed = claimedFindings(page, point);
  const pictures = claimed.map(
    (finding) => chainPicture(page, finding) ?? stripPicture(page, finding, point),
  );
  return pictures.find((picture) => picture !== undefined) ?? beforeAndNow(page, claimed[0]);
}

function chainPicture(page: Page, finding: Finding): Picture | undefined {
  const chain = chainViewOf(page, finding) ?? pairViewOf(page, finding);
  if (chain === undefined) return undefined;
  // How often stands in the words beside it.
  const simple: ChainView = { ...chain, arrows: chain.arrows.map(({ lag }) => ({ lag, share: undefined })) };
  const steps = simple.steps.map(({ label }) => label.toLowerCase());
  const caption = `Boxes with arrows: ${steps.join(', then ')}${simple.isLoop ? ', then back to the first' : ''}.`;
  return { kind: 'chain', chain: simple, caption };
}

function stripPicture(page: Page, finding: Finding, { id }: PagePoint): Picture | undefined {
  if (!page.coverage.sufficient) return undefined;
  const [metric] = finding.metrics;
  const strip = metric === undefined ? undefined : singleStrip(page, metric, `picture-${idPart(page, id)}`);
  if (strip === undefined) return undefined;
  const lanes = lanesOf(finding, strip, page);
  const onset = lanes[0]?.bars.at(-1)?.from ?? 0;
  const figure: FigureView = { ...strip, lanes, changes: onset > 0 ? [onset] : [] };
  const caption = captionOf(figure, finding, page);
  return { kind: 'strip', figure: { ...figure, caption }, caption };
}

/** The place of the point, which is safe in an id whatever the point is called. */
function idPart(page: Page, id: string): number {
  return page.points.findIndex((point) => point.id === id) + 1;
}

/** The change itself, below the days it is about: how it was before it and how it is since. */
function lanesOf(finding: Finding, { start, days }: FigureView, page: Page): Lane[] {
  const since = sinceOf(finding);
  if (since === undefined || !isDay(since.day)) return [];
  const from = daysBetween(start, since.day);
  if (from >= days) return [];
  const bar = (change: Pick<LaneBar, 'from' | 'to' | 'label' | 'step'>): LaneBar => ({
    beganBefore: false,
    goesOn: false,
    ...change,
  });
  const level = (mean: number) => withUnit(since.metric, mean, page);
  const [before, after] = since.levels === undefined ? ['', since.way] : since.levels.map(level);
  return [
    {
      label: since.levels === undefined ? 'Since then' : 'Before and now, on average',
      bars: [
        ...(from > 0 && before !== '' ? [bar({ from: 0, to: from - 1, label: before ?? '', step: 0 })] : []),
        bar({ from: Math.max(0, from), to: days - 1, label: after ?? '', step: 1 }),
      ],
      marks: [],
    },
  ];
}

interface Since {
  readonly metric: string;
  readonly day: string;
  readonly levels?: readonly [before: number, after: number];
  readonly way: string;
}

function sinceOf(finding: Finding): Since | undefined {
  switch (finding.kind) {
    case 'shift':
      return {
        metric: finding.metric,
        day: finding.onset,
        levels: [finding.before.mean, finding.after.mean],
        way: '',
      };
    case 'event-effect':
      return {
        metric: finding.metric,
        day: finding.event.day,
        levels: [finding.before.mean, finding.after.mean],
        way: '',
      };
    case 'drift':
      return {
        metric: finding.metric,
        day: finding.from,
        way: finding.change < 0 ? 'going down' : 'going up',
      };
    default:
      return undefined;
  }
}

function captionOf({ strips, start, days }: FigureView, finding: Finding, page: Page): string {
  const [strip] = strips;
  if (strip === undefined) return '';
  const since = sinceOf(finding);
  const marked = since !== undefined && isDay(since.day) && daysBetween(start, since.day) < days;
  return [
    `A line of ${strip.name.toLowerCase()} over ${days} days.`,
    ...usualOf(strip, page),
    ...(marked ? [`The change is marked on ${spellDay(since.day as typeof start)}.`] : []),
  ].join(' ');
}

function usualOf({ band, metric, values, shown }: FigureStrip, page: Page): string[] {
  const latest = values.findLast((value) => value !== null);
  return [
    ...(band === undefined
      ? ['There is not enough data to say what is usual.']
      : [`Usual is ${formatValue(metric, band.low, page)} to ${withUnit(metric, band.high, page)}.`]),
    ...(latest === undefined || latest === null ? [] : [`The last value is ${shown(latest)}.`]),
  ];
}

/** Where no days are at hand: what it was and what it is. */
function beforeAndNow(page: Page, finding: Finding | undefined): Picture | undefined {
  if (finding === undefined) return undefined;
  const since = sinceOf(finding);
  if (since?.levels === undefined) return undefined;
  const [before, now] = since.levels.map((mean) => withUnit(since.metric, mean, page));
  const name = capital(metricLabel(since.metric, page));
  const chain: ChainView = {
    id: `change-${page.findings.indexOf(finding) + 1}`,
    steps: [{ label: `Before: ${before}` }, { label: `Now: ${now}` }],
    arrows: [{ lag: isDay(since.day) ? `from ${spellDay(since.day)}` : '', share: undefined }],
    isLoop: false,
    caption: `${name}. Before: ${before}. Now: ${now}.`,
  };
  return { kind: 'chain', chain, caption: chain.caption };
}
