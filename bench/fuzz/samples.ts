import { generateDemoPerson } from '../../src/demo/person/generate.ts';
import { type Day, dayFromNumber, dayNumber, parseDay } from '../../src/shared/day.ts';
import type { ExportCollection } from '../../src/sources/oura-export/files.ts';
import { SECRET } from './sound.ts';

/** Small good files of every format, from an invented person. */
const lastDay = parseDay('2026-03-30');
export const today = parseDay('2026-04-02');
const person = generateDemoPerson({ lastDay, days: 60 });
const { documents, series, personalInfo } = person.oura;

const rows = (collection: 'heartrate' | 'ring_battery_level', from: Day, days: number) =>
  Array.from({ length: days }, (_, index) => dayFromNumber(dayNumber(from) + index)).flatMap((day) =>
    series[collection].rowsOf(day).slice(0, 120),
  );

/** Some documents of each collection, and more words in them than the demo's. */
export const ouraSamples: ReadonlyMap<string, readonly object[]> = new Map(
  Object.entries<readonly object[]>({
    ...Object.fromEntries(
      Object.entries(documents).map(([name, all]) => [
        name,
        all.slice(-3).map((document) => ({ ...document, comment: SECRET })),
      ]),
    ),
    heartrate: rows('heartrate', parseDay('2026-03-28'), 2),
    ring_battery_level: rows('ring_battery_level', parseDay('2026-03-28'), 2),
    personal_info: [{ ...personalInfo, email: `${SECRET}@example.org` }],
  }),
);

export const ouraFiles: readonly string[] = [...ouraSamples.values()].flatMap((all) => [
  JSON.stringify({ data: all, next_token: null }),
  JSON.stringify(all, null, 1),
]);

export const ouraPages: readonly string[] = [...ouraSamples.values()].map((data) =>
  JSON.stringify({ data, next_token: SECRET }),
);

export const exportTables: ReadonlyMap<ExportCollection, string> = new Map(
  [...ouraSamples]
    .filter(([name]) => name !== 'personal_info')
    .map(([name, all]) => [name as ExportCollection, toCsv(all)]),
);

function toCsv(all: readonly object[]): string {
  const names = [...new Set(all.flatMap((one) => Object.keys(one)))].filter((name) => name !== 'comment');
  const cell = (value: unknown): string => {
    if (value === null || value === undefined) return '';
    return typeof value === 'object' ? `"${JSON.stringify(value).replaceAll('"', '""')}"` : String(value);
  };
  const lines = all.map((one) => names.map((name) => cell(one[name as keyof typeof one])).join(';'));
  return [names.join(';'), ...lines, ''].join('\r\n');
}

export const checkInFiles: readonly string[] = [
  person.checkInsCsv.split('\n').slice(0, 8).join('\n'),
  `\uFEFFDay;Mood;Pain;Notes;Reporter\r\n2026-03-01;7,5;3;"${SECRET}; woke\ntwice";self\r\n2026-03-02;;4;;caregiver\r\n`,
];

const answer = { day: '2026-03-01', mood: 7.5, pain: 0, symptoms: SECRET, notes: SECRET, reporter: 'self' };
export const checkInJsonFiles: readonly string[] = [
  JSON.stringify([answer, { ...answer, day: '2026-03-02', mood: null }]),
  JSON.stringify({ checkIns: [answer] }, null, 2),
  JSON.stringify(answer),
];

export const profileFiles: readonly string[] = [
  JSON.stringify(person.profile, null, 1),
  JSON.stringify({
    timezone: 'Europe/London',
    birthYear: 1956,
    conditions: [{ name: SECRET, since: '2019' }],
    allergies: [{ substance: SECRET, reaction: SECRET }],
    medications: [
      { name: SECRET, events: [{ day: '2026-02-10', action: 'dose', dose: '20 mg', time: '21:00' }] },
    ],
    labs: [{ day: '2026-01-12', analyte: 'Potassium', value: 4.4, unit: 'mmol/L', low: 3.5, high: null }],
    appointments: [{ day: '2026-03-27', time: '10:30', clinician: SECRET, questions: [SECRET] }],
    events: [{ day: '2026-02-01', kind: 'travel', label: SECRET }],
    notes: [{ day: '2026-01-12', author: SECRET, text: SECRET }],
  }),
];

export const labFiles: readonly string[] = [
  `Date,Test,Result,Unit,Reference range,Comment\n2026-01-12,TSH,2.1,mIU/L,0.4-4.0,"${SECRET}, again"\n2026-01-13,CRP,<5,mg/L,<5,\n`,
  'day;time;analyte;value;unit;low;high\r\n2026-01-12;08:10;Ferritin;41,5;ng/mL;30;400\r\n',
];

const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }], text: SECRET });
const result = {
  resourceType: 'Observation',
  id: 'a',
  status: 'final',
  category: [{ coding: [{ code: 'laboratory' }] }],
  code: loinc('3016-3'),
  subject: { reference: 'Patient/p' },
  effectiveDateTime: '2026-01-08T10:00:00+01:00',
  valueQuantity: { value: 2.1, unit: 'mIU/L', comparator: '<', code: 'm[IU]/L' },
  referenceRange: [{ low: { value: 0.4 }, high: { value: 4 } }],
};
const resources = [
  { resourceType: 'Patient', id: 'p', name: [{ text: SECRET }] },
  result,
  {
    ...result,
    id: 'b',
    component: [
      { code: loinc('2160-0'), valueQuantity: { value: 1, unit: 'mg/dL' } },
      { code: loinc('2345-7'), valueString: '<5' },
    ],
    valueQuantity: undefined,
  },
  {
    resourceType: 'DiagnosticReport',
    id: 'r',
    status: 'final',
    code: loinc('24331-1'),
    result: [{ reference: '#c' }],
    contained: [{ ...result, id: 'c' }],
  },
  {
    resourceType: 'MedicationStatement',
    status: 'active',
    medicationCodeableConcept: { text: SECRET },
    dosage: [{ text: SECRET }],
    effectivePeriod: { start: '2025-11' },
  },
  {
    resourceType: 'MedicationRequest',
    status: 'active',
    medicationReference: { reference: '#m' },
    authoredOn: '2026-01-01',
    contained: [{ resourceType: 'Medication', id: 'm', code: { text: SECRET } }],
  },
  {
    resourceType: 'Condition',
    clinicalStatus: { coding: [{ code: 'active' }] },
    code: { text: SECRET },
    onsetDateTime: '2019',
  },
  {
    resourceType: 'AllergyIntolerance',
    code: { text: SECRET },
    reaction: [{ manifestation: [{ text: SECRET }] }],
  },
];
export const fhirFiles: readonly string[] = [
  JSON.stringify(
    {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: resources.map((resource) => ({ fullUrl: 'urn:a', resource })),
    },
    null,
    1,
  ),
  JSON.stringify(result),
];

const quantities = [
  ['HeartRate', 'count/min', '61'],
  ['HeartRateVariabilitySDNN', 'ms', '42.5'],
  ['RespiratoryRate', 'count/min', '14.5'],
  ['OxygenSaturation', '%', '0.96'],
  ['StepCount', 'count', '812'],
  ['ActiveEnergyBurned', 'kJ', '51'],
  ['RestingHeartRate', 'count/min', '55'],
  ['VO2Max', 'mL/min·kg', '40'],
  ['BodyMass', 'lb', '160'],
] as const;
const dates = (start: string, end: string) =>
  `creationDate="${end} +0100" startDate="${start} +0100" endDate="${end} +0100"`;
const source = `sourceName="${SECRET} &amp; co" device="&lt;&lt;HKDevice: 0x3&gt;, name:Apple Watch&gt;"`;
const record = ([type, unit, value]: (typeof quantities)[number], day: number) =>
  `<Record type="HKQuantityTypeIdentifier${type}" ${source} unit="${unit}" ${dates(`2026-03-${day} 08:00:00`, `2026-03-${day} 08:10:00`)} value="${value}"><MetadataEntry key="HKTimeZone" value="Europe/Berlin"/></Record>`;
const sleep = ['InBed', 'AsleepCore', 'AsleepDeep', 'AsleepREM', 'Awake'].map(
  (stage, index) =>
    `<Record type="HKCategoryTypeIdentifierSleepAnalysis" ${source} ${dates(`2026-03-28 0${index}:00:00`, `2026-03-28 0${index + 1}:10:00`)} value="HKCategoryValueSleepAnalysis${stage}"/>`,
);
const workout = `<Workout workoutActivityType="HKWorkoutActivityTypeRunning" ${source} ${dates('2026-03-28 17:00:00', '2026-03-28 18:00:00')}><WorkoutEvent type="x"/></Workout>`;
export const healthExports: readonly string[] = [
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>\n]>\n<HealthData locale="en_DE">\n<ExportDate value="2026-04-02 09:10:11 +0100"/>\n${[
    28, 29,
  ]
    .flatMap((day) => quantities.map((one) => record(one, day)))
    .concat(sleep, workout)
    .join('\n')}\n</HealthData>\n`,
];
