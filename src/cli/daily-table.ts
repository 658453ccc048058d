import type { Metric } from '../domain/metric.ts';
import { plainText } from '../reports/view/plain-text.ts';
import { formatValue, metricLabel, unitOf } from '../reports/view/values.ts';
import type { DailyColumn, DailyValues } from './daily-values.ts';

const titles: Readonly<Record<Metric['span'], string>> = {
  night: 'Nights, each on the day it ended on',
  day: 'Days',
  'check-in': 'Check-ins',
};
const GAP = '  ';
const NONE = '–';
/** A label is broken into lines no narrower than this. */
const NARROWEST = 8;

interface Column {
  readonly head: readonly string[];
  readonly cells: readonly string[];
  readonly width: number;
}

/** One row a day, in as many tables beside each other as the terminal is wide enough for. */
export function dailyTables({ days, columns }: DailyValues, terminalWidth: number): string {
  const first: Column = { head: ['Day'], cells: days, width: 'YYYY-MM-DD'.length };
  return (['night', 'day', 'check-in'] as const)
    .map((span) => {
      const own = columns.filter(({ metric }) => metric.span === span).map(toColumn);
      const tables = inWidth(own, terminalWidth - first.width).map((fitting) => render([first, ...fitting]));
      return tables.length === 0 ? '' : `${titles[span]}\n\n${tables.join('\n')}`;
    })
    .filter((section) => section !== '')
    .join('\n');
}

function toColumn({ metric, custom, source, values }: DailyColumn): Column {
  const naming = custom && { customMetrics: [custom] };
  const unit = plainText(unitOf(metric.slug, naming));
  const label = metricLabel(metric.slug, naming);
  const cells = values.map((value) => (value === undefined ? NONE : formatValue(metric.slug, value, naming)));
  // "Steps, steps" says nothing twice.
  const below = [...(unit === label ? [] : [unit]), ...(source === undefined ? [] : [source])];
  const words = label.split(' ');
  const width = Math.max(NARROWEST, ...[...words, ...below, ...cells].map(({ length }) => length));
  return { head: [...inLines(words, width), ...below], cells, width };
}

function inLines(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function inWidth(columns: readonly Column[], width: number): Column[][] {
  const tables: Column[][] = [];
  let left = 0;
  for (const column of columns) {
    const needed = GAP.length + column.width;
    const last = tables.at(-1);
    if (last === undefined || needed > left) {
      tables.push([column]);
      left = width - needed;
    } else {
      last.push(column);
      left -= needed;
    }
  }
  return tables;
}

function render(columns: readonly Column[]): string {
  const height = Math.max(...columns.map(({ head }) => head.length));
  const heads = Array.from({ length: height }, (_, line) =>
    columns.map(({ head }) => head[line - height + head.length] ?? ''),
  );
  const rows = (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] ?? ''));
  const widths = columns.map(({ width }) => width);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join(GAP)
      .trimEnd();
  return [...heads, ...rows].map((cells) => `${line(cells)}\n`).join('');
}
