import type { DosePeriod } from '../../domain/dose-periods.ts';
import type { Page } from '../../domain/page.ts';
import type { PageMedicine } from '../../domain/page-record.ts';
import { addDays } from '../../shared/day.ts';
import { plainText } from './plain-text.ts';
import type { Room } from './room.ts';
import { dayInTable, monthOf, shortDay } from './values.ts';
import type { TableBlock, Term } from './view.ts';

type Windowed = Pick<Page, 'record' | 'window'>;

/** What changed within the window by name, the others in one line: the timeline of medicines as page one has it. */
export function medicineTerms(
  { record, window }: Windowed,
  room: Pick<Room, 'changedMedicines' | 'unchangedMedicines' | 'missedDoses'>,
  inLanes: ReadonlySet<string>,
): { readonly terms: readonly Term[]; readonly moved: number } {
  const medicines = record?.medicines ?? [];
  const changed = medicines.filter((medicine) => isChanged(medicine, window.from));
  const unchanged = medicines.filter((medicine) => !isChanged(medicine, window.from));
  const shown = changed.slice(0, room.changedMedicines);
  const changes = shown.map((medicine) => changeOf(medicine, window.from)).join('; ');
  const others = room.unchangedMedicines ? unchanged : [];
  const told = others.map((medicine) => inShort(medicine, window.from, inLanes)).join('; ');
  const missed = medicines.flatMap(missedOf);
  return {
    terms: [
      ...(changes === '' ? [] : [{ label: 'Changed', text: `${changes}.` }]),
      ...(told === '' ? [] : [{ label: 'Unchanged', text: `${told}.` }]),
      ...(missed.length === 0 || !room.missedDoses
        ? []
        : [{ label: 'Missed', text: `${missed.join('; ')}.` }]),
    ],
    moved: [...changed.slice(shown.length), ...(room.unchangedMedicines ? [] : unchanged)].filter(
      ({ name }) => !inLanes.has(plainText(name)),
    ).length,
  };
}

function isChanged({ periods }: PageMedicine, from: string): boolean {
  return periods.some((period) => period.from >= from || period.to !== undefined);
}

/** "Lisinopril 20 mg at 08:00 since 31 Oct (before 10 mg)" */
function changeOf({ name, asNeeded, periods }: PageMedicine, from: string): string {
  const latest = periods.at(-1);
  if (latest === undefined) return plainText(name);
  const earlier = periods.slice(0, -1).toReversed();
  const needed = asNeeded ? ' as needed' : '';
  const told =
    latest.to === undefined
      ? `${doseOf(latest)}${needed} ${earlier.length === 0 ? 'started' : 'since'} ${sinceDay(latest.from, from)}`
      : ` stopped ${sinceDay(latest.to, from)}, was${doseOf(latest)}${needed}`;
  const before = earlier.map((period) => changedPart(period, latest));
  return `${plainText(name)}${told}${before.length === 0 ? '' : ` (before ${before.join(', ')})`}`;
}

/** What was other than it is now: the dose where only that was changed. */
function changedPart(before: DosePeriod, now: DosePeriod): string {
  const parts = [
    before.dose !== now.dose ? before.dose : undefined,
    before.time !== now.time ? before.time : undefined,
  ]
    .filter((part) => part !== undefined)
    .map(plainText);
  return parts.length === 0 ? doseOf(before).trim() || 'paused' : parts.join(' at ');
}

/** "Atorvastatin 20 mg at 21:00 since May 2019"; without its dose where that stands in its lane of the figure. */
function inShort(
  { name, asNeeded, periods, since }: PageMedicine,
  from: string,
  inLanes: ReadonlySet<string>,
): string {
  const latest = periods.at(-1);
  const dose = latest === undefined || inLanes.has(plainText(name)) ? '' : doseOf(latest);
  const start = since ?? latest?.from;
  return `${plainText(name)}${dose}${asNeeded ? ' as needed' : ''}${start === undefined ? '' : ` since ${sinceDay(start, from)}`}`;
}

/** Within the window by its day; before it the month is near enough, and the whole day stands on page two. */
function sinceDay(day: string, from: string): string {
  return day >= from ? shortDay(day) : monthOf(day);
}

function doseOf({ dose, time }: Partial<DosePeriod>): string {
  return `${dose === undefined ? '' : ` ${plainText(dose)}`}${time === undefined ? '' : ` at ${plainText(time)}`}`;
}

/** "Lisinopril 3 of 90": of those that were to be taken. */
function missedOf({ name, doses }: PageMedicine): string[] {
  if (doses === undefined || doses.missed === 0) return [];
  return [`${plainText(name)} ${doses.missed} of ${doses.taken + doses.late + doses.missed}`];
}

function logOf({ doses }: PageMedicine): string {
  if (doses === undefined) return '';
  const late = doses.late === 0 ? '' : `, ${doses.late} late`;
  return `${doses.missed} missed${late}, ${doses.taken} taken`;
}

/** Every dose that reaches into the window, newest first. */
export function medicinesTable({ record }: Pick<Page, 'record'>): TableBlock[] {
  const medicines = record?.medicines ?? [];
  if (medicines.length === 0) return [];
  const isLogged = medicines.some(({ doses }) => doses !== undefined);
  const rows = medicines.flatMap((medicine) => {
    const log = logOf(medicine);
    return doseRows(medicine).map((row, index) => [...row, ...(isLogged ? [index === 0 ? log : ''] : [])]);
  });
  return [
    {
      kind: 'table',
      caption: undefined,
      head: ['Medicine', 'Dose', 'Time', 'From', 'To', ...(isLogged ? ['Dose log'] : [])],
      rows,
      widths: isLogged ? [20, 19.5, 7.5, 14, 14, 25] : [30, 26, 12, 16, 16],
    },
  ];
}

function doseRows({ name, asNeeded, periods, since }: PageMedicine): string[][] {
  const usual = asNeeded ? 'as needed' : '';
  if (periods.length === 0)
    return [[plainText(name), usual, '', since === undefined ? '' : dayInTable(since), '']];
  return periods.toReversed().map(({ dose, time, from, to }, index) => [
    index === 0 ? plainText(name) : '',
    [plainText(dose ?? ''), usual].filter((part) => part !== '').join(', '),
    plainText(time ?? ''),
    dayInTable(from),
    // It ends on the day of the change, which is of the next dose.
    to === undefined ? 'goes on' : dayInTable(addDays(to, -1)),
  ]);
}
