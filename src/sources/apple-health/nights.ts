import { type DayRange, dayIndex, isWithin } from './day-range.ts';
import type { SleepSession } from './sleep-sessions.ts';
import type { SourceTable } from './source-table.ts';

/** What was slept on each day: the main sleep that ended on it, and the naps. */
export interface Nights {
  readonly main: ReadonlyMap<number, SleepSession>;
  readonly naps: ReadonlyMap<number, { readonly seconds: number; readonly count: number; source: number }>;
}

/** As with every source here: a night belongs to the day of its end, and one that ends at 18:00 to the next. */
const DAY_ENDS_EARLY = 6 * 3600;
const FEWEST_SECONDS = 3 * 3600;
/** Two sources this close have seen the same night: then the kind decides, so that it does not change from day to day. */
const AS_GOOD_SECONDS = 3600;

export function nightDay(range: DayRange, { end, endOffset }: { end: number; endOffset: number }): number {
  return dayIndex(range, end + endOffset + DAY_ENDS_EARLY);
}

export function chooseNights(
  sessions: readonly SleepSession[],
  range: DayRange,
  sources: SourceTable,
): Nights {
  const longest = new Map<number, Map<number, SleepSession>>();
  for (const session of sessions) {
    const day = nightDay(range, session);
    if (session.asleep < FEWEST_SECONDS || !isWithin(range, day)) continue;
    const ofDay = longest.get(day) ?? new Map<number, SleepSession>();
    longest.set(day, ofDay);
    const known = ofDay.get(session.source);
    if (known === undefined || session.asleep > known.asleep) ofDay.set(session.source, session);
  }
  const main = new Map(
    [...longest].map(([day, bySource]) => [day, mostTelling([...bySource.values()], sources)]),
  );
  return { main, naps: findNaps(sessions, main, range, sources) };
}

/** The main sleep a moment lies in, by its day. */
export function nightAt(
  main: Nights['main'],
  range: DayRange,
  utc: number,
  wall: number,
): number | undefined {
  const near = dayIndex(range, wall + DAY_ENDS_EARLY);
  for (let day = near - 1; day <= near + 1; day++) {
    const night = main.get(day);
    if (night !== undefined && utc >= night.start && utc <= night.end) return day;
  }
  return undefined;
}

/** Of those with nearly as much named sleep as the best (or any sleep, when none has stages) the one believed first. */
function mostTelling(candidates: readonly SleepSession[], sources: SourceTable): SleepSession {
  const detail = candidates.some(({ staged }) => staged > 0) ? 'staged' : 'asleep';
  const most = Math.max(...candidates.map((candidate) => candidate[detail]));
  const asGood = candidates.filter((candidate) => candidate[detail] >= most - AS_GOOD_SECONDS);
  asGood.sort((left, right) => sources.compare(left.source, right.source));
  return asGood[0] as SleepSession;
}

/**
 * Sleep outside of the main ones, by the day it ended on. Sources are not added up here either: the one that saw
 * most of it counts.
 */
function findNaps(
  sessions: readonly SleepSession[],
  main: Nights['main'],
  range: DayRange,
  sources: SourceTable,
): Nights['naps'] {
  const byDay = new Map<number, Map<number, { seconds: number; count: number; source: number }>>();
  for (const session of sessions) {
    const day = dayIndex(range, session.end + session.endOffset);
    if (!isWithin(range, day) || isPartOfNight(session, main, range)) continue;
    const ofDay = byDay.get(day) ?? new Map<number, { seconds: number; count: number; source: number }>();
    byDay.set(day, ofDay);
    const { source } = session;
    const known = ofDay.get(source) ?? { seconds: 0, count: 0, source };
    ofDay.set(source, { seconds: known.seconds + session.asleep, count: known.count + 1, source });
  }
  const most = [...byDay].map(([day, bySource]) => {
    const [best] = [...bySource.values()].sort(
      (left, right) => right.seconds - left.seconds || sources.compare(left.source, right.source),
    );
    return [day, best as NonNullable<typeof best>] as const;
  });
  return new Map(most);
}

function isPartOfNight(session: SleepSession, main: Nights['main'], range: DayRange): boolean {
  const near = nightDay(range, session);
  for (let day = near - 1; day <= near + 1; day++) {
    const night = main.get(day);
    if (night !== undefined && session.start < night.end && session.end > night.start) return true;
  }
  return false;
}
