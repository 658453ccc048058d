import type { Dossier } from '../domain/dossier.ts';
import { findingColumns } from './csv/finding-columns.ts';
import { csvTable } from './csv/table.ts';
import { dailyRows } from './data/daily-rows.ts';
import { toldFindings } from './data/told-findings.ts';

/** Tidy: a row for each day and metric that has a value. */
export function renderDailyCsv(dossier: Dossier): string {
  const rows = dailyRows(dossier).map(({ day, metric, value, source }) => [
    day,
    metric.slug,
    metric.label,
    value,
    metric.unit,
    source,
  ]);
  return csvTable(['day', 'metric', 'label', 'value', 'unit', 'source'], rows);
}

/** A row for each finding, told on the page or not. */
export function renderFindingsCsv({ page }: Dossier): string {
  const told = new Set(toldFindings(page).map(({ id }) => id));
  const columns = findingColumns(page, told);
  const rows = page.findings.map((finding) => columns.map(({ of }) => of(finding)));
  return csvTable(
    columns.map(({ name }) => name),
    rows,
  );
}
