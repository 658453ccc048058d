import { describe, expect, it } from 'vitest';
import { bundle, lines, loinc, observation, read, values } from './bundle.ts';

const tsh = { day: '2026-01-08', analyte: 'TSH', value: 2.1, unit: 'mIU/L' };

describe('a laboratory observation', () => {
  it('alone is a result under the name its LOINC code stands for', () => {
    expect(read(observation())).toEqual({
      entries: [{ kind: 'lab', value: tsh }],
      refusals: [],
      leftAlone: 0,
    });
  });

  it.each([
    ['text of ours', { text: 'Thyrotropin' }, 'TSH'],
    ['a display of ours', { coding: [{ system: 'urn:local', code: '77', display: 'ferritin' }] }, 'Ferritin'],
    ['LOINC’s long name', loinc('14749-6', 'Glucose [Moles/volume] in Serum or Plasma'), 'Glucose'],
    ['text of its own', { text: 'Zonulin' }, 'Zonulin'],
    [
      'a long name of more than plain glucose',
      {
        ...loinc('20438-8', 'Glucose [Mass/volume] in Serum or Plasma --2 hours post meal'),
        text: 'Glucose',
      },
      'Glucose [Mass/volume] in Serum or Plasma --2 hours post meal',
    ],
    [
      'another fluid in the long name',
      { ...loinc('2350-7', 'Glucose [Mass/volume] in Urine'), text: 'Glucose' },
      'Glucose [Mass/volume] in Urine',
    ],
  ])('is named by %s', (_what, code, analyte) => {
    expect(values(read(observation({ code })))).toMatchObject([{ analyte }]);
  });

  it('of another fluid is not taken for the same in blood', () => {
    const glucose = { code: { text: 'Glucose' }, specimen: { display: 'Urine, mid-stream' } };
    expect(values(read(observation(glucose)))).toMatchObject([{ analyte: 'Glucose (urine)' }]);
    const referred = { ...glucose, specimen: { reference: '#s' } };
    const contained = [{ resourceType: 'Specimen', id: 's', type: { text: 'CSF' } }];
    expect(values(read(observation({ ...referred, contained })))).toMatchObject([
      { analyte: 'Glucose (csf)' },
    ]);
  });

  it('keeps the unit it came in: the UCUM code, in the words beside it where they say the same', () => {
    const unitOf = (valueQuantity: object) => values(read(observation({ valueQuantity })));
    expect(unitOf({ value: 2, unit: 'mIU/L', code: 'm[IU]/L' })).toMatchObject([{ unit: 'mIU/L' }]);
    expect(unitOf({ value: 2, unit: 'units', code: 'm[IU]/L' })).toMatchObject([{ unit: 'm[IU]/L' }]);
    expect(unitOf({ value: 2, unit: 'uIU/mL' })).toMatchObject([{ unit: 'uIU/mL' }]);
    expect(unitOf({ value: 2 })).toMatchObject([{ unit: '' }]);
  });

  it('may be a bound, a whole number or a number in text', () => {
    const bound = observation({ valueQuantity: { value: 0.01, comparator: '<', unit: 'mIU/L' } });
    expect(values(read(bound))).toMatchObject([{ value: 0.01, comparator: '<' }]);
    const resultOf = (rest: object) => values(read(observation({ valueQuantity: undefined, ...rest })));
    expect(resultOf({ valueInteger: 0 })).toMatchObject([{ value: 0, unit: '' }]);
    expect(resultOf({ valueString: '<0.01' })).toMatchObject([{ value: 0.01, comparator: '<', unit: '' }]);
  });

  it('brings the usual range along where it is in the same unit and there is one', () => {
    const rangeOf = (...referenceRange: object[]) => {
      const [lab] = values(read(observation({ referenceRange }))) as { low?: number; high?: number }[];
      return [lab?.low, lab?.high];
    };
    const mIU = (value: number) => ({ value, unit: 'mIU/L' });
    expect(rangeOf({ low: mIU(0.4), high: mIU(4) })).toEqual([0.4, 4]);
    expect(rangeOf({ high: { value: 4 } })).toEqual([undefined, 4]);
    expect(rangeOf({ text: '0.4 - 4.0' })).toEqual([0.4, 4]);
    expect(rangeOf({ low: { value: 400, unit: 'uIU/L' }, high: mIU(4) })).toEqual([undefined, 4]);
    expect(rangeOf({ high: mIU(4) }, { high: mIU(5) })).toEqual([undefined, undefined]);
    const luteal = { type: { coding: [{ code: 'luteal' }] }, high: mIU(9) };
    expect(rangeOf(luteal, { high: mIU(4) })).toEqual([undefined, 4]);
    expect(rangeOf({ low: 'x', high: null })).toEqual([undefined, undefined]);
  });

  it.each([
    ['2026-01-08T23:30:00-05:00', { day: '2026-01-08', time: '23:30' }],
    ['2026-01-08T00:00:00Z', { day: '2026-01-08' }],
    ['2026-01-08', { day: '2026-01-08' }],
  ])('of %s is of the day as written', (effectiveDateTime, when) => {
    expect(values(read(observation({ effectiveDateTime })))).toEqual([{ ...tsh, ...when }]);
  });

  it('takes the day from a period or from the day of issue where there is no other', () => {
    const dayOf = (rest: object) => values(read(observation({ effectiveDateTime: undefined, ...rest })));
    const period = { effectivePeriod: { start: '2026-01-07', end: '2026-01-09' } };
    expect(dayOf({ ...period, issued: '2026-01-12T10:00:00Z' })).toMatchObject([{ day: '2026-01-07' }]);
    expect(dayOf({ effectiveInstant: '2026-01-06T07:00:00Z' })).toMatchObject([{ day: '2026-01-06' }]);
    expect(dayOf({ issued: '2026-01-12T10:00:00Z' })).toMatchObject([{ day: '2026-01-12' }]);
  });

  it.each([
    [
      'a month',
      { effectiveDateTime: '2026-01' },
      'effectiveDateTime: is a year or a month; the day is needed',
    ],
    ['no day', { effectiveDateTime: undefined }, 'effectiveDateTime: is missing'],
    [
      'no such day',
      { effectiveDateTime: '2026-02-30' },
      'effectiveDateTime: is not a day; YYYY-MM-DD is expected',
    ],
    ['a slip', { effectiveDateTime: '0026-01-08' }, 'effectiveDateTime: is outside the years 1900 to 2099'],
    [
      'a period from a year',
      { effectiveDateTime: undefined, effectivePeriod: { start: '2026' } },
      'effectivePeriod.start: is a year or a month; the day is needed',
    ],
    [
      'a result in words',
      { valueQuantity: undefined, valueString: 'Zaphod' },
      'valueString: is not a number; results in words are not read',
    ],
    [
      'a coded result',
      { valueQuantity: undefined, valueCodeableConcept: { text: 'Zaphod' } },
      'valueCodeableConcept: is not a number; results in words are not read',
    ],
    ['no number', { valueQuantity: { value: 'Zaphod' } }, 'valueQuantity.value: is not a number'],
    ['a unit alone', { valueQuantity: { unit: 'mIU/L' } }, 'valueQuantity.value: is missing'],
    [
      'a strange comparator',
      { valueQuantity: { value: 2, comparator: 'Zaphod' } },
      'valueQuantity.comparator: must be one of: <, <=, >, >=',
    ],
    ['no name', { code: {} }, 'code: has neither text nor a name'],
  ])('with %s is refused by its place and not quoted', (_what, rest, line) => {
    const file = read(bundle({ resourceType: 'Patient' }, observation(rest)));
    expect(lines(file)).toEqual([`entry 2 (Observation) ${line}`]);
    expect(file.entries).toEqual([]);
    expect(JSON.stringify(file)).not.toContain('Zaphod');
  });

  it('holds its components under their own names', () => {
    const panel = observation({
      code: { text: 'Electrolytes' },
      valueQuantity: undefined,
      component: [
        { code: loinc('2823-3'), valueQuantity: { value: 4.4, unit: 'mmol/L' } },
        { code: loinc('2951-2'), valueQuantity: { value: 139, unit: 'mmol/L' } },
        { code: { text: 'Haemolysis' }, valueString: 'none' },
      ],
    });
    const file = read(panel);
    expect(values(file)).toEqual([
      { day: '2026-01-08', analyte: 'Potassium', value: 4.4, unit: 'mmol/L' },
      { day: '2026-01-08', analyte: 'Sodium', value: 139, unit: 'mmol/L' },
    ]);
    expect(lines(file)).toEqual([
      'Observation component[2].valueString: is not a number; results in words are not read',
    ]);
    const undated = read({ ...panel, effectiveDateTime: undefined });
    expect(lines(undated).filter((line) => line.includes('effectiveDateTime'))).toHaveLength(1);
  });
});

describe('left alone is', () => {
  const other = { category: undefined, code: { text: 'Zonulin' }, valueQuantity: undefined };
  it.each([
    ['what was entered in error', { status: 'entered-in-error' }],
    ['what was cancelled', { status: 'cancelled' }],
    ['a heart rate by its category', { category: [{ coding: [{ code: 'vital-signs' }] }] }],
    ['a heart rate by its code', { category: undefined, code: loinc('8867-4') }],
    ['a blood pressure', { category: undefined, code: loinc('85354-9'), component: [observation()] }],
    ['a survey', { category: [{ coding: [{ code: 'survey' }] }] }],
    ['a result that is not there yet', { valueQuantity: undefined, dataAbsentReason: { text: 'pending' } }],
    ['an answer in words of no category', { ...other, valueString: 'never smoked' }],
    ['a score of no category', { ...other, valueInteger: 7 }],
  ])('%s', (_what, rest) => {
    expect(read(bundle(observation(rest)))).toEqual({ entries: [], refusals: [], leftAlone: 1 });
  });

  it('but not a quantity of no category, nor an analyte that is known', () => {
    const quantity = { value: 30, unit: 'ng/mL' };
    expect(values(read(observation({ ...other, valueQuantity: quantity })))).toMatchObject([
      { analyte: 'Zonulin' },
    ]);
    const integer = { ...other, code: { text: 'ESR' }, valueInteger: 12 };
    expect(values(read(observation(integer)))).toMatchObject([
      { analyte: 'Erythrocyte sedimentation rate', value: 12 },
    ]);
  });
});
