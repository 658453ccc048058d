import type { DosePeriod } from '../../domain/dose-periods.ts';
import type { Page } from '../../domain/page.ts';
import type { PageMedicine } from '../../domain/page-record.ts';
import { counted, plainText } from './plain-text.ts';
import { longDay } from './values.ts';
import type { TableBlock, Term } from './view.ts';

type Windowed = Pick<Page, 'record' | 'window'>;

/** What changed within the window by name, the others in one line: the timeline of medicines as page one has it. */
export function medicineTerms(
  { record, window }: Windowed,
  room: { readonly changedMedicines: number; readonly unchangedMedicines: boolean },
): { readonly terms: readonly Term[]; readonly moved: number } {
  const medicines = record?.medicines ?? [];
  const changed = medicines.filter((medicine) => isChanged(medicine, window.from));
  const unchanged = medicines.filter((medicine) => !isChanged(medicine, window.from));
  const shown = changed.slice(0, room.changedMedicines);
  const others = room.unchangedMedicines ? unchanged : [];
  const told = others.map((medicine) => inShort(medicine)).join('; ');
  const missed = [...shown, ...others].flatMap((medicine) =>
    dosesOf(medicine, ` ${plainText(medicine.name)}`),
  );
  return {
    terms: [
      ...shown.map((medicine) => ({ label: 'Changed', text: changeOf(medicine, window.from) })),
      ...(told === '' ? [] : [{ label: 'Unchanged', text: `${told}.` }]),
      ...(missed.length === 0 ? [] : [{ label: 'Dose log', text: `${missed.join('; ')}.` }]),
    ],
    moved: medicines.length - shown.length - others.length,
  };
}

function isChanged({ periods }: PageMedicine, from: string): boolean {
  return periods.some((period) => period.from >= from || period.to !== undefined);
}

/** "Lisinopril 20 mg at 08:00 since 31 October 2026; before that 10 mg at 08:00 from 2 May 2025." */
function changeOf({ name, asNeeded, periods }: PageMedicine, from: string): string {
  const latest = periods.at(-1);
  const earlier = periods.slice(0, -1).toReversed();
  if (latest === undefined) return `${plainText(name)}.`;
  const stopped =
    latest.to === undefined
      ? `${doseOf(latest)}${asNeeded ? ' as needed' : ''}, ${latest.from >= from && earlier.length === 0 ? 'started' : 'since'} ${longDay(latest.from)}`
      : `stopped ${longDay(latest.to)} (was${doseOf(latest)} since ${longDay(latest.from)})`;
  const separator = latest.to === undefined ? '' : ' ';
  const before = earlier.map(
    (period) => `${doseOf(period).trim() || 'dose not noted'} from ${longDay(period.from)}`,
  );
  return `${plainText(name)}${separator}${stopped}${before.length === 0 ? '' : `; before that ${before.join(', ')}`}.`;
}

/** "Atorvastatin 20 mg at 21:00 since 4 May 2019" */
function inShort({ name, asNeeded, periods, since }: PageMedicine): string {
  const latest = periods.at(-1);
  const dose = latest === undefined ? '' : doseOf(latest);
  const start = since ?? latest?.from;
  return `${plainText(name)}${dose}${asNeeded ? ' as needed' : ''}${start === undefined ? '' : ` since ${longDay(start)}`}`;
}

function doseOf({ dose, time }: Partial<DosePeriod>): string {
  return `${dose === undefined ? '' : ` ${plainText(dose)}`}${time === undefined ? '' : ` at ${plainText(time)}`}`;
}

function dosesOf({ doses }: PageMedicine, name: string): string[] {
  if (doses === undefined) return [];
  const late = doses.late === 0 ? '' : `, ${doses.late} late`;
  return [
    `${name.trim()}${name === '' ? '' : ' '}${counted(doses.missed, 'dose')} missed${late}, ${doses.taken} taken`,
  ];
}

/** Every dose that reaches into the window, newest first. */
export function medicinesTable({ record, window }: Windowed): TableBlock[] {
  const rows = (record?.medicines ?? []).flatMap((medicine) => {
    const { name, asNeeded, periods, since } = medicine;
    const log = dosesOf(medicine, '').join('');
    const usual = asNeeded ? 'as needed' : '';
    if (periods.length === 0)
      return [[plainText(name), usual, '', since === undefined ? '' : longDay(since), '', log]];
    return periods
      .toReversed()
      .map((period, index) => [
        index === 0 ? plainText(name) : '',
        [plainText(period.dose ?? ''), usual].filter((part) => part !== '').join(', '),
        plainText(period.time ?? ''),
        `${longDay(period.from)}${period.from >= window.from ? ' (changed)' : ''}`,
        period.to === undefined ? 'goes on' : longDay(period.to),
        index === 0 ? log : '',
      ]);
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: undefined,
      head: ['Medicine', 'Dose', 'Time', 'From', 'To', 'Dose log'],
      rows,
      widths: [24, 15, 9, 22, 15, 15],
    },
  ];
}
