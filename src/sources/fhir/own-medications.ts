import type { DosePeriod } from '../../domain/dose-periods.ts';
import { OWN_DOSE, OWN_RECORD } from '../../domain/own-record.ts';
import type { Medication, MedicationEvent } from '../../domain/profile.ts';
import { type Json, objectsAt, textAt } from './values.ts';

/** One stretch of a dose as rounds writes it; its beginning and its end stand in the statement like anybody's. */
export type OwnStretch = Pick<DosePeriod, 'dose' | 'time'>;

export function ownStretch(statement: Json): OwnStretch | undefined {
  const written = objectsAt(statement, 'extension').find((one) => textAt(one, 'url') === OWN_RECORD);
  const parts = written === undefined ? [] : objectsAt(written, 'extension');
  const told = (name: string) => parts.find((part) => textAt(part, 'url') === name);
  if (told(OWN_DOSE.isPeriod)?.valueBoolean !== true) return undefined;
  const [dose, time] = [OWN_DOSE.dose, OWN_DOSE.time].map((name) => {
    const part = told(name);
    return part && textAt(part, 'valueString');
  });
  return { ...(dose === undefined ? {} : { dose }), ...(time === undefined ? {} : { time }) };
}

/**
 * The stretches of one medicine, each with its start and its stop, put end to end: where one begins on the day another
 * ends, the dose or its time was changed. Undefined where they overlap or one has no beginning: then these are not the
 * stretches of one record.
 */
export function joinStretches(stretches: readonly Medication[]): Medication | undefined {
  const [first] = stretches;
  const periods = stretches.map(periodOf).sort((left, right) => (left.from < right.from ? -1 : 1));
  const isInRow = periods.every(({ from }, index) => {
    const before = periods[index - 1];
    return from !== '' && (before === undefined || (before.to !== undefined && before.to <= from));
  });
  if (first === undefined || !isInRow) return undefined;
  return { ...first, events: periods.flatMap((period, index) => eventsOf(period, periods, index)) };
}

type Period = Omit<DosePeriod, 'from'> & { readonly from: MedicationEvent['day'] | '' };

function periodOf({ events }: Medication): Period {
  const start = events.find(({ action }) => action === 'start');
  const { dose, time } = start ?? {};
  return {
    from: start?.day ?? '',
    to: events.find(({ action }) => action === 'stop')?.day,
    ...(dose === undefined ? {} : { dose }),
    ...(time === undefined ? {} : { time }),
  };
}

function eventsOf(period: Period, periods: readonly Period[], index: number): MedicationEvent[] {
  const [before, after] = [periods[index - 1], periods[index + 1]];
  const { from, to, dose, time } = period;
  if (from === '') return [];
  const continues = before?.to === from && canFollow(before, period);
  const isNewDose = dose !== before?.dose;
  const action = !continues ? 'start' : isNewDose ? 'dose' : 'timing';
  const isChanged = after !== undefined && after.from === to && canFollow(period, after);
  const told = { ...(dose === undefined ? {} : { dose }), ...(time === undefined ? {} : { time }) };
  return [
    { day: from, action, ...told },
    ...(to === undefined || isChanged ? [] : [{ day: to, action: 'stop' as const }]),
  ];
}

/** A change keeps what it does not name, so nothing of the dose before can be left away but by a stop. */
function canFollow(before: Period, after: Period): boolean {
  return (
    (before.dose === undefined || after.dose !== undefined) &&
    (before.time === undefined || after.time !== undefined)
  );
}
