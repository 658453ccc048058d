import type { CheckInStore } from '../../db/stores/check-in-store.ts';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { earlierPoints } from '../domain/earlier-points.ts';
import { isAfterTelling, type LastVisit, lastVisitOf } from '../domain/last-visit.ts';
import type { EarlierPoint, MorningWords } from '../domain/packet.ts';
import type { Page } from '../domain/page.ts';
import type { Profile, Visit } from '../domain/profile.ts';
import { addDays, type Day } from '../shared/day.ts';
import { nightlySlot, slotOf } from './slots.ts';

export interface MemoryDependencies {
  readonly pages: PageStore;
  readonly checkIns: CheckInStore;
}

export interface Memory {
  readonly earlier: readonly EarlierPoint[];
  readonly mornings: readonly MorningWords[];
}

const MORNINGS_DAYS = 14;
/** A point that was closed longer ago than these visits begins anew when it comes back. */
const MOST_VISITS = 3;

/**
 * What a round remembers for its specialists. Two pages say what was told: the last one before the day, on which all
 * stands that still held, and the one that was taken to the last visit, for what was talked over there. The profile is
 * that of the day.
 */
export async function memoryOf(
  dependencies: MemoryDependencies,
  person: Person,
  { visits }: Pick<Profile, 'visits'>,
  asOf: Day,
): Promise<Memory> {
  const [visit] = newestFirst(visits);
  const [before, taken, told] = await Promise.all([
    dependencies.pages.findBefore(person, asOf),
    visit && pageTakenTo(dependencies, person, visit.day),
    dependencies.checkIns.list(person, addDays(asOf, 1 - MORNINGS_DAYS), asOf),
  ]);
  const pages = [before?.page, taken].filter((page) => page !== undefined);
  return {
    earlier: earlierPoints(pages, asOf),
    mornings: told
      .filter(({ symptoms, notes }) => symptoms !== '' || notes !== '')
      .map(({ day, reporter, symptoms, notes }) => ({ day, reporter, symptoms, notes })),
  };
}

/** What became of the points that were taken to the last visits. */
export async function lastVisitFor(
  dependencies: Pick<MemoryDependencies, 'pages'>,
  person: Person,
  { visits }: Pick<Profile, 'visits'>,
): Promise<LastVisit | undefined> {
  const remembered = newestFirst(visits).slice(0, MOST_VISITS);
  return lastVisitOf(
    await Promise.all(
      remembered.map(async (visit) => ({
        visit,
        page: await pageTakenTo(dependencies, person, visit.day),
      })),
    ),
  );
}

/**
 * The page that was made for the appointment of the day, else the last one there was by then. One of the day itself from
 * which the visit's closed points are gone was made after it was told, and so was not taken along: then it is that of the
 * day's own round, or the last of the days before, which know nothing of the visit whenever they are made.
 */
export async function pageTakenTo(
  { pages }: Pick<MemoryDependencies, 'pages'>,
  person: Person,
  day: Day,
): Promise<Page | undefined> {
  const own = await pages.findForSlot(person, slotOf('appointment', day));
  if (own !== undefined) return own;
  const newest = (await pages.findBefore(person, addDays(day, 1)))?.page;
  if (newest === undefined || !isAfterTelling(newest, day)) return newest;
  const nightly = await pages.findForSlot(person, nightlySlot(day));
  if (nightly !== undefined && !isAfterTelling(nightly, day)) return nightly;
  return (await pages.findBefore(person, day))?.page ?? newest;
}

function newestFirst(visits: readonly Visit[]): Visit[] {
  return [...visits].sort((left, right) => (left.day > right.day ? -1 : left.day < right.day ? 1 : 0));
}
