import { addDays, type Day } from '../../shared/day.ts';
import { dosePeriods } from '../dose-periods.ts';
import type { Medication, Profile } from '../profile.ts';

/** What was stopped acts on for days, and that it was stopped may be the very thing. */
const STILL_COUNTS_DAYS = 14;

/** What was taken on a day or shortly before it, by name. Where a record is not clear it was taken. */
export function medicationsAround(
  { medications, adherence }: Pick<Profile, 'medications' | 'adherence'>,
  day: Day,
): string[] {
  const since = addDays(day, -STILL_COUNTS_DAYS);
  const logged = adherence
    .filter((dose) => dose.taken !== 'missed' && dose.day >= since && dose.day <= day)
    .map(({ medication }) => medication);
  const listed = medications.filter((medication) => isTaken(medication, since, day)).map(({ name }) => name);
  return [...new Set([...listed, ...logged])].sort();
}

function isTaken(medication: Medication, since: Day, day: Day): boolean {
  const [first] = medication.events.map((event) => event.day).sort();
  if (first === undefined) return true;
  // Whatever begins with a change or a stop was taken before the record of it.
  const begins = medication.events.some((event) => event.day === first && event.action === 'start');
  if (!begins && first >= since) return true;
  return dosePeriods(medication).some(({ from, to }) => from <= day && (to === undefined || to >= since));
}
