import type { FindingSet } from '../../db/stores/finding-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { ProfileStore } from '../../db/stores/profile-store.ts';
import type { SeriesStore } from '../../db/stores/series-store.ts';
import { analyse, ENGINE_VERSION, HISTORY_DAYS } from '../analysis/analyse.ts';
import type { Knowledge } from '../domain/knowledge.ts';
import type { DailySeries } from '../domain/series.ts';
import { addDays, type Day } from '../shared/day.ts';
import { canonicalJson } from '../shared/json.ts';

export interface FindingsDependencies {
  readonly series: SeriesStore;
  readonly profiles: ProfileStore;
  readonly knowledge: Knowledge;
}

/** The findings of one person as of one day: the same for the command line, the nightly job and a look back. */
export async function findingsFor(
  dependencies: FindingsDependencies,
  person: Person,
  asOf: Day,
): Promise<FindingSet> {
  const from = addDays(asOf, 1 - HISTORY_DAYS);
  const series = await dependencies.series.load(person, from, asOf);
  const profile = await dependencies.profiles.get(person);
  const report = analyse({
    person: person.slug,
    asOf,
    timezone: person.timezone,
    series,
    profile,
    knowledge: dependencies.knowledge,
  });
  return { engine: ENGINE_VERSION, dataHash: dataHash(person, series, profile), report };
}

/** Keyed, because it is printed on the page: it says whether two pages rest on the same data, and nothing else. */
function dataHash(person: Person, series: ReadonlyMap<string, DailySeries>, profile: unknown): string {
  const columns = [...series.values()].map(({ metric, start, values }) => [metric, start, [...values]]);
  return person.vault.digest(canonicalJson([columns, profile])).slice(0, 16);
}
