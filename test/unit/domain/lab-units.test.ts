import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../knowledge/load-knowledge.ts';
import { analyteFinder } from '../../../src/domain/knowledge.ts';
import { convertLab, labInOwnUnit, plainUnit } from '../../../src/domain/lab-units.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { packageRoot } from '../../../src/shared/package-root.ts';

const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
const findAnalyte = analyteFinder(knowledge);

function analyte(name: string) {
  const found = findAnalyte(name);
  if (found === undefined) throw new Error(`${name} is in knowledge/labs.json`);
  return found;
}

describe('a laboratory value in its own unit', () => {
  // Expected values: printed conversion tables and molar masses, by hand, to the digits a laboratory prints.
  it.each([
    ['Glucose', 5.5, 'mmol/L', 99.1, 1],
    ['Glucose', 0.9, 'g/L', 90, 6],
    ['Creatinine', 88.4, 'µmol/L', 1, 3],
    ['LDL cholesterol', 3, 'mmol/L', 116, 1],
    ['Triglycerides', 1.7, 'mmol/L', 150.6, 1],
    ['TSH', 2.5, 'µIU/mL', 2.5, 6],
    ['TSH', 2.5, 'mU/L', 2.5, 6],
    ['Free T4', 12.87, 'pmol/L', 1, 3],
    ['Free T4', 12, 'pg/mL', 1.2, 6],
    ['Ferritin', 58, 'µg/L', 58, 6],
    ['Serum iron', 17.9, 'umol/L', 100, 1],
    ['Hemoglobin', 140, 'g/L', 14, 6],
    ['Hemoglobin', 8.69, 'mmol/L', 14, 1],
    ['Hematocrit', 0.42, 'L/L', 42, 6],
    ['White blood cell count', 6.1, '10*9/L', 6.1, 6],
    ['White blood cell count', 6100, 'cells/µL', 6.1, 6],
    ['HbA1c', 48, 'mmol/mol', 6.54, 2],
    ['HbA1c', 42, 'mmol/mol', 5.99, 2],
    ['CRP', 0.4, 'mg/dL', 4, 6],
    ['Vitamin D (25-hydroxy)', 50, 'nmol/L', 20, 1],
    ['Vitamin B12', 221.3, 'pmol/L', 300, 0],
    ['Folate', 10, 'nmol/L', 4.4, 1],
    ['Magnesium', 0.82, 'mmol/L', 1.99, 2],
    ['Calcium', 2.4, 'mmol/L', 9.62, 2],
    ['Calcium', 4.8, 'mEq/L', 9.62, 2],
    ['Potassium', 4.4, 'mEq/L', 4.4, 6],
    ['ALT', 0.5, 'µkat/L', 30, 6],
    ['eGFR (CKD-EPI 2021)', 71, 'mL/min/{1.73_m2}', 71, 6],
    ['FSH', 7.2, 'mIU/mL', 7.2, 6],
  ])('%s %d %s is %d', (name, value, unit, expected, digits) => {
    const converted = convertLab(analyte(name), value, unit);
    expect(converted?.value).toBeCloseTo(expected, digits);
    expect(converted?.unit).toBe(analyte(name).unit);
  });

  it('both equations of HbA1c agree to a tenth', () => {
    for (const ngsp of [4, 5.7, 6.5, 8, 12]) {
      const told = convertLab(analyte('HbA1c'), 10.93 * ngsp - 23.5, 'mmol/mol');
      expect(Math.abs((told?.value ?? 0) - ngsp)).toBeLessThan(0.05);
    }
  });

  it.each([
    ['Glucose', 'mmol/mol'],
    ['Glucose', 'mEq/L'],
    ['Glucose', ''],
    ['Glucose', 'furlongs'],
    ['Transferrin saturation', 'mmol/L'],
    ['TSH', 'ng/mL'],
    ['eGFR (CKD-EPI 2021)', 'mL/min'],
    ['Ferritin', 'pmol/L'],
  ])('%s in %s is not guessed at', (name, unit) => {
    expect(convertLab(analyte(name), 1, unit)).toBeUndefined();
  });

  it('leaves a value in its own unit untouched, to the last digit', () => {
    expect(convertLab(analyte('Glucose'), 0.1 + 0.2, ' MG / dl ')).toEqual({
      value: 0.1 + 0.2,
      unit: 'mg/dL',
    });
  });

  it('brings the reference range along', () => {
    const lab = { day: parseDay('2026-01-08'), analyte: 'Glucose', value: 10, unit: 'mmol/L' };
    expect(labInOwnUnit(analyte('Glucose'), { ...lab, low: 4, high: null })).toEqual({
      ...lab,
      value: 180.156,
      unit: 'mg/dL',
      low: 72.0624,
      high: null,
    });
    expect(labInOwnUnit(analyte('Glucose'), { ...lab, unit: 'drops' })).toBeUndefined();
  });
});

describe('spellings of a unit', () => {
  it.each([
    ['µg/L', 'ug/l'],
    ['μg/L', 'mcg/L'],
    ['uIU/mL', 'mcIU/mL'],
    ['u[IU]/mL', 'µIU/ml'],
    ['10*3/uL', '10^3/µL'],
    ['x10³/µL', '×10^3/uL'],
    ['mmol/mol{Hb}', 'mmol/mol'],
    ['mL/min/1.73 m²', 'ml/min/1.73m2'],
  ])('%s is %s', (one, other) => expect(plainUnit(one)).toBe(plainUnit(other)));

  it.each([
    ['mg/L', 'ug/L'],
    ['mg/dL', 'mg/L'],
    ['mmol/L', 'umol/L'],
    ['mL/min', 'mL/min/1.73m2'],
  ])('%s is not %s', (one, other) => expect(plainUnit(one)).not.toBe(plainUnit(other)));

  it('never throw, and plain stays plain', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (unit) => {
        for (const one of knowledge.labs) {
          const converted = convertLab(one, 1, unit);
          if (converted !== undefined) expect(Number.isFinite(converted.value)).toBe(true);
        }
      }),
      { seed: 20_260_320, numRuns: 300 },
    );
  });
});

describe('the conversions of knowledge/labs.json', () => {
  it('spell every unit of an analyte once', () => {
    for (const { name, unit, conversions } of knowledge.labs) {
      const spellings = conversions.flatMap((one) => [one.unit, ...one.synonyms]).map(plainUnit);
      expect([name, ...new Set([plainUnit(unit), ...spellings])]).toEqual([
        name,
        plainUnit(unit),
        ...spellings,
      ]);
    }
  });

  it('stand at analytes that no two of share a name', () => {
    const names = knowledge.labs.flatMap(({ name, synonyms }) => [name, ...synonyms]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const one of knowledge.labs) expect(findAnalyte(one.name.toUpperCase())).toBe(one);
    expect(findAnalyte(' ldl-c')?.name).toBe('LDL cholesterol');
    expect(findAnalyte('Urine glucose')).toBeUndefined();
  });
});
