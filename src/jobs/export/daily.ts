import type { Person } from '../../../db/stores/person-store.ts';
import type { Snapshot } from '../../../db/stores/snapshots.ts';
import type { CustomDefinition } from '../../domain/custom-metric.ts';
import { customSlug, getMetric, isCustomSlug } from '../../domain/metric.ts';
import { type DailySeries, valueOn } from '../../domain/series.ts';
import { partsOfName } from '../../domain/series-source.ts';
import { isClock } from '../../reports/view/values.ts';
import { csvLine } from '../../shared/csv.ts';
import { addDays, type Day, parseDay } from '../../shared/day.ts';
import { customDefinitions, seriesKey } from '../custom-metrics.ts';
import type { ExportFile, Piece } from './export-file.ts';

interface Told {
  readonly series: DailySeries;
  readonly metric: string;
  readonly unit: string;
  readonly source: string;
}

/** A line a value: the form that every program for tables and statistics reads. */
export function dailyFile(snapshot: Snapshot, person: Person): ExportFile {
  return {
    name: 'daily.csv',
    async *pieces() {
      yield { text: csvLine(['day', 'metric', 'value', 'unit', 'source']), rows: 0 };
      const years = await snapshot.series.years(person);
      if (years === undefined) return;
      const definitions = await customDefinitions(snapshot, person);
      for (let year = years.first; year <= years.last; year++) {
        yield* piecesOfYear(snapshot, person, year, definitions);
      }
    },
  };
}

async function* piecesOfYear(
  snapshot: Snapshot,
  person: Person,
  year: number,
  definitions: ReadonlyMap<string, CustomDefinition>,
): AsyncGenerator<Piece> {
  const digits = String(year).padStart(4, '0');
  const [first, last] = [parseDay(`${digits}-01-01`), parseDay(`${digits}-12-31`)];
  const loaded = await snapshot.series.load(person, first, last);
  const told = [...loaded].map(([name, series]) => toldOf(name, series, definitions)).sort(byName);
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const lines = told.flatMap((one) => lineOf(one, day) ?? []);
    if (lines.length > 0) yield { text: lines.join(''), rows: lines.length };
  }
}

function toldOf(name: string, series: DailySeries, definitions: ReadonlyMap<string, CustomDefinition>): Told {
  const { metric, source } = partsOfName(name);
  if (isCustomSlug(metric)) {
    const own = [...definitions].find(([digest]) => seriesKey(digest) === metric)?.[1];
    return {
      series,
      metric: own === undefined ? metric : customSlug(own.slug),
      unit: own?.unit ?? '',
      source: 'own',
    };
  }
  const { unit, span } = getMetric(metric);
  return {
    series,
    metric,
    unit: isClock(metric) ? 'minutes from midnight' : unit,
    source: source ?? (span === 'check-in' ? 'check-in' : 'oura'),
  };
}

function byName(left: Told, right: Told): number {
  const [one, other] = [left, right].map(({ metric, source }) => `${metric} ${source}`) as [string, string];
  return one < other ? -1 : 1;
}

function lineOf({ series, metric, unit, source }: Told, day: Day): string | undefined {
  const value = valueOn(series, day);
  return value === undefined ? undefined : csvLine([day, metric, value, unit, source]);
}
