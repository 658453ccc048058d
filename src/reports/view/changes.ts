import type { Finding } from '../../domain/finding.ts';
import { findMetric } from '../../domain/metric.ts';
import type { PagePoint } from '../../domain/page.ts';
import { capital } from './plain-text.ts';
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
  findings: readonly Finding[],
): TableBlock | undefined {
  const claims = points.filter(({ section }) => section === 'what-changed').flatMap(({ claims }) => claims);
  const byMetric = new Map<string, readonly string[]>();
  for (const id of claims) {
    const finding = findings.find((candidate) => candidate.id === id);
    const row = finding === undefined ? undefined : rowOf(finding);
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

function rowOf(finding: Finding): readonly string[] | undefined {
  switch (finding.kind) {
    case 'shift': {
      const [early, late] = finding.onsetRange;
      const spread = early === late ? '' : ` (${dayRange(early, late)})`;
      return row(finding.metric, {
        before: finding.before.mean,
        now: finding.after.mean,
        difference: finding.difference,
        sd: finding.differenceSd,
        since: `${shortDay(finding.onset)}${spread}`,
        n: finding.after.n,
      });
    }
    case 'event-effect':
      return row(finding.metric, {
        before: finding.before.mean,
        now: finding.after.mean,
        difference: finding.difference,
        since: shortDay(finding.event.day),
        n: finding.after.n,
      });
    case 'drift':
      return row(finding.metric, {
        difference: finding.change,
        since: `${shortDay(finding.from)}, gradual`,
        n: finding.n,
      });
    case 'deviation':
      return row(finding.metric, {
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

function row(slug: string, values: Row): readonly string[] {
  const unit = unitOf(slug);
  const shown = (value: number | undefined, format: (slug: string, value: number) => string) =>
    value === undefined ? NONE : format(slug, value);
  const sd = values.sd;
  return [
    `${capital(metricLabel(slug))}${unit === '' ? '' : `, ${unit}`}`,
    shown(values.before, formatValue),
    shown(values.now, formatValue),
    shown(values.difference, formatDifference),
    sd === undefined ? NONE : `${sd > 0 ? '+' : ''}${formatNumber(sd, 1)}`,
    values.since,
    String(values.n),
  ];
}
