import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dosePeriods } from '../../../src/domain/dose-periods.ts';
import type { Dossier } from '../../../src/domain/dossier.ts';
import { analyteFinder } from '../../../src/domain/knowledge.ts';
import { comparators, emptyProfile, type Medication, type Profile } from '../../../src/domain/profile.ts';
import { renderFhir } from '../../../src/reports/fhir.ts';
import { addDays } from '../../../src/shared/day.ts';
import { dossiers, emptyDossier, fullDossier, storyDossier } from '../../fixtures/pages/dossier.ts';
import { day } from '../../fixtures/pages/series.ts';
import { knowledge, read } from '../sources/fhir/bundle.ts';

const readBack = (dossier: Dossier) => read(JSON.parse(renderFhir(dossier, analyteFinder(knowledge))));

/** Which dose was taken when; of a medicine without any, whether it was stopped. */
function periodsOf(medication: Medication) {
  const periods = dosePeriods(medication);
  const isStopped = periods.length === 0 && medication.events.some(({ action }) => action === 'stop');
  return { name: medication.name, asNeeded: medication.asNeeded === true, periods, isStopped };
}

/** What a profile says, whatever the order of its lists and whether nothing is written as null or left out. */
function said(profile: Pick<Profile, 'labs' | 'conditions' | 'allergies' | 'medications'>) {
  const told = (value: unknown) => JSON.stringify(value, (_, part) => part ?? undefined);
  return {
    labs: profile.labs
      .map(({ day, time, analyte, value, comparator, unit, low, high }) =>
        told({ day, time, analyte, value, comparator, unit, low, high }),
      )
      .sort(),
    conditions: profile.conditions.map(({ name, since }) => told({ name, since })).sort(),
    allergies: profile.allergies.map(({ name, reaction, since }) => told({ name, reaction, since })).sort(),
    medications: profile.medications.map((one) => told(periodsOf(one))).sort(),
  };
}

function saidAfter(profile: Profile) {
  const { entries, refusals } = readBack({ ...emptyDossier(), profile });
  expect(refusals).toEqual([]);
  const of = <Kind extends (typeof entries)[number]['kind']>(kind: Kind) =>
    entries.flatMap((entry) => (entry.kind === kind ? [entry.value] : [])) as never[];
  return said({
    labs: of('lab'),
    conditions: of('condition'),
    allergies: of('allergy'),
    medications: of('medication'),
  });
}

describe('our own document, read by our own import', () => {
  it('gives back the labs, medicines, conditions and allergies of the story and nothing else', () => {
    const { entries, refusals } = readBack(storyDossier());
    expect(refusals).toEqual([]);
    expect(entries.map(({ kind }) => kind).sort()).toEqual([
      'allergy',
      'condition',
      'condition',
      'lab',
      'lab',
      'lab',
      'medication',
      'medication',
      'medication',
    ]);
    expect(saidAfter(storyDossier().profile)).toEqual(said(storyDossier().profile));
    const lisinopril = entries.find(({ value }) => 'name' in value && value.name === 'Lisinopril');
    expect(lisinopril?.value).toEqual({
      name: 'Lisinopril',
      events: [
        { day: '2025-11-10', action: 'start', dose: '10 mg', time: '21:00' },
        { day: '2026-03-03', action: 'dose', dose: '20 mg', time: '21:00' },
      ],
    });
  });

  it('takes no daily value, no answer and no finding for a laboratory result', () => {
    const { entries, refusals } = readBack({ ...fullDossier(3), profile: emptyProfile });
    expect({ entries, refusals }).toEqual({ entries: [], refusals: [] });
  });

  it('is refused nowhere, whatever was written', () => {
    for (const make of Object.values(dossiers)) expect(readBack(make()).refusals).toEqual([]);
  });

  it('keeps the name a result was told under, where the knowledge has another for it', () => {
    const lab = { day: day('2026-02-03'), analyte: 'Thyrotropin', value: 2, unit: 'mIU/L' };
    expect(saidAfter({ ...emptyProfile, labs: [lab] }).labs[0]).toContain('Thyrotropin');
  });

  it('keeps an end on the day of a new beginning: a stop and another dose', () => {
    const events: Medication['events'] = [
      { day: day('2026-01-01'), action: 'start', dose: 'half a tablet', time: '08:00' },
      { day: day('2026-02-01'), action: 'stop' },
      { day: day('2026-02-01'), action: 'start' },
      { day: day('2026-02-20'), action: 'timing', time: '22:30' },
      { day: day('2026-03-01'), action: 'stop' },
    ];
    const profile = { ...emptyProfile, medications: [{ name: 'Prednisolone', events }] };
    expect(saidAfter(profile)).toEqual(said(profile));
  });

  it('gives back any profile', () => {
    const from = day('2024-01-01');
    const days = fc.integer({ min: 0, max: 800 }).map((count) => addDays(from, count));
    const word = fc.stringMatching(/^[A-Za-zäöüß]{3,12}( [a-z0-9]{1,8})?$/);
    const since = fc.constantFrom(undefined, '2019', '2020-04', '2021-12-31');
    const dose = fc.constantFrom(
      undefined,
      '10 mg',
      '2.5 mg',
      '1 Tablette',
      'half a tablet',
      '20mg',
      '5-10 mg',
      '2 puffs',
    );
    const time = fc.constantFrom(undefined, '08:00', '21:30');
    const bound = fc.option(fc.double({ min: -10, max: 500, noNaN: true }));
    const medication = fc
      .record({
        name: word,
        asNeeded: fc.boolean(),
        events: fc.array(
          fc.record({ day: days, action: fc.constantFrom('start', 'dose', 'timing', 'stop'), dose, time }),
          { maxLength: 5 },
        ),
      })
      .map((one) => one as Medication);
    const profile = fc.record({
      labs: fc.array(
        fc.record({
          day: days,
          time: fc.constantFrom(undefined, '08:30', '17:05'),
          analyte: fc.oneof(fc.constantFrom(...knowledge.labs.map(({ name }) => name)), word),
          value: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
          comparator: fc.constantFrom(undefined, ...comparators),
          unit: fc.constantFrom(
            '',
            'mg/dL',
            'µg/L',
            'mcg/dL',
            'mIU/L',
            'x10^9/L',
            'G/L',
            'mL/min/1.73m2',
            'mm/hr',
          ),
          low: bound,
          high: bound,
        }),
        { maxLength: 4 },
      ),
      conditions: fc.uniqueArray(fc.record({ name: word, since }), {
        maxLength: 3,
        selector: ({ name }) => name,
      }),
      allergies: fc.uniqueArray(
        fc.record({ name: word, reaction: fc.option(word, { nil: undefined }), since }),
        { maxLength: 3, selector: ({ name }) => name },
      ),
      medications: fc.uniqueArray(medication, { maxLength: 3, selector: ({ name }) => name.toLowerCase() }),
    });
    fc.assert(
      fc.property(profile, (parts) => {
        const whole = { ...emptyProfile, ...parts } as Profile;
        expect(saidAfter(whole)).toEqual(said(whole));
      }),
      { seed: 20_260_320, numRuns: 60 },
    );
  });
});
