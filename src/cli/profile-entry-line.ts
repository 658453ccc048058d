import type { ProfileEntry } from '../../db/stores/profile-subject.ts';
import { type DosePeriod, dosePeriods } from '../domain/dose-periods.ts';
import { findMetric } from '../domain/metric.ts';
import type {
  Allergy,
  Appointment,
  Condition,
  CycleEntry,
  DoseTaken,
  Goal,
  Lab,
  LifeEvent,
  Medication,
  MedicationEvent,
  Note,
  Visit,
} from '../domain/profile.ts';
import { addDays, type Day, isDay, spellDay } from '../shared/day.ts';
import { onOneLine } from './one-line.ts';

interface Values {
  readonly 'birth-year': number;
  readonly country: string;
  readonly condition: Condition;
  readonly allergy: Allergy;
  readonly medication: Medication;
  readonly adherence: DoseTaken;
  readonly lab: Lab;
  readonly appointment: Appointment;
  readonly event: LifeEvent;
  readonly cycle: CycleEntry;
  readonly note: Note;
  readonly visit: Visit;
  readonly goal: Goal;
  readonly name: string;
  readonly 'prepared-by': string;
}

const lines: { readonly [Kind in ProfileEntry['kind']]: (value: Values[Kind]) => string } = {
  'birth-year': (year) => `Born ${year}`,
  country: (code) => `Lives in ${code}`,
  condition: ({ name, since }) => `${name}${sinceWords(since)}`,
  allergy: ({ name, reaction, since }) =>
    `${name}${reaction === undefined ? '' : `: ${reaction}`}${sinceWords(since)}`,
  medication: medicationLine,
  adherence: ({ day, time, medication, taken, label }) =>
    `${when({ day, time })}: ${medication} ${taken}${label ? `, ${label}` : ''}`,
  lab: (lab) => `${when(lab)}: ${lab.analyte} ${labResult(lab)}`,
  appointment: (appointment) =>
    [appointmentHead(appointment), ...appointment.questions.map((question) => `“${question}”`)].join('; '),
  event: dated,
  cycle: dated,
  note: ({ day, author, text }) => `${spelled(day)}${author === '' ? '' : `, ${author}`}: ${text}`,
  visit: visitLine,
  goal: goalLine,
  name: (name) => `Named ${name}`,
  'prepared-by': (name) => `Prepared by ${name}`,
};

/** An entry of any kind in one line, whatever is written in it. */
export function entryLine({ kind, value }: ProfileEntry): string {
  const line = lines[kind] as (value: unknown) => string;
  return onOneLine(line(value)).trim();
}

/** "8 January 2026" or "8 January 2026 09:30". */
export function when({ day, time }: { readonly day: Day; readonly time?: string | undefined }): string {
  return `${spelled(day)}${time === undefined ? '' : ` ${time}`}`;
}

/** "2.1 mIU/L, range 0.4 to 4": as the laboratory reported it. */
export function labResult({ comparator, value, unit, low, high }: Lab): string {
  const measured = `${comparator ?? ''}${value} ${unit}`.trim();
  if (typeof low === 'number' && typeof high === 'number') return `${measured}, range ${low} to ${high}`;
  if (typeof low === 'number') return `${measured}, range from ${low}`;
  return typeof high === 'number' ? `${measured}, range up to ${high}` : measured;
}

export function appointmentHead(appointment: Appointment): string {
  const { clinician, specialty } = appointment;
  return `${when(appointment)}: ${clinician}${specialty === undefined ? '' : `, ${specialty}`}`;
}

export function visitHead({ day, clinician }: Visit): string {
  return `${spelled(day)}: visit to ${clinician}`;
}

/** What was said, what was agreed and what became of the points, each by itself. */
export function visitDetails({ said, agreed, points }: Visit): string[] {
  const counts = (['closed', 'kept'] as const).flatMap((outcome) => {
    const count = points.filter((point) => point.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? 'point' : 'points'} ${outcome}`];
  });
  return [
    ...(said === undefined ? [] : [`“${said}”`]),
    ...agreed.map(
      ({ day, what, watch }) =>
        `agreed from ${spelled(day)}: ${what}${watch.length === 0 ? '' : ` (watched: ${watch.map(metricWords).join(', ')})`}`,
    ),
    ...(counts.length === 0 ? [] : [counts.join(', ')]),
  ];
}

function metricWords(slug: string): string {
  return findMetric(slug)?.label ?? slug;
}

function visitLine(visit: Visit): string {
  return [visitHead(visit), ...visitDetails(visit)].join('; ');
}

/** "12 March 2026: sleep efficiency at least 82 % by 1 June 2026". */
function goalLine({ day, metric, comparator, target, by }: Goal): string {
  const bound = comparator === '>=' ? 'at least' : 'at most';
  const unit = findMetric(metric)?.unit ?? '';
  return `${spelled(day)}: ${metricWords(metric)} ${bound} ${`${target} ${unit}`.trim()} by ${spelled(by)}`;
}

function medicationLine({ name, asNeeded, events }: Medication): string {
  const periods = dosePeriods({ events }).map(periodWords);
  const stopped = stopDay(events);
  const told = stopped === undefined ? periods : [...periods, `stopped on ${spelled(stopped)}`];
  return `${name}${asNeeded ? ' (as needed)' : ''}${told.length === 0 ? '' : `: ${told.join('; ')}`}`;
}

/** A dose lasts up to the day before the one on which it was changed. */
function periodWords({ from, to, dose, time }: DosePeriod): string {
  const what = [dose, time === undefined ? undefined : `at ${time}`].filter((part) => part !== undefined);
  const last = to === undefined ? undefined : addDays(to, -1);
  const span =
    last === undefined
      ? `from ${spelled(from)}`
      : from === last
        ? `on ${spelled(from)}`
        : `${spelled(from)} to ${spelled(last)}`;
  return what.length === 0 ? span : `${what.join(' ')}, ${span}`;
}

/** Of what is written for one day the last counts, as it does for the periods. */
function stopDay(events: readonly MedicationEvent[]): Day | undefined {
  const last = events.reduce<MedicationEvent | undefined>(
    (latest, event) => (latest === undefined || event.day >= latest.day ? event : latest),
    undefined,
  );
  return last?.action === 'stop' ? last.day : undefined;
}

function dated({ day, kind, label }: LifeEvent | CycleEntry): string {
  return `${spelled(day)}: ${kind.replaceAll('-', ' ')}${label ? `, ${label}` : ''}`;
}

/** A year, a month or a day, as it was told. */
function sinceWords(since: string | undefined): string {
  if (since === undefined) return '';
  const day = since.length === 7 ? `${since}-01` : since;
  if (!isDay(day)) return `, since ${since}`;
  return `, since ${since.length === 7 ? spelled(day).replace(/^1 /, '') : spelled(day)}`;
}

function spelled(day: Day): string {
  return spellDay(day, { year: true });
}
