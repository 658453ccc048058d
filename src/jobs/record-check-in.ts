import type { CheckInRevision } from '../../db/stores/check-in-store.ts';
import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { type CheckIn, checkInSchema, saysSomething } from '../domain/check-in.ts';
import type { Clock } from '../shared/clock.ts';
import { type Day, dayInZone, daysBetween } from '../shared/day.ts';
import { InputError } from '../shared/errors.ts';
import { isRecord } from '../shared/json.ts';
import { describeIssues } from '../sources/files/issue.ts';
import { type Alarm, type AlarmDependencies, raiseRedFlags } from './raise-red-flags.ts';
import { recordCheckIns } from './record-observations.ts';

export interface CheckInDependencies extends ObservationStores, AlarmDependencies {}

export interface RecordedCheckIn {
  readonly kept: CheckInRevision;
  readonly alarm: Alarm;
}

/** Beyond a year nobody remembers a morning; a file may still tell of it. */
const DAYS_BACK = 366;
/** A body of nothing but wrong fields must not become a page of complaints. */
const ISSUES_TOLD = 8;

const answersSchema = checkInSchema.omit({ day: true });

/**
 * One answer from a prompt or a program: taken as a whole, or refused by the names of its fields. What is kept is read for
 * red flags in the same call.
 */
export async function recordCheckIn(
  dependencies: CheckInDependencies,
  person: Person,
  day: Day,
  answers: unknown,
): Promise<RecordedCheckIn> {
  const { clock, together } = dependencies;
  requireRecentDay(clock, person, day);
  const checkIn: CheckIn = { ...parseAnswers(answers), day };
  const kept = await together(person, async (own) => {
    const before = await own.checkIns.find(person, checkIn);
    if (before === undefined && !saysSomething(checkIn)) {
      throw new InputError('Nothing is answered: a check-in holds at least one score, symptom or note.');
    }
    await recordCheckIns(own, person, [checkIn]);
    return (await own.checkIns.find(person, checkIn)) as CheckInRevision;
  });
  return { kept, alarm: await raiseRedFlags(dependencies, person, { from: day, to: day }) };
}

export function requireRecentDay(clock: Clock, person: Person, day: Day): void {
  const today = dayInZone(clock.now(), person.timezone);
  if (day > today) throw new InputError(`This day has not come yet: in ${person.timezone} it is ${today}.`);
  if (daysBetween(day, today) > DAYS_BACK) {
    throw new InputError(
      `A check-in can be given for the last ${DAYS_BACK} days. "rounds import" takes older ones from a file.`,
    );
  }
}

function parseAnswers(answers: unknown): Omit<CheckIn, 'day'> {
  const parsed = answersSchema.safeParse(isRecord(answers) ? withoutNulls(answers) : answers);
  if (parsed.success) return parsed.data;
  const issues = describeIssues(parsed.error, '')
    .slice(0, ISSUES_TOLD)
    .map(({ field, reason }) => `${field === '' ? 'A check-in' : field} ${reason}.`);
  throw new InputError(issues.join(' '));
}

function withoutNulls(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}
