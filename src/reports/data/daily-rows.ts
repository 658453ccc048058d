import { type CheckIn, dailyScores, scoreNames } from '../../domain/check-in.ts';
import type { Dossier } from '../../domain/dossier.ts';
import { findMetric, isCustomSlug, type Metric, metricSlugs } from '../../domain/metric.ts';
import type { DailySeries } from '../../domain/series.ts';
import { addDays, type Day } from '../../shared/day.ts';

/** Who or what a value is from. */
export type ValueSource = 'ring' | 'apple-health' | 'self' | 'caregiver' | 'own series';

/** One metric on one day that has a value of it. */
export interface DailyRow {
  readonly day: Day;
  readonly metric: Metric;
  readonly value: number;
  readonly source: ValueSource;
}

/** No ring measures these: without another device they are readings that somebody took. */
const readings: ReadonlySet<string> = new Set(['systolicPressure', 'diastolicPressure', 'bodyMass']);
const scores: ReadonlySet<string> = new Set(scoreNames);
const places: ReadonlyMap<string, number> = new Map(metricSlugs.map((slug, place) => [slug, place]));

/** The window of a dossier as rows: by day, on each day in the order of the catalogue, the person's own metrics last. */
export function dailyRows({ page, series, checkIns }: Dossier): DailyRow[] {
  const told = answersOf(checkIns);
  const measured = series.flatMap((one) => rowsOf(one, page, told));
  const known = new Set(measured.map(({ day, metric }) => `${day} ${metric.slug}`));
  const answered = [...told.values()].filter(({ day, metric }) => !known.has(`${day} ${metric.slug}`));
  return [...measured, ...answered]
    .filter(({ day }) => day >= page.window.from && day <= page.window.to)
    .sort(inOrder);
}

function rowsOf(
  { metric: slug, start, values, custom, source }: DailySeries,
  page: Dossier['page'],
  told: ReadonlyMap<string, DailyRow>,
): DailyRow[] {
  const customMetrics = [...(custom === undefined ? [] : [custom]), ...(page.customMetrics ?? [])];
  const metric = findMetric(slug, { customMetrics });
  if (metric === undefined) return [];
  return [...values].flatMap((value, index) => {
    if (!Number.isFinite(value)) return [];
    const day = addDays(start, index);
    return [{ day, metric, value, source: source ?? sourceOf(metric, told.get(`${day} ${slug}`)) }];
  });
}

function sourceOf({ slug }: Metric, answer: DailyRow | undefined): ValueSource {
  if (isCustomSlug(slug)) return 'own series';
  if (scores.has(slug)) return answer?.source ?? 'self';
  return readings.has(slug) ? 'self' : 'ring';
}

/** The score that stands of each day, and whose it is. */
function answersOf(checkIns: readonly CheckIn[]): ReadonlyMap<string, DailyRow> {
  const own = new Set(
    dailyScores(checkIns.filter(({ reporter }) => reporter === 'self')).map(
      ({ day, metric }) => `${day} ${metric}`,
    ),
  );
  return new Map(
    dailyScores(checkIns).flatMap(({ day, metric: slug, value }): [string, DailyRow][] => {
      const key = `${day} ${slug}`;
      const metric = findMetric(slug);
      return metric === undefined
        ? []
        : [[key, { day, metric, value, source: own.has(key) ? 'self' : 'caregiver' }]];
    }),
  );
}

function inOrder(left: DailyRow, right: DailyRow): number {
  if (left.day !== right.day) return left.day < right.day ? -1 : 1;
  const place = ({ metric: { slug } }: DailyRow) => places.get(slug) ?? places.size;
  const difference = place(left) - place(right);
  if (difference !== 0) return difference;
  return left.metric.slug < right.metric.slug ? -1 : 1;
}
