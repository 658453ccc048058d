import { addDays, type Day, daysBetween } from '../shared/day.ts';
import type { CycleEntry } from './profile.ts';

/** The first four are parts of a cycle; the others are times of life in which no cycle is counted, or not by its parts. */
export const cyclePhases = [
  'menstrual',
  'follicular',
  'ovulatory',
  'luteal',
  'perimenopause',
  'postmenopause',
  'pregnancy',
  'hormones',
] as const;
export type CyclePhase = (typeof cyclePhases)[number];

export interface CycleState {
  /** The entry that the state stands on: the last period start, or what began the time of life. */
  readonly since: CycleEntry;
  /** 1 on the day a period began; undefined where no cycle is counted. */
  readonly cycleDay: number | undefined;
  /** Undefined where the entries do not tell it. */
  readonly phase: CyclePhase | undefined;
}

/** A period that began longer ago says nothing of today: one was missed, or was not written down. */
const LONGEST_CYCLE_DAYS = 40;
const SHORTEST_CYCLE_DAYS = 21;
/** Bleeding, where its end was not written down. */
const USUAL_PERIOD_DAYS = 5;
const LONGEST_PERIOD_DAYS = 10;
/** From ovulation to the next period: this stretch differs less between cycles than the one before it. */
const LUTEAL_DAYS = 14;
const LONGEST_LUTEAL_DAYS = 17;
/** How many days about an estimated or an observed ovulation are called ovulatory. */
const OVULATION_REACH = { estimated: 2, observed: 1 } as const;
/** Cycles that differ by more than this do not tell when the next one ovulates. */
const REGULAR_WITHIN_DAYS = 7;
const FEWEST_CYCLES = 2;
const MOST_CYCLES = 6;
/** Somebody who never wrote down its end is not pregnant for years. */
const LONGEST_PREGNANCY_DAYS = 300;

/**
 * What the entries tell of a day, and nothing more: an estimate that could well be wrong is left out. Entries that were
 * written later count as well, so that a day looked back upon is known better.
 */
export function cycleStateOn(entries: readonly CycleEntry[], day: Day): CycleState | undefined {
  const known = [...entries].sort((left, right) =>
    left.day < right.day ? -1 : left.day > right.day ? 1 : 0,
  );
  const past = known.filter((entry) => entry.day <= day);
  const timeOfLife = pregnancyOn(past, day) ?? menopauseOn(past) ?? hormonesOn(past);
  if (timeOfLife !== undefined) return timeOfLife;
  const period = last(past, 'period-start');
  const since = last(past, 'perimenopause');
  const cycleDay = period === undefined ? undefined : dayOfCycle(period, past, day);
  if (since !== undefined)
    return { since: cycleDay === undefined ? since : (period ?? since), cycleDay, phase: 'perimenopause' };
  if (period === undefined || cycleDay === undefined) return undefined;
  return { since: period, cycleDay, phase: phaseOn(period.day, known, day) };
}

function pregnancyOn(past: readonly CycleEntry[], day: Day): CycleState | undefined {
  const since = lastOf(past, ['pregnancy-start', 'pregnancy-end']);
  if (since?.kind !== 'pregnancy-start') return undefined;
  // A period afterwards, or too long a time: its end was not written down.
  const period = last(past, 'period-start');
  const isOver =
    daysBetween(since.day, day) > LONGEST_PREGNANCY_DAYS || (period !== undefined && period.day > since.day);
  return isOver ? undefined : { since, cycleDay: undefined, phase: 'pregnancy' };
}

function menopauseOn(past: readonly CycleEntry[]): CycleState | undefined {
  const since = lastOf(past, ['menopause', 'period-start']);
  return since?.kind === 'menopause' ? { since, cycleDay: undefined, phase: 'postmenopause' } : undefined;
}

function hormonesOn(past: readonly CycleEntry[]): CycleState | undefined {
  const since = lastOf(past, ['hormones-start', 'hormones-stop']);
  return since?.kind === 'hormones-start' ? { since, cycleDay: undefined, phase: 'hormones' } : undefined;
}

/** Undefined as well when what came after the period makes its count meaningless. */
function dayOfCycle(period: CycleEntry, past: readonly CycleEntry[], day: Day): number | undefined {
  const age = daysBetween(period.day, day);
  const isBroken = past.some(
    ({ kind, day: other }) =>
      other > period.day &&
      (kind === 'pregnancy-end' || kind === 'hormones-stop' || kind === 'pregnancy-start'),
  );
  return age > LONGEST_CYCLE_DAYS || isBroken ? undefined : age + 1;
}

function phaseOn(start: Day, known: readonly CycleEntry[], day: Day): CyclePhase | undefined {
  const next = known.find(({ kind, day: other }) => kind === 'period-start' && other > start)?.day;
  if (daysBetween(start, day) < periodDays(start, known)) return 'menstrual';
  const observed = known.findLast(
    ({ kind, day: other }) =>
      kind === 'ovulation' &&
      other > start &&
      (next === undefined || other < next) &&
      daysBetween(start, other) <= LONGEST_CYCLE_DAYS,
  )?.day;
  if (observed !== undefined) return phaseAround(observed, OVULATION_REACH.observed, day);
  const length = next === undefined ? usualLength(start, known) : countable(daysBetween(start, next));
  if (length === undefined) return undefined;
  return phaseAround(addDays(start, length - LUTEAL_DAYS), OVULATION_REACH.estimated, day);
}

function periodDays(start: Day, known: readonly CycleEntry[]): number {
  const end = known.find(({ kind, day }) => kind === 'period-end' && day >= start)?.day;
  const days = end === undefined ? Number.POSITIVE_INFINITY : daysBetween(start, end) + 1;
  return days <= LONGEST_PERIOD_DAYS ? days : USUAL_PERIOD_DAYS;
}

function phaseAround(ovulation: Day, reach: number, day: Day): CyclePhase | undefined {
  const after = daysBetween(ovulation, day);
  if (after < -reach) return 'follicular';
  if (after <= reach) return 'ovulatory';
  // Later than that the next period is late or was not written down.
  return after <= LONGEST_LUTEAL_DAYS ? 'luteal' : undefined;
}

/** Of the cycles before this one, when they were much alike. */
function usualLength(start: Day, known: readonly CycleEntry[]): number | undefined {
  const starts = known
    .filter(({ kind, day }) => kind === 'period-start' && day <= start)
    .map(({ day }) => day);
  const lengths = starts
    .slice(1)
    .map((day, index) => daysBetween(starts[index] as Day, day))
    .slice(-MOST_CYCLES);
  const sorted = [...lengths].sort((left, right) => left - right);
  const [shortest, longest] = [sorted[0], sorted.at(-1)];
  if (shortest === undefined || longest === undefined || sorted.length < FEWEST_CYCLES) return undefined;
  if (countable(shortest) === undefined || countable(longest) === undefined) return undefined;
  if (longest - shortest > REGULAR_WITHIN_DAYS) return undefined;
  return sorted[Math.floor(sorted.length / 2)];
}

function countable(length: number): number | undefined {
  return length >= SHORTEST_CYCLE_DAYS && length <= LONGEST_CYCLE_DAYS ? length : undefined;
}

function last(entries: readonly CycleEntry[], kind: CycleEntry['kind']): CycleEntry | undefined {
  return lastOf(entries, [kind]);
}

function lastOf(
  entries: readonly CycleEntry[],
  kinds: readonly CycleEntry['kind'][],
): CycleEntry | undefined {
  return entries.findLast(({ kind }) => kinds.includes(kind));
}
