import type { DosePeriod } from '../../domain/dose-periods.ts';
import type { PageMedicine } from '../../domain/page-record.ts';
import { addDays, type Day, daysBetween } from '../../shared/day.ts';
import { capital, counted, plainText } from '../view/plain-text.ts';
import { shortDay } from '../view/values.ts';
import type { Lane, LaneBar } from './figure-view.ts';

/** The days that a figure shows. */
export interface Span {
  readonly start: Day;
  readonly days: number;
}

export interface MedicineLanes {
  readonly lanes: readonly Lane[];
  /** Names of the medicines that have a lane of their own. */
  readonly shown: ReadonlySet<string>;
  readonly sentences: readonly string[];
}

const MOST_CHANGED = 5;
const MOST_UNCHANGED = 2;

/** What was changed within the window first; what was taken throughout gets a line of its own only while there are few. */
export function medicineLanes(medicines: readonly PageMedicine[], span: Span): MedicineLanes {
  const taken = medicines.filter(({ periods }) => periods.some((period) => isWithin(period, span)));
  const changed = taken.filter(({ periods }) => periods.some((period) => isChangeWithin(period, span)));
  const unchanged = taken.filter((medicine) => !changed.includes(medicine));
  const own = [...changed.slice(0, MOST_CHANGED), ...(unchanged.length > MOST_UNCHANGED ? [] : unchanged)];
  const groups = [
    { rest: changed.slice(MOST_CHANGED), adjective: 'more', note: 'changed, not drawn here' },
    { rest: unchanged.filter((medicine) => !own.includes(medicine)), adjective: 'other', note: 'unchanged' },
  ].filter(({ rest }) => rest.length > 0);
  return {
    lanes: [
      ...own.map((medicine) => laneOf(medicine, span)),
      ...groups.map(({ rest, adjective, note }) => ({
        label: counted(rest.length, `${adjective} medicine`),
        bars: [],
        marks: [],
        note,
      })),
    ],
    shown: new Set(own.map(({ name }) => name)),
    sentences: [
      ...own.map((medicine) => sentenceOf(medicine, span)),
      ...groups.map(
        ({ rest, note }) => `${capital(note)}: ${rest.map(({ name }) => plainText(name)).join(', ')}.`,
      ),
    ],
  };
}

function laneOf(medicine: PageMedicine, span: Span): Lane {
  const within = medicine.periods.filter((period) => isWithin(period, span));
  const labels = within.map((period) => doseLabel(period, medicine));
  const kinds = [...new Set(labels)];
  return {
    label: plainText(medicine.name),
    bars: within.map((period, place): LaneBar => {
      const label = labels[place] ?? '';
      const end = lastDayOf(period, span);
      return {
        from: Math.max(0, daysBetween(span.start, period.from)),
        to: Math.min(span.days - 1, end),
        label,
        step: kinds.indexOf(label),
        beganBefore: period.from < span.start,
        goesOn: end >= span.days,
      };
    }),
    marks: [],
  };
}

function doseLabel({ dose, time }: DosePeriod, { asNeeded }: PageMedicine): string {
  const told = [dose, time].filter((part) => part !== undefined).map(plainText);
  return [told.join(' at '), ...(asNeeded ? ['as needed'] : [])].filter((part) => part !== '').join(', ');
}

/** The last day of a period as days after the start of the figure; it lasts beyond the figure where it has no end. */
function lastDayOf({ to }: DosePeriod, { start, days }: Span): number {
  return to === undefined ? days : daysBetween(start, to) - 1;
}

function isWithin(period: DosePeriod, span: Span): boolean {
  return daysBetween(span.start, period.from) < span.days && lastDayOf(period, span) >= 0;
}

function isChangeWithin(period: DosePeriod, span: Span): boolean {
  const end = lastDayOf(period, span);
  const begun = daysBetween(span.start, period.from);
  return (begun > 0 && begun < span.days) || (end >= 0 && end < span.days - 1);
}

/** "Lisinopril: 10 mg until 2 Mar; 20 mg from 3 Mar on." */
function sentenceOf(medicine: PageMedicine, span: Span): string {
  const lane = laneOf(medicine, span);
  const told = lane.bars.map(({ label, from, to, beganBefore, goesOn }) => {
    const day = (index: number) => shortDay(addDays(span.start, index));
    const when = [
      ...(beganBefore ? [] : [`from ${day(from)}`]),
      goesOn ? (beganBefore ? 'throughout' : 'on') : `until ${day(to)}`,
    ];
    return `${label === '' ? 'taken' : label} ${when.join(' ')}`;
  });
  return `${lane.label}: ${told.join('; ')}.`;
}
