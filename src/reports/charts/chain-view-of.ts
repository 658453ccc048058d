import {
  closedPath,
  type Direction,
  directionsAlong,
  opposite,
  unwelcome,
} from '../../domain/chain-directions.ts';
import type { Finding, FindingOf } from '../../domain/finding.ts';
import { findMetric } from '../../domain/metric.ts';
import type { Page } from '../../domain/page.ts';
import { capital } from '../view/plain-text.ts';
import { formatNumber, formatValue, isClock, metricLabel, withUnitOf } from '../view/values.ts';
import type { ChainArrow, ChainView } from './chain-view.ts';

/** Nothing where the finding is no chain, or has too few steps to be drawn. */
export function chainViewOf(page: Page, finding: Finding): ChainView | undefined {
  if (finding.kind !== 'chain') return undefined;
  const path = closedPath(finding);
  const directions = directionsAlong(finding, path, page);
  const steps = (finding.loop ? path.slice(0, -1) : path).map((slug, place) => ({
    label: stepLabel(slug, directions?.[place], page),
  }));
  if (steps.length < 2) return undefined;
  const arrows = path.slice(1).map((effect, place) => {
    const arrow = { cause: path[place] ?? '', effect, lag: finding.lags[place] };
    return arrowOf(page, arrow, directions?.[place]);
  });
  return {
    id: `chain-${page.findings.indexOf(finding) + 1}`,
    steps,
    arrows,
    isLoop: finding.loop,
    caption: captionOf(steps, arrows, finding),
  };
}

/** A pattern of two: what was looked at, and what came with it. */
export function pairViewOf(page: Page, finding: Finding): ChainView | undefined {
  if (finding.kind !== 'rule' && finding.kind !== 'link') return undefined;
  const [first, second] = pairDirections(finding, page);
  const steps = [
    { label: stepLabel(finding.cause, first, page) },
    { label: stepLabel(finding.effect, second, page) },
  ];
  const share = finding.kind === 'rule' ? shareOf(finding, page) : undefined;
  const arrows = [{ lag: lagWords(finding.lag), share }];
  return {
    id: `pair-${page.findings.indexOf(finding) + 1}`,
    steps,
    arrows,
    isLoop: false,
    caption: captionOf(steps, arrows, { n: finding.n, loop: false }),
  };
}

function pairDirections(finding: FindingOf<'rule'> | FindingOf<'link'>, page: Page): [Direction, Direction] {
  if (finding.kind === 'rule') return [finding.comparator === '<' ? 'down' : 'up', finding.effectDirection];
  const side = unwelcome(findMetric(finding.cause, page));
  return [side, finding.r < 0 ? opposite(side) : side];
}

function stepLabel(slug: string, direction: Direction | undefined, page: Page): string {
  const label = metricLabel(slug, page);
  return capital(direction === undefined ? label : `${comparative(slug, direction)} ${label}`);
}

function comparative(slug: string, direction: Direction): string {
  if (isClock(slug)) return direction === 'up' ? 'later' : 'earlier';
  return direction === 'up' ? 'higher' : 'lower';
}

interface ArrowPlace {
  readonly cause: string;
  readonly effect: string;
  readonly lag: number | undefined;
}

/** A rule that tells the same the other way round would contradict the boxes beside it at first sight. */
function arrowOf(page: Page, { cause, effect, lag }: ArrowPlace, side: Direction | undefined): ChainArrow {
  const rule = page.findings.find(
    (finding): finding is FindingOf<'rule'> =>
      finding.kind === 'rule' &&
      finding.cause === cause &&
      finding.effect === effect &&
      finding.lag === lag &&
      (side === undefined || side === (finding.comparator === '<' ? 'down' : 'up')),
  );
  return { lag: lagWords(lag), share: rule === undefined ? undefined : shareOf(rule, page) };
}

function lagWords(lag: number | undefined): string {
  if (lag === undefined) return '';
  if (lag === 0) return 'same day';
  return lag === 1 ? 'one day later' : `${lag} days later`;
}

/** "under 78 %: −5 ms or more on 30 of 35 days (86 %), else 12 %" */
function shareOf(rule: FindingOf<'rule'>, page: Page): string {
  const { cause, effect, comparator, effectDirection, effectSize, hits, total, rate, baseRate } = rule;
  const isBelow = comparator === '<';
  const bound = isClock(cause) ? (isBelow ? 'before' : 'after') : isBelow ? 'under' : 'above';
  const sign = effectDirection === 'up' ? '+' : '−';
  const size =
    effectSize === 0
      ? comparative(effect, effectDirection)
      : `${sign}${withUnitOf(effect, formatSize(effect, effectSize, page), page)} or more`;
  const when = `${bound} ${withUnitOf(cause, threshold(rule, page), page)}`;
  return `${when}: ${size} on ${hits} of ${total} days (${percent(rate)}), else ${percent(baseRate)}`;
}

/** A threshold is a bound, not an estimate: it keeps one decimal where it has one. */
function threshold({ cause, threshold: bound }: FindingOf<'rule'>, page: Page): string {
  return isClock(cause) || Number.isInteger(bound)
    ? formatValue(cause, bound, page)
    : formatNumber(bound, Math.max(1, findMetric(cause, page)?.decimals ?? 1));
}

function formatSize(slug: string, size: number, page: Page): string {
  if (isClock(slug)) return `${formatNumber(size, 0)} min`;
  const decimals = findMetric(slug, page)?.decimals ?? 1;
  return formatNumber(size, Number.isInteger(size) ? decimals : Math.max(1, decimals));
}

function percent(share: number): string {
  return `${formatNumber(share * 100, 0)} %`;
}

/** "Lower sleep efficiency; then, same day, lower heart rate variability (after nights under …); …" */
function captionOf(
  steps: ChainView['steps'],
  arrows: readonly ChainArrow[],
  { n, loop }: Pick<FindingOf<'chain'>, 'n' | 'loop'>,
): string {
  const told = arrows.map(({ lag, share }, place) => {
    const step = steps[place + 1];
    const label = step === undefined ? `${lower(steps[0]?.label ?? '')} again` : lower(step.label);
    return `then${lag === '' ? '' : `, ${lag},`} ${label}${share === undefined ? '' : ` (${share})`}`;
  });
  const closing = loop ? ' It ends where it began: a loop.' : '';
  return `${[steps[0]?.label, ...told].join('; ')}. Seen in this order over ${n} days.${closing}`;
}

/** Names keep the capitals they have inside, "REM sleep" all of them. */
function lower(label: string): string {
  return /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
