import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Knowledge } from '../domain/knowledge.ts';
import { type Profile, profileAsOf } from '../domain/profile.ts';
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
import { spotMetricOf } from '../domain/red-flags/spot-metric.ts';
import type { DailySeries } from '../domain/series.ts';
import { oneSourceEach } from '../domain/series-source.ts';
import { addDays } from '../shared/day.ts';
import { tagCollections, tagWords } from '../sources/oura/tag-words.ts';
import { customDefinitions, observationCollection } from './custom-metrics.ts';
import { type ProfileDependencies, profileOf } from './profile-of.ts';

export interface ScreeningDependencies
  extends Pick<ObservationStores, 'checkIns' | 'series' | 'rawDocuments'>,
    ProfileDependencies {
  readonly knowledge: Knowledge;
}

/** What the archive now says of these days, and of those before them that rules look back over. */
export async function screenedRecord(
  { checkIns, rawDocuments }: Pick<ObservationStores, 'checkIns' | 'rawDocuments'>,
  person: Person,
  window: Stretch,
  { profile, series }: { readonly profile: Profile; readonly series: ReadonlyMap<string, DailySeries> },
): Promise<ScreenedRecord> {
  const read = { from: addDays(window.from, -LOOK_BACK_DAYS), to: window.to };
  const told = await checkIns.list(person, read.from, read.to);
  const tags = tagWords(await rawDocuments.list(person, tagCollections, read.from, read.to));
  const spots = await spotReadings({ rawDocuments }, person, read);
  return {
    texts: textsOf(told, tags, profile, read),
    readings: [...readingsOf(series, profile, read), ...spots],
    profile,
  };
}

/** What the archive says of these days, read once more by the rules. */
export async function screenDays(
  dependencies: ScreeningDependencies,
  person: Person,
  window: Stretch,
): Promise<{ readonly flags: readonly RaisedFlag[]; readonly profile: Profile }> {
  const profile = profileAsOf(await profileOf(dependencies, person, window.to), window.to);
  const first = addDays(window.from, -LOOK_BACK_DAYS);
  const series = oneSourceEach(await dependencies.series.load(person, first, window.to));
  const record = await screenedRecord(dependencies, person, window, { profile, series });
  return { flags: raisedBetween(record, window, dependencies.knowledge), profile };
}

/** What says whom to call. */
export function whereabouts({ timezone }: Person, { country }: Profile): Whereabouts {
  return { country, timezone };
}

/** Of the metrics somebody named, those that are readings rules are about: each reading by itself, no daily value. */
async function spotReadings(
  stores: Pick<ObservationStores, 'rawDocuments'>,
  person: Person,
  read: Stretch,
): Promise<ScreenedReading[]> {
  const readings: ScreenedReading[] = [];
  for (const [digest, { slug, label, unit }] of await customDefinitions(stores, person)) {
    const spot = spotMetricOf(`${slug} ${label}`, unit);
    if (spot === undefined) continue;
    const collection = observationCollection(digest);
    for (const { day, body } of await stores.rawDocuments.listCollection(person, collection, read)) {
      if (day === undefined || typeof body.value !== 'number') continue;
      readings.push({ day, metric: spot.metric, value: spot.toOwnUnit(body.value), kind: 'spot' });
    }
  }
  return readings;
}
