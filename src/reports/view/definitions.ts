import { findMetric } from '../../domain/metric.ts';
import { definitionOf } from '../../domain/metric-definitions.ts';
import type { Page, PagePoint } from '../../domain/page.ts';
import { claimedFindings } from '../../domain/topic.ts';
import { capital, plainText } from './plain-text.ts';
import { claimedMetrics } from './points.ts';
import { metricLabel, unitOf } from './values.ts';
import type { Term } from './view.ts';

/** One line for each metric that is read on the page: a claim may rest on others that nobody names. */
export function definitionTerms(page: Page, points: readonly PagePoint[]): Term[] {
  const said = points
    .flatMap(({ text, facts }) => [text, facts?.changed ?? '', facts?.against ?? ''])
    .join(' ')
    .toLowerCase();
  const isRead = (slug: string) => said.includes(metricLabel(slug, page).toLowerCase());
  const [first, others] = [new Set(leadingMetrics(page, points)), claimedMetrics(page, points)];
  const shown = [
    ...others.filter((slug) => first.has(slug) || isRead(slug)),
    ...page.charts.map(({ metric }) => metric),
    ...(page.record?.symptoms.scores ?? []).map(({ metric }) => metric),
  ];
  return [...new Set(shown)].map((slug) => {
    const unit = plainText(unitOf(slug, page));
    return {
      label: `${capital(metricLabel(slug, page))}${unit === '' ? '' : ` (${unit})`}`,
      text: `${definitionOf(slug) ?? ownDefinition(slug)}.`,
    };
  });
}

/** Those that have a row or a step of their own, by whatever words the point speaks of them. */
function leadingMetrics(page: Page, points: readonly PagePoint[]): string[] {
  return points
    .flatMap((point) => claimedFindings(page, point).slice(0, 1))
    .flatMap(({ metrics }) => metrics);
}

function ownDefinition(slug: string): string {
  return findMetric(slug) === undefined ? 'as it was recorded' : 'as the person defined and recorded it';
}
