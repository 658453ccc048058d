import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { goalProgress } from '../analysis/goal-progress.ts';
import { scoreSummaries } from '../analysis/score-summary.ts';
import { changedFrom, usualBefore } from '../analysis/usual-ranges.ts';
import { type CheckIn, reporters } from '../domain/check-in.ts';
import type { Finding } from '../domain/finding.ts';
import type { Page } from '../domain/page.ts';
import type { PageRecord, RecordChange } from '../domain/page-record.ts';
import type { Profile } from '../domain/profile.ts';
import { labsOf } from '../domain/record/labs.ts';
import { medicinesOf } from '../domain/record/medicines.ts';
import { toldSymptoms } from '../domain/record/told-symptoms.ts';
import type { DailySeries } from '../domain/series.ts';
import type { TimelineEvent } from '../domain/timeline.ts';
import { daysBetween } from '../shared/day.ts';
import { timeZoneChanges } from '../sources/oura/time-zone-changes.ts';

export interface RecordInput {
  readonly profile: Profile;
  readonly series: ReadonlyMap<string, DailySeries>;
  readonly findings: readonly Finding[];
  readonly timeline: readonly TimelineEvent[];
  readonly charts: Page['charts'];
  readonly window: Page['window'];
}

/** What became of a goal is told for so long after its day. */
const GOAL_TOLD_DAYS = 28;

/** What a page shows of the record, read once when the page is put together: later entries do not change it. */
export async function recordFor(
  { checkIns, rawDocuments }: Pick<ObservationStores, 'checkIns' | 'rawDocuments'>,
  person: Person,
  { profile, series, findings, timeline, charts, window }: RecordInput,
): Promise<PageRecord> {
  const [answered, nights] = await Promise.all([
    checkIns.list(person, window.from, window.to),
    rawDocuments.list(person, ['sleep'], window.from, window.to),
  ]);
  const { displayName, preparedBy, conditions, allergies, goals } = profile;
  return {
    ...(displayName === undefined ? {} : { name: displayName }),
    ...(preparedBy === undefined ? {} : { preparedBy }),
    checkInDays: checkInDays(answered),
    changes: [...ringChanges(timeline, window), ...timeZoneChanges(nights, person.timezone)].sort(byDay),
    usual: usualOf(series, findings, charts),
    conditions,
    allergies,
    medicines: medicinesOf(profile, window),
    symptoms: { scores: scoreSummaries(series, window.to), told: toldSymptoms(answered) },
    labs: labsOf(profile.labs),
    goals: goals
      .filter(({ by }) => daysBetween(by, window.to) <= GOAL_TOLD_DAYS)
      .map((goal) => goalProgress(goal, series.get(goal.metric), window.to)),
  };
}

function checkInDays(answered: readonly CheckIn[]): PageRecord['checkInDays'] {
  return reporters.flatMap((reporter) => {
    const days = answered.filter((checkIn) => checkIn.reporter === reporter).length;
    return days === 0 ? [] : [{ reporter, days }];
  });
}

function ringChanges(timeline: readonly TimelineEvent[], { from, to }: Page['window']): RecordChange[] {
  return timeline
    .filter(({ kind, day }) => kind === 'device' && day >= from && day <= to)
    .map(({ day, label }) => ({ day, kind: 'device', label }));
}

function usualOf(
  series: ReadonlyMap<string, DailySeries>,
  findings: readonly Finding[],
  charts: Page['charts'],
): PageRecord['usual'] {
  const told = findings.flatMap((finding) => ('metric' in finding ? [finding.metric] : []));
  const metrics = new Set([...told, ...charts.map(({ metric }) => metric)]);
  return [...metrics].flatMap((metric) => {
    const entry = series.get(metric);
    return entry === undefined ? [] : (usualBefore(entry, changedFrom(findings, metric)) ?? []);
  });
}

function byDay(left: RecordChange, right: RecordChange): number {
  return left.day < right.day ? -1 : left.day > right.day ? 1 : 0;
}
