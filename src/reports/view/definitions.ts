import { findMetric } from '../../domain/metric.ts';
import { definitionOf } from '../../domain/metric-definitions.ts';
import type { Page, PagePoint } from '../../domain/page.ts';
import { capital, plainText } from './plain-text.ts';
import { claimedMetrics } from './points.ts';
import { metricLabel, unitOf } from './values.ts';
import type { Term } from './view.ts';

/** One line for each metric that stands on the page, in the order of the catalogue of the page's charts and claims. */
export function definitionTerms(page: Page, points: readonly PagePoint[]): Term[] {
  const shown = [
    ...claimedMetrics(page, points),
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

function ownDefinition(slug: string): string {
  return findMetric(slug) === undefined ? 'as it was recorded' : 'as the person defined and recorded it';
}
