import type { Person } from '../../db/stores/person-store.ts';
import { findMetric } from '../domain/metric.ts';
import { type Visit, visitSchema } from '../domain/profile.ts';
import { type Day, dayInZone } from '../shared/day.ts';
import { InputError } from '../shared/errors.ts';
import { isRecord } from '../shared/json.ts';
import { describeIssues } from '../sources/files/issue.ts';
import { type Alarm, type AlarmDependencies, raiseRedFlags } from './raise-red-flags.ts';

export interface RecordedVisit {
  readonly visit: Visit;
  readonly alarm: Alarm;
}

/** A body of nothing but wrong fields must not become a page of complaints. */
const ISSUES_TOLD = 8;

/**
 * What came of a visit, taken as a whole or refused by the names of its fields. Told again for the same day and
 * clinician it takes the place of what was told before, which stays in the history. Its
 * words are read for red flags in the same call.
 */
export async function recordVisit(
  dependencies: AlarmDependencies,
  person: Person,
  day: Day,
  told: unknown,
): Promise<RecordedVisit> {
  const { clock, profiles } = dependencies;
  const today = dayInZone(clock.now(), person.timezone);
  if (day > today) throw new InputError(`This day has not come yet: in ${person.timezone} it is ${today}.`);
  const visit = parseVisit(isRecord(told) ? { day, ...told } : told);
  if (visit.day !== day) throw new InputError('day is another one than the visit is told for.');
  for (const [place, { watch }] of visit.agreed.entries()) {
    if (watch.some((slug) => findMetric(slug) === undefined)) {
      throw new InputError(
        `agreed[${place}].watch names what is no metric. "rounds days" shows which there are.`,
      );
    }
  }
  await profiles.upsert(person, [{ kind: 'visit', value: visit }]);
  const alarm = await raiseRedFlags(dependencies, person, { from: day, to: day });
  return { visit, alarm };
}

function parseVisit(told: unknown): Visit {
  const parsed = visitSchema.safeParse(told);
  if (parsed.success) return parsed.data;
  const issues = describeIssues(parsed.error, '')
    .slice(0, ISSUES_TOLD)
    .map(({ field, reason }) => `${field === '' ? 'A visit' : field} ${reason}.`);
  throw new InputError(issues.join(' '));
}
