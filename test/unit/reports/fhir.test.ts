import { Fhir } from 'fhir';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dossier } from '../../../src/domain/dossier.ts';
import { analyteFinder } from '../../../src/domain/knowledge.ts';
import { emptyProfile } from '../../../src/domain/profile.ts';
import { renderFhir } from '../../../src/reports/fhir.ts';
import {
  dossiers,
  emptyDossier,
  everyKindDossier,
  fullDossier,
  hostileDossier,
  seriesOf,
  storyDossier,
} from '../../fixtures/pages/dossier.ts';
import { day } from '../../fixtures/pages/series.ts';
import { knowledge } from '../sources/fhir/bundle.ts';

// biome-ignore lint/suspicious/noExplicitAny: a document is looked into at many depths.
type Json = any;

const render = (dossier: Dossier) => renderFhir(dossier, analyteFinder(knowledge));
const read = (dossier: Dossier): Json => JSON.parse(render(dossier));
const all = (bundle: Json, type: string): Json[] =>
  bundle.entry.map(({ resource }: Json) => resource).filter((one: Json) => one.resourceType === type);
const codesOf = ({ code }: Json): string[] => code.coding.map((one: Json) => `${one.system}|${one.code}`);
const loincOf = (one: Json) =>
  codesOf(one).flatMap((code) => (code.startsWith('http://loinc.org|') ? [code.slice(17)] : []));
const ofMetric = (bundle: Json, slug: string): Json[] =>
  all(bundle, 'Observation').filter((one) => codesOf(one).includes(`urn:rounds:metric|${slug}`));
const categoryOf = (one: Json) => one.category[0].coding[0].code;

describe('the document by the validator of R4', () => {
  let validator: Fhir;
  beforeAll(() => {
    validator = new Fhir();
  });

  it.each(Object.entries(dossiers))('finds no fault with %s', (_, make) => {
    const { valid, messages } = validator.validate(read(make()), { errorOnUnexpected: true });
    const faults = messages.filter(({ severity }) => severity === 'error' || severity === 'fatal');
    expect({ valid, faults }).toEqual({ valid: true, faults: [] });
  });
});

describe.each(Object.entries(dossiers))('the document as a whole: %s', (_, make) => {
  const bundle = read(make());

  it('begins with its composition and holds all it refers to, once, and nothing beside', () => {
    const urls: string[] = bundle.entry.map(({ fullUrl }: Json) => fullUrl);
    expect(new Set(urls).size).toBe(urls.length);
    expect(bundle.entry[0].resource.resourceType).toBe('Composition');
    const referred = new Set(
      [...JSON.stringify(bundle.entry).matchAll(/"reference":"([^"]+)"/g)].map(([, url]) => url),
    );
    const [composition] = urls;
    const provenance = bundle.entry.at(-1);
    expect(provenance.resource.resourceType).toBe('Provenance');
    expect([...referred].sort()).toEqual(urls.filter((url) => url !== provenance.fullUrl).sort());
    expect(provenance.resource.target).toEqual([{ reference: composition }]);
  });

  it('tells in well-formed XHTML, of text alone', () => {
    const [composition] = all(bundle, 'Composition');
    const divs = [composition.text.div, ...composition.section.map(({ text }: Json) => text.div)];
    for (const div of divs) {
      const names = new Set<string>();
      const parser = new SaxesParser({ xmlns: true });
      parser.on('opentag', ({ local, attributes }) => {
        names.add(local);
        expect(Object.keys(attributes).filter((name) => name !== 'xmlns')).toEqual([]);
      });
      parser.on('error', (error) => {
        throw error;
      });
      parser.write(div).close();
      expect([...names].filter((name) => !['div', 'p', 'ul', 'li'].includes(name))).toEqual([]);
    }
  });
});

describe('what is measured', () => {
  const bundle = read({ ...fullDossier(2), checkIns: [] });
  const expected: Readonly<Record<string, [loinc: string[], ucum: string, category: string]>> = {
    totalSleep: [['93832-4'], 'min', 'activity'],
    restingHeartRate: [['40443-4', '8867-4'], '/min', 'vital-signs'],
    sleepHeartRate: [['8867-4'], '/min', 'vital-signs'],
    daytimeHeartRate: [['8867-4'], '/min', 'vital-signs'],
    respiratoryRate: [['9279-1'], '/min', 'vital-signs'],
    spo2: [['59408-5', '2708-6'], '%', 'vital-signs'],
    bodyMass: [['29463-7'], 'kg', 'vital-signs'],
    steps: [['41950-7'], '{steps}/d', 'activity'],
    hrv: [[], 'ms', 'activity'],
    hrvSdnn: [['80404-7'], 'ms', 'activity'],
    temperatureDeviation: [[], 'K', 'activity'],
    wristTemperature: [[], 'Cel', 'activity'],
    deepSleep: [[], 'min', 'activity'],
    sleepEfficiency: [[], '%', 'activity'],
    breathingDisturbance: [[], '{index}', 'activity'],
    restlessPeriods: [[], '{count}', 'activity'],
    activeCalories: [[], 'kcal', 'activity'],
    vo2Max: [[], 'mL/kg/min', 'activity'],
    cardiovascularAge: [[], 'a', 'activity'],
    mood: [[], '{score}', 'survey'],
    pain: [[], '{score}', 'survey'],
  };

  it.each(Object.entries(expected))('has its codes and its unit: %s', (slug, [loinc, ucum, category]) => {
    const [one, ...others] = ofMetric(bundle, slug);
    expect(others).toHaveLength(1);
    expect(loincOf(one)).toEqual(loinc);
    expect(one.valueQuantity).toMatchObject({ system: 'http://unitsofmeasure.org', code: ucum });
    expect(categoryOf(one)).toBe(category);
  });

  it('has a unit of UCUM for every metric of the catalogue', () => {
    const bare = all(bundle, 'Observation').filter(
      ({ valueQuantity }) => valueQuantity !== undefined && valueQuantity.code === undefined,
    );
    expect(bare).toEqual([]);
  });

  it('has the value, the day and whoever it is from', () => {
    const story = read(storyDossier());
    const [first] = ofMetric(story, 'temperatureDeviation');
    expect(first).toMatchObject({
      effectiveDateTime: '2025-12-21',
      valueQuantity: { value: 0.12, unit: '°C' },
    });
    const nameOf = (reference: string) =>
      story.entry.find(({ fullUrl }: Json) => fullUrl === reference).resource;
    expect(nameOf(first.device.reference).deviceName[0].name).toBe('consumer ring');
    const [weight] = ofMetric(story, 'bodyMass');
    expect(nameOf(weight.device.reference).deviceName[0].name).toBe('device of Apple Health');
    const answered = (metric: string, on: string) =>
      ofMetric(story, metric).find(({ effectiveDateTime }) => effectiveDateTime === on);
    // Both answered on the 18th: her own fatigue stands, and what she left open is the caregiver's.
    expect(nameOf(answered('mood', '2026-03-18').performer[0].reference).resourceType).toBe('Patient');
    expect(nameOf(answered('energy', '2026-03-18').performer[0].reference).resourceType).toBe(
      'RelatedPerson',
    );
    expect(answered('energy', '2026-03-18').valueQuantity.value).toBe(3);
  });

  it('puts two pressures of a day into one observation, and leaves one alone as it is', () => {
    const story = read(storyDossier());
    const panels = all(story, 'Observation').filter((one) => loincOf(one).includes('85354-9'));
    expect(
      panels.map(({ effectiveDateTime, component }) => [
        effectiveDateTime,
        ...component.map((part: Json) => [
          loincOf(part)[0],
          part.valueQuantity.value,
          part.valueQuantity.code,
        ]),
      ]),
    ).toEqual([
      ['2025-12-21', ['8480-6', 142, 'mm[Hg]'], ['8462-4', 88, 'mm[Hg]']],
      ['2025-12-23', ['8480-6', 135, 'mm[Hg]'], ['8462-4', 84, 'mm[Hg]']],
    ]);
    expect(ofMetric(story, 'systolicPressure').map(({ valueQuantity }) => valueQuantity.value)).toEqual([
      138,
    ]);
  });

  it('has a measure of the person’s own under their words, with no code of anybody else', () => {
    const [coffee] = ofMetric(read(storyDossier()), 'custom:caffeine');
    expect(coffee.code).toEqual({
      coding: [{ system: 'urn:rounds:metric', code: 'custom:caffeine' }],
      text: 'Coffee, cups',
    });
    expect(coffee.valueQuantity).toEqual({ value: 2, unit: 'cups' });
  });
});

describe('what stands in the record', () => {
  const bundle = read(storyDossier());

  it('is by the name and the year that are known', () => {
    const [patient] = all(bundle, 'Patient');
    expect(patient).toMatchObject({ name: [{ text: 'Elena M.' }], birthDate: '1956' });
    expect(all(bundle, 'RelatedPerson').map(({ name }) => name?.[0].text)).toEqual([
      'her daughter',
      undefined,
    ]);
  });

  it('has a statement for each dose', () => {
    const told = all(bundle, 'MedicationStatement').map((one) => [
      one.medicationCodeableConcept.text,
      one.status,
      one.effectivePeriod?.start,
      one.effectivePeriod?.end,
      one.dosage?.[0].text,
    ]);
    expect(told).toEqual([
      ['Lisinopril', 'completed', '2025-11-10', '2026-03-02', '10 mg at 21:00'],
      ['Lisinopril', 'active', '2026-03-03', undefined, '20 mg at 21:00'],
      ['Melatonin', 'stopped', '2025-12-01', '2026-01-30', '2 mg'],
      ['Ibuprofen', 'active', undefined, undefined, 'as needed'],
    ]);
  });

  it('has onsets as exact as they were told', () => {
    expect(all(bundle, 'Condition').map(({ onsetDateTime }) => onsetDateTime)).toEqual(['2019', '2021-06']);
    expect(all(bundle, 'AllergyIntolerance')[0]).toMatchObject({
      onsetDateTime: '1988',
      reaction: [{ manifestation: [{ text: 'rash' }] }],
    });
  });

  it('has results with their bounds, and one report for each of their days', () => {
    const labs = all(bundle, 'Observation').filter((one) => categoryOf(one) === 'laboratory');
    expect(labs[0]).toMatchObject({
      // Half past eight in Los Angeles in winter.
      effectiveDateTime: '2026-02-03T08:30:00-08:00',
      valueQuantity: { value: 4.6, unit: 'mIU/L', code: 'm[IU]/L' },
      referenceRange: [{ low: { value: 0.4 }, high: { value: 4 } }],
    });
    expect(loincOf(labs[0])).toEqual(['3016-3']);
    expect(labs[1].valueQuantity).toMatchObject({ value: 15, comparator: '<' });
    expect(
      all(bundle, 'DiagnosticReport').map(({ effectiveDateTime, result }) => [
        effectiveDateTime,
        result.length,
      ]),
    ).toEqual([
      ['2026-02-03', 2],
      ['2026-03-10', 1],
    ]);
  });

  it.each([
    ['Glucose', 'mg/dL', 'mg/dL', ['2345-7']],
    // The same of another property has another code in LOINC, and it is not known here.
    ['Glucose', 'mmol/L', 'mmol/L', []],
    ['Ferritin', 'µg/L', 'ug/L', ['2276-4']],
    ['White blood cell count', '10^3/uL', '10*3/uL', ['6690-2']],
    // Billions a litre, or grams.
    ['White blood cell count', 'G/L', undefined, ['6690-2']],
    ['Something', 'arbitrary units', undefined, []],
  ])('has codes only where they are certain: %s in %s', (analyte, unit, ucum, loinc) => {
    const labs = [{ day: day('2026-02-03'), analyte, value: 5, unit }];
    const [lab] = all(read({ ...emptyDossier(), profile: { ...emptyProfile, labs } }), 'Observation');
    expect(lab.valueQuantity.code).toBe(ucum);
    expect(loincOf(lab)).toEqual(loinc);
  });

  it('knows nothing of what came after the day it is as of', () => {
    const labs = [{ day: day('2026-03-21'), analyte: 'TSH', value: 5, unit: 'mIU/L' }];
    const late = read({ ...emptyDossier(), profile: { ...emptyProfile, labs } });
    expect(all(late, 'Observation')).toEqual([]);
  });
});

describe('what was found', () => {
  const findingsIn = (bundle: Json): Json[] =>
    all(bundle, 'Observation').filter((one) => codesOf(one)[0]?.startsWith('urn:rounds:finding|'));

  it('is told in the sentence and with the numbers of each finding', () => {
    const dossier = everyKindDossier();
    const told = findingsIn(read(dossier));
    expect(told.map(({ valueString }) => valueString)).toEqual(
      dossier.page.findings.map(({ summary }) => summary),
    );
    const partsOf = (kind: string) =>
      Object.fromEntries(
        told
          .find((one) => codesOf(one).includes(`urn:rounds:finding|${kind}`))
          .component.flatMap(({ code, valueQuantity }: Json) =>
            valueQuantity === undefined ? [] : [[code.coding[0].code, valueQuantity.value]],
          ),
      );
    expect(partsOf('shift')).toEqual({
      before: 82.3,
      'before-n': 66,
      now: 47.1,
      'now-n': 16,
      difference: -35.2,
      'difference-low': -41,
      'difference-high': -29,
      'difference-sd': -2.3,
      n: 84,
      p: 0.0004,
      q: 0.01,
    });
    expect(partsOf('link')).toEqual({
      r: -0.41,
      'r-low': -0.58,
      'r-high': -0.2,
      slope: -6.5,
      'lag-days': 1,
      n: 70,
    });
    expect(partsOf('rule')).toMatchObject({
      threshold: 78,
      hits: 20,
      total: 23,
      rate: 0.87,
      'base-rate': 0.3,
    });
    expect(partsOf('deviation')).toMatchObject({
      now: 93.1,
      before: 96.4,
      'usual-low': 95.2,
      'usual-high': 97.6,
    });
  });

  it('is held back where data are too few, but for what is urgent', () => {
    const told = findingsIn(read((dossiers.insufficient as () => Dossier)()));
    expect(told.map(({ valueString }) => valueString)).toEqual([
      'Resting heart rate stayed above 100 bpm for 3 nights.',
    ]);
  });
});

describe('the same data', () => {
  it('are the same bytes', () => {
    expect(render(storyDossier())).toBe(render(storyDossier()));
  });

  it('of two people who go by one name are two people', () => {
    const other = { ...storyDossier(), series: [seriesOf('hrv', [41])] };
    const idsOf = (dossier: Dossier) =>
      new Set<string>(read(dossier).entry.map(({ fullUrl }: Json) => fullUrl));
    const [ids, others] = [idsOf(storyDossier()), idsOf(other)];
    expect([...ids].filter((id) => others.has(id))).toEqual([]);
  });

  it('are dated by the day they are as of, where the person is', () => {
    expect(read(storyDossier()).timestamp).toBe('2026-03-20T07:00:00.000Z');
    expect(read(hostileDossier()).timestamp).toBe('2026-03-20T00:00:00.000Z');
  });
});
