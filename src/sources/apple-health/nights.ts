import { type DayRange, dayIndex, isWithin } from './day-range.ts';
import { isOneSleep, type SleepSession } from './sleep-sessions.ts';
import type { SourceTable } from './source-table.ts';

/** What was slept on each day: the main sleep that ended on it, and the naps. */
export interface Nights {
  readonly main: ReadonlyMap<number, SleepSession>;
  readonly naps: ReadonlyMap<number, Nap>;
}

interface Nap {
  readonly seconds: number;
  readonly count: number;
  readonly source: number;
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
  sessions: Iterable<SleepSession>,
  range: DayRange,
  sources: SourceTable,
): Nights {
  const main = findMain(sessions, range, sources);
  return { main, naps: findNaps(sessions, main, range, sources) };
}

/**
 * The longest sleep of three hours and more, told by one source. Of those with nearly as much named sleep as the best
 * (or any sleep, where none has stages) it is the one believed first.
 */
function findMain(
  sessions: Iterable<SleepSession>,
  range: DayRange,
  sources: SourceTable,
): Map<number, SleepSession> {
  const most = { staged: new Float64Array(range.count), asleep: new Float64Array(range.count) };
  for (const [day, { staged, asleep }] of longSleeps(sessions, range)) {
    most.staged[day] = Math.max(most.staged[day] as number, staged);
    most.asleep[day] = Math.max(most.asleep[day] as number, asleep);
  }
  const main = new Map<number, SleepSession>();
  for (const [day, session] of longSleeps(sessions, range)) {
    const detail = (most.staged[day] as number) > 0 ? 'staged' : 'asleep';
    if (session[detail] < (most[detail][day] as number) - AS_GOOD_SECONDS) continue;
    const known = main.get(day);
    const isBetter =
      known === undefined ||
      (sources.compare(session.source, known.source) ||
        known[detail] - session[detail] ||
        known.asleep - session.asleep) < 0;
    if (isBetter) main.set(day, session);
  }
  return main;
}

function* longSleeps(
  sessions: Iterable<SleepSession>,
  range: DayRange,
): Generator<[day: number, SleepSession]> {
  for (const session of sessions) {
    const day = nightDay(range, session);
    if (session.asleep < FEWEST_SECONDS || !isOneSleep(session) || !isWithin(range, day)) continue;
    yield [day, session];
  }
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

/**
 * Sleep outside of the main ones, by the day it ended on. Sources are not added up here either: the one that saw
 * most of it counts.
 */
function findNaps(
  sessions: Iterable<SleepSession>,
  main: Nights['main'],
  range: DayRange,
  sources: SourceTable,
): Map<number, Nap> {
  const naps = new Map<number, Nap>();
  let open: { day: number; nap: Nap } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const { day, nap } = open;
    const known = naps.get(day);
    const isBetter =
      known === undefined || (known.seconds - nap.seconds || sources.compare(nap.source, known.source)) < 0;
    if (isBetter) naps.set(day, nap);
  };
  // One source after the other, and each by its days.
  for (const session of sessions) {
    const day = dayIndex(range, session.end + session.endOffset);
    if (!isWithin(range, day) || !isOneSleep(session) || isPartOfNight(session, main, range)) continue;
    const { source, asleep } = session;
    if (open?.day !== day || open.nap.source !== source) {
      close();
      open = { day, nap: { seconds: 0, count: 0, source } };
    }
    const { seconds, count } = open.nap;
    open = { day, nap: { seconds: seconds + asleep, count: count + 1, source } };
  }
  close();
  return naps;
}

function isPartOfNight(session: SleepSession, main: Nights['main'], range: DayRange): boolean {
  const near = nightDay(range, session);
  for (let day = near - 1; day <= near + 1; day++) {
    const night = main.get(day);
    if (night !== undefined && session.start < night.end && session.end > night.start) return true;
  }
  return false;
}
