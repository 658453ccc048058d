import type { Dossier } from '../domain/dossier.ts';
import { findMetric } from '../domain/metric.ts';
import { canonicalJson } from '../shared/json.ts';

/** Everything, as `rounds schema dossier` describes it. Keys stand in the order of the alphabet: equal data, equal bytes. */
export function renderJson({ page, profile, series, checkIns }: Dossier): string {
  const document = {
    schema: 'rounds.dossier/1',
    page,
    profile,
    series: series.map(({ metric: slug, start, values, custom, source }) => {
      const metric = findMetric(slug, custom === undefined ? page : { customMetrics: [custom] });
      return {
        metric: slug,
        label: metric?.label ?? slug,
        unit: metric?.unit ?? '',
        start,
        values: [...values].map((value) => (Number.isFinite(value) ? value : null)),
        ...(source === undefined ? {} : { source }),
      };
    }),
    checkIns,
  };
  return `${JSON.stringify(JSON.parse(canonicalJson(document)), null, 2)}\n`;
}
