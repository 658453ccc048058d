import type { Finding, FindingOf, Grade } from '../../domain/finding.ts';
import { findMetric } from '../../domain/metric.ts';
import type { Page, PagePoint } from '../../domain/page.ts';
import { type Day, daysBetween } from '../../shared/day.ts';
import { capital, counted, plainText } from './plain-text.ts';
import { ENOUGH_VALUES } from './symptoms.ts';
import {
  dayRange,
  formatDifference,
  formatNumber,
  formatRange,
  formatValue,
  metricLabel,
  shortDay,
  unitOf,
} from './values.ts';
import type { TableBlock } from './view.ts';

const NONE = '\u2013';

export const gradeNames: Record<Grade, string> = {
  watch: 'exploratory',
  established: 'established',
  replicated: 'replicated',
};

export interface ChangesTable {
  readonly table: TableBlock;
  /** The metrics that have a row. */
  readonly metrics: ReadonlySet<string>;
}

/** The numbers of "what changed" side by side: one row per measure that a point on the page speaks to. */
export function changesTable(
  points: readonly PagePoint[],
  page: Page,
  most: number,
): ChangesTable | undefined {
  const claims = points.filter(({ section }) => section === 'what-changed').flatMap(({ claims: ids }) => ids);
  const byMetric = new Map<string, readonly string[]>();
  for (const id of claims) {
    const finding = page.findings.find((candidate) => candidate.id === id);
    const row = finding === undefined ? undefined : rowOf(finding, page);
    const metric = finding?.metrics[0];
    if (row !== undefined && metric !== undefined && !byMetric.has(metric)) byMetric.set(metric, row);
  }
  const told = [...byMetric]
    .filter(([metric]) => !byMetric.has(findMetric(metric)?.toldBy ?? ''))
    .slice(0, most);
  if (told.length === 0) return undefined;
  return {
    metrics: new Set(told.map(([metric]) => metric)),
    table: {
      kind: 'table',
      caption: undefined,
      head: ['Measure', 'Usual (mean)', 'Now', 'Difference', 'Own SD', 'Since', 'Nights', 'Grade'],
      rows: told.map(([, row]) => row),
      widths: [25, 14, 7, 12, 9, 14, 8, 12],
      numeric: [2, 3, 4, 6],
    },
  };
}

function rowOf(finding: Finding, page: Page): readonly string[] | undefined {
  switch (finding.kind) {
    case 'shift':
      return cells(page, finding, {
        usual: usualOf(finding.metric, page, finding.before.mean),
        now: finding.after.mean,
        difference: finding.difference,
        sd: finding.differenceSd,
        since: sinceOf(finding),
        n: finding.after.n,
      });
    case 'event-effect':
      return cells(page, finding, {
        usual: usualOf(finding.metric, page, finding.before.mean),
        now: finding.after.mean,
        difference: finding.difference,
        since: shortDay(finding.event.day),
        n: finding.after.n,
      });
    case 'drift':
      return cells(page, finding, {
        usual: usualOf(finding.metric, page),
        difference: finding.change,
        since: `${shortDay(finding.from)}, gradual`,
        n: finding.n,
      });
    case 'deviation':
      return cells(page, finding, {
        usual: formatRange(finding.metric, finding.baseline.low, finding.baseline.high, page),
        now: finding.value,
        sd: finding.z,
        since: shortDay(finding.from),
        n: finding.n,
      });
    default:
      return undefined;
  }
}

/** "4 Nov ±1", or with its likely range where the day does not lie in the middle: "5 Mar (4–8)". */
function sinceOf({ onset, onsetRange: [early, late] }: FindingOf<'shift'>): string {
  if (early === late) return shortDay(onset);
  const [before, after] = [daysBetween(early as Day, onset as Day), daysBetween(onset as Day, late as Day)];
  if (before === after) return `${shortDay(onset)} \u00b1${after}`;
  const months = new Set([early, onset, late].map((day) => day.slice(0, 7)));
  const range =
    months.size === 1 ? `${Number(early.slice(8))}\u2013${Number(late.slice(8))}` : dayRange(early, late);
  return `${shortDay(onset)} (${range})`;
}

/** "56–60 (58)": the middle 80 %, and the mean the change is measured from. Old pages know the mean alone. */
function usualOf(metric: string, page: Page, mean?: number): string {
  const usual = page.record?.usual.find((range) => range.metric === metric);
  const inBrackets = mean === undefined ? '' : `(${formatValue(metric, mean, page)})`;
  if (usual === undefined) return inBrackets === '' ? NONE : inBrackets;
  if (usual.values < ENOUGH_VALUES) return `not enough data: ${counted(usual.values, 'value')}`;
  return `${formatRange(metric, usual.low, usual.high, page)} ${inBrackets}`.trim();
}

interface Row {
  readonly usual: string;
  readonly now?: number;
  readonly difference?: number;
  readonly sd?: number;
  readonly since: string;
  readonly n: number;
}

function cells(page: Page, { metrics, grade }: Finding, values: Row): readonly string[] {
  const slug = metrics[0] ?? '';
  const unit = plainText(unitOf(slug, page));
  const shown = (value: number | undefined, format: typeof formatValue) =>
    value === undefined ? NONE : format(slug, value, page);
  const sd = values.sd;
  return [
    `${capital(metricLabel(slug, page))}${unit === '' ? '' : `, ${unit}`}`,
    values.usual,
    shown(values.now, formatValue),
    shown(values.difference, formatDifference),
    sd === undefined ? NONE : `${sd > 0 ? '+' : ''}${formatNumber(sd, 1)}`,
    values.since,
    String(values.n),
    gradeNames[grade],
  ];
}
