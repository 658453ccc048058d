import type { FindingStore } from '../../db/stores/finding-store.ts';
import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { namingOf } from '../analysis/frame.ts';
import type { Dossier } from '../domain/dossier.ts';
import { getMetric } from '../domain/metric.ts';
import type { Page, PageChart, RoundPage } from '../domain/page.ts';
import type { DailySeries } from '../domain/series.ts';
import { daysBetween } from '../shared/day.ts';
import { PermanentError } from '../shared/errors.ts';
import { seriesOf } from './custom-metrics.ts';
import type { ProfileDependencies } from './profile-of.ts';
import { profileOfSet } from './round-brief.ts';

export interface DossierDependencies
  extends Pick<ObservationStores, 'checkIns' | 'series' | 'rawDocuments'>,
    ProfileDependencies {
  readonly findings: FindingStore;
}

/**
 * A page and the data of its window, as both were when its findings were made, so that the same page is the same files on
 * any later day. Profile and check-ins are kept with the times at which they were known. Daily values are not: those that
 * the page draws are taken from the page; the others are as they stand now, and where the ring or somebody corrected
 * them since, they differ from what the page was made of.
 */
export async function dossierFor(
  dependencies: DossierDependencies,
  person: Person,
  { page, roundId }: RoundPage,
): Promise<Dossier> {
  const set = await dependencies.findings.find(person, roundId);
  if (set === undefined) throw new PermanentError('The findings of this page are missing.');
  const { from, to } = page.window;
  const [profile, loaded, checkIns] = await Promise.all([
    profileOfSet(dependencies, person, page.asOf, set),
    seriesOf(dependencies, person, from, to),
    dependencies.checkIns.list(person, from, to, { knownAt: set.recordedAt }),
  ]);
  return {
    page,
    profile,
    series: seriesOfPage(page, loaded),
    checkIns: checkIns.map(({ revision: _revision, recordedAt: _recordedAt, ...checkIn }) => checkIn),
  };
}

function seriesOfPage(page: Page, loaded: ReadonlyMap<string, DailySeries>): DailySeries[] {
  const drawn = page.charts.map((chart) => drawnSeries(page, chart, loaded.get(chart.metric)));
  const all = new Map([...loaded, ...drawn.map((entry) => [entry.metric, entry] as const)]);
  return [...all.values()]
    .map((entry) => withoutToday(page, entry))
    .sort((left, right) => (left.metric < right.metric ? -1 : 1));
}

function drawnSeries(
  { customMetrics }: Page,
  { metric, start, values }: PageChart,
  loaded: DailySeries | undefined,
): DailySeries {
  const custom = customMetrics?.find(({ slug }) => slug === metric);
  const drawn = Float64Array.from(values, (value) => value ?? Number.NaN);
  return { ...loaded, metric, start, values: drawn, ...(custom && { custom }) };
}

/** On the morning of a day its activity has hardly begun, and no finding looks at it. */
function withoutToday({ asOf }: Page, entry: DailySeries): DailySeries {
  const { span } = getMetric(entry.metric, namingOf([entry]));
  if (span !== 'day') return entry;
  return { ...entry, values: entry.values.slice(0, daysBetween(entry.start, asOf)) };
}
