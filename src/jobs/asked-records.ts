import type { AskedContext } from '../../agents/ask/asked-context.ts';
import type { AskWorld } from '../../agents/ask/world.ts';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { askedNumbers } from '../analysis/asked-numbers.ts';
import { namingOf } from '../analysis/frame.ts';
import type { Query } from '../domain/ask/query.ts';
import { analyteFinder } from '../domain/knowledge.ts';
import type { Profile } from '../domain/profile.ts';
import { profileAsOf } from '../domain/profile-as-of.ts';
import { raisedBetween } from '../domain/red-flags/raised-between.ts';
import type { RaisedFlag } from '../domain/red-flags/raised-flag.ts';
import { MENTION_DAYS, stillStands } from '../domain/red-flags/standing.ts';
import type { DailySeries } from '../domain/series.ts';
import { timelineOf } from '../domain/timeline.ts';
import { addDays, type Day } from '../shared/day.ts';
import { seriesOf } from './custom-metrics.ts';
import { type FindingsDependencies, findingsFor } from './findings-for.ts';
import { profileOf } from './profile-of.ts';
import { screenedRecord } from './screen-record.ts';

export interface RecordDependencies extends FindingsDependencies {
  readonly pages: Pick<PageStore, 'findBefore'>;
}

/** What every question is understood by, read once. */
export interface AskedRecords {
  readonly asOf: Day;
  readonly series: ReadonlyMap<string, DailySeries>;
  readonly profile: Profile;
  readonly context: AskedContext;
}

/** Ten years: what a person asks about lies within it, and a series is a block a year. */
const REACH_DAYS = 3660;

export async function askedRecords(
  dependencies: RecordDependencies,
  person: Person,
  asOf: Day,
): Promise<AskedRecords> {
  const [series, known] = await Promise.all([
    seriesOf(dependencies, person, addDays(asOf, -REACH_DAYS), asOf),
    profileOf(dependencies, person, asOf),
  ]);
  const profile = profileAsOf(known, asOf);
  const context: AskedContext = {
    asOf,
    available: askedNumbers(series).metrics,
    customMetrics: namingOf(series.values()).customMetrics ?? [],
    timeline: timelineOf(profile),
    analytes: [
      ...dependencies.knowledge.labs.flatMap(({ name, synonyms }) => [name, ...synonyms]),
      ...profile.labs.map(({ analyte }) => analyte),
    ],
    medications: profile.medications.map(({ name }) => name),
  };
  return { asOf, series, profile, context };
}

/** What the archive holds that must not wait and still stands: found without the analysis, which most answers do not need. */
export async function flagsInRecords(
  dependencies: RecordDependencies,
  person: Person,
  { asOf, series, profile }: AskedRecords,
): Promise<RaisedFlag[]> {
  const window = { from: addDays(asOf, 1 - MENTION_DAYS), to: asOf };
  const record = await screenedRecord(dependencies, person, window, { profile, series });
  return raisedBetween(record, window, dependencies.knowledge).filter((flag) => stillStands(flag, asOf));
}

type Part = 'report' | 'page' | 'check-ins';

/** What an answer needs beside the series and the profile. */
const needs: Readonly<Record<Query['kind'], Part | undefined>> = {
  summary: undefined,
  level: undefined,
  compare: undefined,
  extreme: undefined,
  count: undefined,
  trend: 'report',
  findings: 'report',
  event: 'report',
  labs: undefined,
  medications: undefined,
  appointment: undefined,
  'check-ins': 'check-ins',
  page: 'page',
  coverage: undefined,
};

/** The analysis, the page and the check-ins of ten years are read only for queries that tell of them. */
export async function askedWorld(
  dependencies: RecordDependencies,
  person: Person,
  { asOf, series, profile, context }: AskedRecords,
  queries: readonly Query[],
): Promise<AskWorld> {
  const isNeeded = (part: Part) => queries.some(({ kind }) => needs[kind] === part);
  const from = addDays(asOf, -REACH_DAYS);
  const [set, newest, checkIns] = await Promise.all([
    isNeeded('report') ? findingsFor(dependencies, person, asOf) : undefined,
    // Before the round of the day the page of the day before is the one there is.
    isNeeded('page') ? dependencies.pages.findBefore(person, addDays(asOf, 1)) : undefined,
    isNeeded('check-ins') ? dependencies.checkIns.list(person, from, asOf) : [],
  ]);
  return {
    asOf,
    numbers: askedNumbers(series),
    get report() {
      if (set === undefined) throw new Error('An answer tells of findings that were not read for it.');
      return set.report;
    },
    profile,
    timeline: context.timeline,
    page: newest?.page,
    checkIns,
    findAnalyte: analyteFinder(dependencies.knowledge),
    naming: namingOf(series.values()),
  };
}
