import { type DosePeriod, dosePeriods } from '../../domain/dose-periods.ts';
import { OWN_DOSE, OWN_RECORD } from '../../domain/own-record.ts';
import type { Medication } from '../../domain/profile.ts';
import { addDays, type Day } from '../../shared/day.ts';
import { concept, type Element, type Entry, referenceTo, someOf, words } from './element.ts';
import { type Cast, type Scene, subjectOf } from './scene.ts';
import { labUcum, quantity } from './units.ts';

/** A statement for each dose and time of day, or one for a medicine of which neither is known. */
export function medicationEntries(scene: Scene, cast: Cast): Entry[] {
  return scene.dossier.profile.medications.flatMap((medication, index) =>
    stretchesOf(medication).map((stretch, part) =>
      scene.entry(['medication', index, part], statementOf(cast, medication, stretch)),
    ),
  );
}

type Stretch = Omit<DosePeriod, 'from'> & { readonly from: Day | undefined; readonly isLast: boolean };

function stretchesOf(medication: Medication): Stretch[] {
  const periods = dosePeriods(medication);
  if (periods.length > 0) {
    return periods.map((period, index) => ({ ...period, isLast: index === periods.length - 1 }));
  }
  const stop = medication.events.find(({ action }) => action === 'stop');
  return [{ from: undefined, to: stop?.day, isLast: true }];
}

function statementOf(cast: Cast, { name, asNeeded }: Medication, stretch: Stretch) {
  const { from, to, isLast } = stretch;
  return {
    resourceType: 'MedicationStatement',
    // The dose and the time as they are told: instructions in words are no place to read them from.
    extension: [
      {
        url: OWN_RECORD,
        extension: [
          { url: OWN_DOSE.isPeriod, valueBoolean: true },
          ...parts({ [OWN_DOSE.dose]: stretch.dose, [OWN_DOSE.time]: stretch.time }),
        ],
      },
    ],
    status: to === undefined ? 'active' : isLast ? 'stopped' : 'completed',
    medicationCodeableConcept: concept(name),
    subject: subjectOf(cast),
    effectivePeriod:
      from === undefined && to === undefined ? undefined : { start: from, end: to && lastDayOf(to) },
    informationSource: referenceTo(cast.patient),
    dosage: someOf(dosageOf(stretch, asNeeded)),
  };
}

/** A period of FHIR holds its last day; ours ends on the day of the change, which is of the next one. */
function lastDayOf(changed: Day): Day {
  return addDays(changed, -1);
}

function parts(told: Readonly<Record<string, string | undefined>>): Element[] {
  return Object.entries(told).flatMap(([url, text]) =>
    text === undefined ? [] : [{ url, valueString: words(text) }],
  );
}

function dosageOf({ dose, time }: Stretch, asNeeded: boolean | undefined): Element[] {
  const said = [
    dose,
    time === undefined ? undefined : `at ${time}`,
    asNeeded === true ? 'as needed' : undefined,
  ];
  const text = said.filter((part) => part !== undefined).join(' ');
  if (text === '') return [];
  const amount = dose === undefined ? undefined : amountOf(dose);
  return [
    {
      text: words(text),
      timing: time === undefined ? undefined : { repeat: { timeOfDay: [`${time}:00`] } },
      asNeededBoolean: asNeeded === true ? true : undefined,
      doseAndRate: amount === undefined ? undefined : [{ doseQuantity: amount }],
    },
  ];
}

/** "20 mg" is an amount; "half a tablet" and "20-40 mg" stay words. */
function amountOf(dose: string): Element | undefined {
  const [, number = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,9})?) ?([\p{L}%µ]{1,20})$/u.exec(dose.trim()) ?? [];
  return unit === '' ? undefined : quantity({ value: Number(number), unit, ucum: labUcum(unit) });
}

export function medicationLines(medication: Medication): string[] {
  const { name, asNeeded } = medication;
  return stretchesOf(medication).map(({ from, to, dose, time }) =>
    words(
      [
        name,
        dose,
        time === undefined ? undefined : `at ${time}`,
        asNeeded === true ? 'as needed' : undefined,
        from === undefined ? undefined : `from ${from}`,
        to === undefined ? undefined : `to ${lastDayOf(to)}`,
      ]
        .filter((part) => part !== undefined)
        .join(' '),
    ),
  );
}
