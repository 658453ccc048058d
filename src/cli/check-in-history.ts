import type { CheckInRevision } from '../../db/stores/check-in-store.ts';
import { saysSomething, scoreNames, textNames } from '../domain/check-in.ts';
import { minuteInZone } from '../shared/day.ts';
import { onOneLine } from './one-line.ts';

const header = [
  'Recorded',
  'By',
  ...scoreNames.map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`),
];

/** One line a revision, the words below it; times as the person's clock shows them. */
export function historyTable(revisions: readonly CheckInRevision[], timezone: string): string {
  const rows = revisions.map((revision) => [
    minuteInZone(new Date(revision.recordedAt), timezone),
    revision.reporter,
    ...(saysSomething(revision) ? scoreNames.map((name) => String(revision[name] ?? '–')) : ['withdrawn']),
  ]);
  const widths = header.map((_, column) =>
    Math.max(
      ...[header, ...rows].map((row) => (row[column] === 'withdrawn' ? 0 : (row[column]?.length ?? 0))),
    ),
  );
  const line = (cells: readonly string[]) =>
    `${cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  const words = (revision: CheckInRevision) =>
    textNames
      .filter((name) => revision[name] !== '')
      .map((name) => `  ${name}: ${onOneLine(revision[name])}\n`)
      .join('');
  return (
    line(header) + revisions.map((revision, index) => line(rows[index] ?? []) + words(revision)).join('')
  );
}
