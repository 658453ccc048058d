import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Knowledge } from '../domain/knowledge.ts';
import type { Profile } from '../domain/profile.ts';
import { profileAsOf } from '../domain/profile-as-of.ts';
import type { RawDocument } from '../domain/raw-document.ts';
import type { Whereabouts } from '../domain/red-flags/emergency-number.ts';
import {
  LOOK_BACK_DAYS,
  raisedBetween,
  readingsOf,
  type ScreenedRecord,
  type Stretch,
  textsOf,
} from '../domain/red-flags/raised-between.ts';
import type { RaisedFlag, ScreenedReading } from '../domain/red-flags/raised-flag.ts';
import { type SpotMetric, spotMetricOf } from '../domain/red-flags/spot-metric.ts';
import type { DailySeries } from '../domain/series.ts';
import { oneSourceEach } from '../domain/series-source.ts';
import { addDays } from '../shared/day.ts';
import { tagCollections, tagWords } from '../sources/oura/tag-words.ts';
import { customDefinitions, observationCollection } from './custom-metrics.ts';
import type { ProfileDependencies } from './profile-of.ts';
import { undatedWords } from './undated-words.ts';

export interface ScreeningDependencies
  extends Pick<ObservationStores, 'checkIns' | 'series' | 'rawDocuments'>,
    ProfileDependencies {
  readonly knowledge: Knowledge;
}

/** What the archive now says of these days, and of those before them that rules look back over. */
export async function screenedRecord(
  { checkIns, rawDocuments, profiles }: Omit<ScreeningDependencies, 'series' | 'knowledge'>,
  person: Person,
  window: Stretch,
  { profile, series }: { readonly profile: Profile; readonly series: ReadonlyMap<string, DailySeries> },
): Promise<ScreenedRecord> {
  const read = { from: addDays(window.from, -LOOK_BACK_DAYS), to: window.to };
  const told = await checkIns.list(person, read.from, read.to);
  const { tags, spots } = await tagsAndReadings({ rawDocuments }, person, read);
  const undated = await undatedWords({ profiles }, person, profile);
  return {
    texts: textsOf({ checkIns: told, tags, undated, profile }, read),
    readings: [...readingsOf(series, profile, read), ...spots],
    profile,
  };
}

/**
 * What the archive says of these days, read once more by the rules. The profile is the person's own, unless the caller has
 * the one of that day in hand: what the ring's app adds to it are events in words of ours, which no rule is about.
 */
export async function screenDays(
  dependencies: ScreeningDependencies,
  person: Person,
  window: Stretch,
  known?: Profile,
): Promise<{ readonly flags: readonly RaisedFlag[]; readonly profile: Profile }> {
  const profile = known ?? profileAsOf(await dependencies.profiles.get(person), window.to);
  const first = addDays(window.from, -LOOK_BACK_DAYS);
  const series = oneSourceEach(await dependencies.series.load(person, first, window.to));
  const record = await screenedRecord(dependencies, person, window, { profile, series });
  return { flags: raisedBetween(record, window, dependencies.knowledge), profile };
}

/** What says whom to call. */
export function whereabouts({ timezone }: Person, { country }: Profile): Whereabouts {
  return { country, timezone };
}

/**
 * Words of the ring's app, and of the metrics somebody named those that are readings rules are about: each reading by
 * itself, no daily value. Asked for together, however many metrics there are.
 */
async function tagsAndReadings(
  stores: Pick<ObservationStores, 'rawDocuments'>,
  person: Person,
  read: Stretch,
): Promise<{ readonly tags: ReturnType<typeof tagWords>; readonly spots: readonly ScreenedReading[] }> {
  const definitions = await customDefinitions(stores, person);
  const spotMetrics = new Map<string, SpotMetric>(
    [...definitions].flatMap(([digest, { slug, label, unit }]) => {
      const spot = spotMetricOf(`${slug} ${label}`, unit);
      return spot === undefined ? [] : [[observationCollection(digest).collection, spot] as const];
    }),
  );
  const collections = [...tagCollections, ...spotMetrics.keys()];
  const documents = await stores.rawDocuments.list(person, collections, read.from, read.to);
  const spots = documents.flatMap(({ collection, day, body }): ScreenedReading[] => {
    const spot = spotMetrics.get(collection);
    if (spot === undefined || day === undefined || typeof body.value !== 'number') return [];
    return [{ day, metric: spot.metric, value: spot.toOwnUnit(body.value), kind: 'spot' }];
  });
  const isTag = ({ collection }: RawDocument): boolean => !spotMetrics.has(collection);
  return { tags: tagWords(documents.filter(isTag)), spots };
}
