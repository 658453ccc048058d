import { describe, expect, it } from 'vitest';
import { bundle, lines, read } from './bundle.ts';

const status = (code: string) => ({ coding: [{ code }] });

describe('conditions', () => {
  const condition = (rest: object) => ({
    resourceType: 'Condition',
    clinicalStatus: status('active'),
    code: { coding: [{ code: '38341003', display: 'Hypertension' }] },
    ...rest,
  });

  it.each([
    ['2011', '2011'],
    ['2011-05', '2011-05'],
    ['2011-05-03T10:00:00Z', '2011-05-03'],
    ['in spring', undefined],
  ])('that began %s are kept', (onsetDateTime, since) => {
    expect(read(condition({ onsetDateTime })).entries).toEqual([
      { kind: 'condition', value: { name: 'Hypertension', ...(since === undefined ? {} : { since }) } },
    ]);
  });

  it.each([
    ['over', { clinicalStatus: status('resolved') }],
    ['refuted', { verificationStatus: status('refuted') }],
    ['entered in error', { verificationStatus: status('entered-in-error') }],
    ['nameless', { code: {} }],
  ])('that are %s are left alone', (_what, rest) => {
    expect(read(bundle(condition(rest)))).toEqual({ entries: [], refusals: [], leftAlone: 1 });
  });
});

describe('allergies', () => {
  const allergy = (rest: object) => ({
    resourceType: 'AllergyIntolerance',
    clinicalStatus: status('active'),
    code: { text: 'Penicillin' },
    ...rest,
  });

  it('are kept with what they do', () => {
    const reaction = [{ manifestation: [{ text: 'Rash' }] }, { description: 'Swelling' }];
    expect(read(allergy({ reaction, onsetDateTime: '1983' })).entries).toEqual([
      { kind: 'allergy', value: { name: 'Penicillin', reaction: 'Rash, Swelling', since: '1983' } },
    ]);
  });

  it.each([
    ['none', { code: { text: 'No known allergies' } }],
    ['one that is over', { clinicalStatus: status('inactive') }],
    ['one that was refuted', { verificationStatus: status('refuted') }],
  ])('%s is left alone', (_what, rest) => expect(read(allergy(rest)).entries).toEqual([]));
});

describe('medicines', () => {
  const statement = (rest: object = {}) => ({
    resourceType: 'MedicationStatement',
    status: 'active',
    medicationCodeableConcept: { text: 'Lisinopril' },
    effectivePeriod: { start: '2025-06-01' },
    ...rest,
  });
  const medications = (...resources: Record<string, unknown>[]) =>
    read(bundle(...resources)).entries.map(({ value }) => value);
  const dosage = (value: number) => [{ doseAndRate: [{ doseQuantity: { value, unit: 'mg' } }] }];

  it('begin with their period, at the dose that is told as a quantity', () => {
    expect(medications(statement({ dosage: dosage(10) }))).toEqual([
      { name: 'Lisinopril', events: [{ day: '2025-06-01', action: 'start', dose: '10 mg' }] },
    ]);
    expect(
      medications(statement({ dosage: [{ text: 'one in the morning', asNeededBoolean: true }] })),
    ).toEqual([{ name: 'Lisinopril', asNeeded: true, events: [{ day: '2025-06-01', action: 'start' }] }]);
  });

  it('end with it', () => {
    const effectivePeriod = { start: '2025-06-01', end: '2025-09-30' };
    const stopped = statement({ status: 'stopped', effectivePeriod });
    expect(medications(stopped)).toEqual([
      {
        name: 'Lisinopril',
        events: [
          { day: '2025-06-01', action: 'start' },
          { day: '2025-09-30', action: 'stop' },
        ],
      },
    ]);
  });

  it('that were prescribed do not begin on the day of the prescription', () => {
    const request = {
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      authoredOn: '2026-01-08',
      medicationReference: { reference: '#m' },
      contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'Metformin' } }],
    };
    expect(medications(request)).toEqual([{ name: 'Metformin', events: [] }]);
    const bounds = { timing: { repeat: { boundsPeriod: { start: '2026-01-10' } } } };
    expect(medications({ ...request, dosageInstruction: [bounds] })).toEqual([
      { name: 'Metformin', events: [{ day: '2026-01-10', action: 'start' }] },
    ]);
    expect(medications({ ...request, medicationReference: { display: 'Metformin 500' } })).toEqual([
      { name: 'Metformin 500', events: [] },
    ]);
  });

  it('of several resources are one: from the first beginning to the last end, if all tell them', () => {
    const period = (start?: string, end?: string) => ({ effectivePeriod: { start, end } });
    const older = statement({ ...period('2024-01-01', '2024-12-31'), status: 'completed' });
    const newer = statement({
      ...period('2025-06-01', '2025-09-30'),
      medicationCodeableConcept: { text: 'LISINOPRIL' },
    });
    expect(medications(newer, older)).toEqual([
      {
        name: 'LISINOPRIL',
        events: [
          { day: '2024-01-01', action: 'start' },
          { day: '2025-09-30', action: 'stop' },
        ],
      },
    ]);
    expect(medications(older, statement(period(undefined)))).toEqual([{ name: 'Lisinopril', events: [] }]);
    const doses = [statement({ dosage: dosage(10) }), statement({ dosage: dosage(20) })];
    expect(medications(...doses)).toEqual([
      { name: 'Lisinopril', events: [{ day: '2025-06-01', action: 'start' }] },
    ]);
  });

  it.each([
    ['entered in error', { status: 'entered-in-error' }],
    ['not taken', { status: 'not-taken' }],
    ['over since nobody knows when', { status: 'completed' }],
    ['nameless', { medicationCodeableConcept: {} }],
    ['only planned', { resourceType: 'MedicationRequest', intent: 'plan' }],
    ['not to be given', { resourceType: 'MedicationRequest', doNotPerform: true }],
  ])('that are %s are left alone', (_what, rest) => {
    expect(read(bundle(statement(rest)))).toEqual({ entries: [], refusals: [], leftAlone: 1 });
  });

  it('that began in some month are kept without the beginning, which is named', () => {
    const file = read(statement({ effectivePeriod: { start: '2025-06' } }));
    expect(file.entries).toEqual([{ kind: 'medication', value: { name: 'Lisinopril', events: [] } }]);
    expect(lines(file)).toEqual([
      'MedicationStatement effectivePeriod.start: is a year or a month; the day is needed',
    ]);
  });
});
