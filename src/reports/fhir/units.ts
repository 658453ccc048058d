import { plainUnit } from '../../domain/lab-units.ts';
import type { Metric } from '../../domain/metric.ts';
import { isCustomSlug } from '../../domain/metric.ts';
import { type Element, words } from './element.ts';
import { UCUM } from './systems.ts';

/** Units of the catalogue in UCUM. A degree has two: see `ucumOf`. */
const catalogueUnits: Readonly<Record<string, string>> = {
  min: 'min',
  '%': '%',
  ms: 'ms',
  bpm: '/min',
  'breaths/min': '/min',
  count: '{count}',
  index: '{index}',
  steps: '{steps}/d',
  kcal: 'kcal',
  mmHg: 'mm[Hg]',
  kg: 'kg',
  'mL/kg/min': 'mL/kg/min',
  years: 'a',
  'of 10': '{score}',
};

/** Where a laboratory writes one of these in any spelling, it is beyond doubt what it means. */
const laboratoryUnits = [
  '%',
  'g/dL g/L mg/dL mg/L mg/mL ug/dL ug/L ug/mL ng/dL ng/L ng/mL pg/mL pg/dL fL pg',
  'mol/L mmol/L umol/L nmol/L pmol/L mmol/mol mg/g mg/mmol meq/L',
  '[IU]/L k[IU]/L [IU]/mL m[IU]/L m[IU]/mL u[IU]/mL U/L mU/L U/mL uU/mL ukat/L nkat/L',
  '10*3/uL 10*6/uL 10*9/L 10*12/L /uL L/L mm/h s min mm[Hg] kg mL/min',
].flatMap((line) => line.split(' '));
const byPlainUnit: ReadonlyMap<string, string> = new Map(
  laboratoryUnits.map((code) => [plainUnit(code), code]),
);

/** Giga or grams, and grams or gauss: some write cells in the one and mass in the other. */
const ambiguous: ReadonlySet<string> = new Set(['G/L', 'PG', 'FL', 'S', 'MIN']);

export function labUcum(unit: string): string | undefined {
  const told = unit.trim();
  return ambiguous.has(told) ? undefined : byPlainUnit.get(plainUnit(told));
}

/** A unit that a person wrote is one of UCUM where it is spelled so; letters alone may be short for anything. */
const personUnits: ReadonlySet<string> = new Set(
  'mg ug kg mL cm km min h kcal % mm[Hg] mmol/L mg/dL'.split(' '),
);

export function ucumOf({ slug, unit, coding }: Metric): string | undefined {
  if (isCustomSlug(slug)) return personUnits.has(unit) ? unit : undefined;
  // A difference of degrees is one of kelvins: as `Cel` a converter would take it for a temperature near freezing.
  if (slug === 'temperatureDeviation') return 'K';
  if (slug === 'wristTemperature') return 'Cel';
  return coding?.ucum ?? catalogueUnits[unit];
}

interface Quantity {
  readonly value: number;
  readonly comparator?: string | undefined;
  readonly unit: string;
  readonly ucum: string | undefined;
}

export function quantity({ value, comparator, unit, ucum }: Quantity): Element {
  return {
    value,
    comparator,
    unit: unit.trim() === '' ? undefined : words(unit),
    ...(ucum === undefined ? {} : { system: UCUM, code: ucum }),
  };
}
