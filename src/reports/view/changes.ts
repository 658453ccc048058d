import type { Finding } from '../../domain/finding.ts';
import { findMetric, type Naming } from '../../domain/metric.ts';
import type { Page, PagePoint } from '../../domain/page.ts';
import { capital, plainText } from './plain-text.ts';
import {
  dayRange,
  formatDifference,
  formatNumber,
  formatValue,
  metricLabel,
  shortDay,
  unitOf,
} from './values.ts';
import type { TableBlock } from './view.ts';

const ROWS = 5;
const NONE = '\u2013';

/** The numbers of "what changed" side by side: one row per measure that a point on the page speaks to. */
export function changesTable(
  points: readonly PagePoint[],
  page: Pick<Page, 'findings' | 'customMetrics'>,
): TableBlock | undefined {
  const claims = points.filter(({ section }) => section === 'what-changed').flatMap(({ claims }) => claims);
  const byMetric = new Map<string, readonly string[]>();
  for (const id of claims) {
    const finding = page.findings.find((candidate) => candidate.id === id);
    const row = finding === undefined ? undefined : rowOf(finding, page);
    const metric = finding?.metrics[0];
    if (row !== undefined && metric !== undefined && !byMetric.has(metric)) byMetric.set(metric, row);
  }
  const rows = [...byMetric]
    .filter(([metric]) => !byMetric.has(findMetric(metric)?.toldBy ?? ''))
    .map(([, row]) => row)
    .slice(0, ROWS);
  if (rows.length === 0) return undefined;
  return {
    kind: 'table',
    caption: undefined,
    head: ['Measure', 'Before', 'Now', 'Difference', 'Own SD', 'Since', 'n'],
    rows,
    widths: [26, 10, 10, 13, 11, 22, 8],
  };
}

function rowOf(finding: Finding, naming: Naming): readonly string[] | undefined {
  const row = (values: Row) => cells(finding.metrics[0] ?? '', values, naming);
  switch (finding.kind) {
    case 'shift': {
      const [early, late] = finding.onsetRange;
      const spread = early === late ? '' : ` (${dayRange(early, late)})`;
      return row({
        before: finding.before.mean,
        now: finding.after.mean,
        difference: finding.difference,
        sd: finding.differenceSd,
        since: `${shortDay(finding.onset)}${spread}`,
        n: finding.after.n,
      });
    }
    case 'event-effect':
      return row({
        before: finding.before.mean,
        now: finding.after.mean,
        difference: finding.difference,
        since: shortDay(finding.event.day),
        n: finding.after.n,
      });
    case 'drift':
      return row({
        difference: finding.change,
        since: `${shortDay(finding.from)}, gradual`,
        n: finding.n,
      });
    case 'deviation':
      return row({
        before: finding.baseline.median,
        now: finding.value,
        sd: finding.z,
        since: shortDay(finding.from),
        n: finding.n,
      });
    default:
      return undefined;
  }
}

interface Row {
  readonly before?: number;
  readonly now?: number;
  readonly difference?: number;
  readonly sd?: number;
  readonly since: string;
  readonly n: number;
}

function cells(slug: string, values: Row, naming: Naming): readonly string[] {
  const unit = plainText(unitOf(slug, naming));
  const shown = (value: number | undefined, format: typeof formatValue) =>
    value === undefined ? NONE : format(slug, value, naming);
  const sd = values.sd;
  return [
    `${capital(metricLabel(slug, naming))}${unit === '' ? '' : `, ${unit}`}`,
    shown(values.before, formatValue),
    shown(values.now, formatValue),
    shown(values.difference, formatDifference),
    sd === undefined ? NONE : `${sd > 0 ? '+' : ''}${formatNumber(sd, 1)}`,
    values.since,
    String(values.n),
  ];
}
