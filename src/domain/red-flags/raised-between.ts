import { addDays, type Day, daysBetween } from '../../shared/day.ts';
import type { CheckIn } from '../check-in.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Profile } from '../profile.ts';
import { type DailySeries, valueOn } from '../series.ts';
import { medicationsAround } from './medications-around.ts';
import type { RaisedFlag, ScreenedReading, ScreenedText } from './raised-flag.ts';
import { screen } from './screen.ts';
import { spotMetricOf } from './spot-metric.ts';

/** All that red flags are looked for in. */
export interface ScreenedRecord {
  readonly texts: readonly ScreenedText[];
  readonly readings: readonly ScreenedReading[];
  readonly profile: Pick<Profile, 'medications' | 'adherence'>;
}

export interface Stretch {
  readonly from: Day;
  readonly to: Day;
}

/** What some rules look back over: what came before a day is read with it, and raised as of its own day. */
export const LOOK_BACK_DAYS = 14;
/** Bounds what is read at once: a history of years comes in one file. */
const MOST_DAYS = 92;

const ringMetrics = ['spo2', 'breathingDisturbance', 'restingHeartRate'];
/** No ring measures them: a series of them is of readings that somebody took. */
const cuffMetrics = ['systolicPressure', 'diastolicPressure'];

/** All that a person wrote, wherever they wrote it. */
interface Written {
  readonly checkIns: readonly CheckIn[];
  readonly tags: readonly Pick<ScreenedText, 'day' | 'text'>[];
  /** Words of entries that have no day of their own, with the day that counts for them. */
  readonly undated: readonly ScreenedText[];
  readonly profile: Pick<Profile, 'notes' | 'events' | 'visits' | 'adherence' | 'cycle'>;
}

export function textsOf(
  { checkIns, tags, undated, profile }: Written,
  { from, to }: Stretch,
): ScreenedText[] {
  const { notes, events, visits, adherence, cycle } = profile;
  const told: ScreenedText[] = [
    ...checkIns.flatMap(({ day, symptoms, notes: said }) =>
      [symptoms, said].map((text) => ({ day, source: 'check-in' as const, text })),
    ),
    ...tags.map(({ day, text }) => ({ day, source: 'event' as const, text })),
    ...notes.map(({ day, text }) => ({ day, source: 'note' as const, text })),
    ...visits.map(({ day, said }) => ({ day, source: 'note' as const, text: said ?? '' })),
    ...[...events, ...adherence, ...cycle].map(({ day, label }) => ({
      day,
      source: 'event' as const,
      text: label ?? '',
    })),
    ...undated,
  ];
  return told.filter(({ day, text }) => text.trim() !== '' && day >= from && day <= to);
}

export function readingsOf(
  series: ReadonlyMap<string, DailySeries>,
  { labs }: Pick<Profile, 'labs'>,
  { from, to }: Stretch,
): ScreenedReading[] {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
  const daily = [...ringMetrics, ...cuffMetrics].flatMap((metric) => {
    const kind = cuffMetrics.includes(metric) ? ('spot' as const) : ('ring' as const);
    return days.flatMap((day) => {
      const value = valueOn(series.get(metric), day);
      return value === undefined ? [] : [{ day, metric, value, kind }];
    });
  });
  const measured = labs.flatMap(({ day, analyte, value, unit }) => {
    const spot = day < from || day > to ? undefined : spotMetricOf(analyte, unit);
    if (spot === undefined) return [];
    return [{ day, metric: spot.metric, value: spot.toOwnUnit(value), kind: 'spot' as const }];
  });
  return [...daily, ...measured];
}

/** Each day with the medicines of that day; in the order of the days. */
export function raisedBetween(
  { texts, readings, profile }: ScreenedRecord,
  window: Stretch,
  knowledge: Knowledge,
): RaisedFlag[] {
  return stretchesOf(profile, window).flatMap(({ from, to, medications }) => {
    const earliest = addDays(from, -LOOK_BACK_DAYS);
    const within = ({ day }: { readonly day: Day }): boolean => day >= earliest && day <= to;
    const input = { texts: texts.filter(within), readings: readings.filter(within), medications };
    return onceEach(screen(input, knowledge))
      .filter(({ day }) => day >= from)
      .sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0));
  });
}

/** However many words of a day meet a rule, it was met that day. */
function onceEach(flags: readonly RaisedFlag[]): RaisedFlag[] {
  const keyOf = ({ rule, day }: RaisedFlag) => `${rule} ${day}`;
  return [...new Map(flags.toReversed().map((flag) => [keyOf(flag), flag])).values()].reverse();
}

/** Days on which the same medicines count. */
function stretchesOf(
  profile: ScreenedRecord['profile'],
  { from, to }: Stretch,
): (Stretch & { readonly medications: readonly string[] })[] {
  const stretches: (Stretch & { readonly medications: readonly string[] })[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const medications = medicationsAround(profile, day);
    const last = stretches.at(-1);
    const goesOn =
      last !== undefined &&
      daysBetween(last.from, day) < MOST_DAYS &&
      last.medications.join('\n') === medications.join('\n');
    if (goesOn) stretches[stretches.length - 1] = { ...last, to: day };
    else stretches.push({ from: day, to: day, medications });
  }
  return stretches;
}
