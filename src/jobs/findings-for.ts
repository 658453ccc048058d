import type { FindingSet } from '../../db/stores/finding-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { analyse, ENGINE_VERSION } from '../analysis/analyse.ts';
import { LAB_WINDOW_DAYS } from '../analysis/find-lab-links.ts';
import { HISTORY_DAYS } from '../analysis/frame.ts';
import type { Profile } from '../domain/profile.ts';
import { profileAsOf } from '../domain/profile-as-of.ts';
import { emergencyNumberFor } from '../domain/red-flags/emergency-number.ts';
import { raisedBetween, type ScreenedRecord } from '../domain/red-flags/raised-between.ts';
import { redFlagFindings } from '../domain/red-flags/red-flag-findings.ts';
import { MENTION_DAYS, stillStands } from '../domain/red-flags/standing.ts';
import type { DailySeries } from '../domain/series.ts';
import { addDays, type Day } from '../shared/day.ts';
import { canonicalJson } from '../shared/json.ts';
import { seriesOf } from './custom-metrics.ts';
import { profileOf } from './profile-of.ts';
import { type ScreeningDependencies, screenedRecord, whereabouts } from './screen-record.ts';

export type FindingsDependencies = ScreeningDependencies;

/** The findings of one person as of one day: the same for the command line, the nightly job and a look back. */
export async function findingsFor(
  dependencies: FindingsDependencies,
  person: Person,
  asOf: Day,
): Promise<FindingSet> {
  const profile = await profileOf(dependencies, person, asOf);
  const series = await seriesOf(dependencies, person, firstDayRead(profile, asOf), asOf);
  const report = analyse({
    person: person.slug,
    asOf,
    timezone: person.timezone,
    series,
    profile,
    knowledge: dependencies.knowledge,
  });
  const window = { from: addDays(asOf, 1 - MENTION_DAYS), to: asOf };
  const known = { profile: profileAsOf(profile, asOf), series };
  const record = await screenedRecord(dependencies, person, window, known);
  const raised = raisedBetween(record, window, dependencies.knowledge).filter((flag) =>
    stillStands(flag, asOf),
  );
  const emergencyNumber = emergencyNumberFor(whereabouts(person, profile), dependencies.knowledge);
  const redFlags = redFlagFindings(raised, dependencies.knowledge, { emergencyNumber });
  return {
    engine: ENGINE_VERSION,
    dataHash: dataHash(person, series, profile, record),
    report: { ...report, findings: [...redFlags, ...report.findings] },
  };
}

/** Lab results are compared with the months before each of them, however long ago; all else with the recent past. */
function firstDayRead(profile: Profile, asOf: Day): Day {
  const days = [
    addDays(asOf, 1 - HISTORY_DAYS),
    ...profile.labs.map(({ day }) => addDays(day, -LAB_WINDOW_DAYS)),
  ];
  return days.sort()[0] as Day;
}

/** Keyed, because it is printed on the page: it says whether two pages rest on the same data, and nothing else. */
function dataHash(
  person: Person,
  series: ReadonlyMap<string, DailySeries>,
  profile: unknown,
  { texts, readings }: ScreenedRecord,
): string {
  const columns = [...series.values()].map(({ metric, start, values, custom }) => [
    metric,
    start,
    [...values],
    ...(custom === undefined ? [] : [custom]),
  ]);
  return person.vault.digest(canonicalJson([columns, profile, texts, readings])).slice(0, 16);
}
