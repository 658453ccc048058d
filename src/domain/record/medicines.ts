import type { Day } from '../../shared/day.ts';
import { dosePeriods } from '../dose-periods.ts';
import type { Page } from '../page.ts';
import type { PageMedicine } from '../page-record.ts';
import type { DoseTaken, Medication, Profile } from '../profile.ts';

/** What is taken, and what was taken on a day of the window: what changed within it first, then by name. */
export function medicinesOf(
  { medications, adherence }: Pick<Profile, 'medications' | 'adherence'>,
  window: Page['window'],
): PageMedicine[] {
  const told = medications.flatMap((medication) => {
    const medicine = toMedicine(medication, adherence, window);
    return medicine === undefined ? [] : [{ medicine, isChanged: isChangedWithin(medication, window) }];
  });
  return told
    .sort((left, right) =>
      left.isChanged === right.isChanged
        ? left.medicine.name.localeCompare(right.medicine.name, 'en')
        : Number(right.isChanged) - Number(left.isChanged),
    )
    .map(({ medicine }) => medicine);
}

function toMedicine(
  { name, asNeeded = false, events }: Medication,
  adherence: readonly DoseTaken[],
  window: Page['window'],
): PageMedicine | undefined {
  // A period ends on the day of the change, which is no longer of it.
  const periods = dosePeriods({ events }).filter(({ to }) => to === undefined || to > window.from);
  if (events.length > 0 && periods.length === 0) return undefined;
  const doses = dosesOf(name, adherence, window);
  return { name, asNeeded, periods, since: firstDay(events), ...(doses === undefined ? {} : { doses }) };
}

/** Where the record begins with a change, nobody knows since when. */
function firstDay(events: Medication['events']): Day | undefined {
  const [first] = [...events].sort((left, right) =>
    left.day < right.day ? -1 : left.day > right.day ? 1 : 0,
  );
  return first?.action === 'start' ? first.day : undefined;
}

function dosesOf(
  name: string,
  adherence: readonly DoseTaken[],
  { from, to }: Page['window'],
): PageMedicine['doses'] {
  const own = adherence.filter(
    ({ medication, day }) => sameName(medication, name) && day >= from && day <= to,
  );
  if (own.length === 0) return undefined;
  const count = (...kinds: readonly DoseTaken['taken'][]) =>
    own.filter(({ taken }) => kinds.includes(taken)).length;
  return { taken: count('taken', 'extra'), missed: count('missed'), late: count('late') };
}

function isChangedWithin({ events }: Medication, { from, to }: Page['window']): boolean {
  return events.some(({ day }) => day >= from && day <= to);
}

function sameName(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}
