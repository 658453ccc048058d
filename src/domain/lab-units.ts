import type { Analyte } from './knowledge.ts';
import type { Lab } from './profile.ts';

type Units = Pick<Analyte, 'unit' | 'conversions'>;

/** A value in the analyte's own unit; undefined for a unit that nothing certain is known about. */
export function convertLab(
  analyte: Units,
  value: number,
  unit: string,
): { readonly value: number; readonly unit: string } | undefined {
  const plain = plainUnit(unit);
  if (plain === plainUnit(analyte.unit)) return { value, unit: analyte.unit };
  const conversion = analyte.conversions.find((one) =>
    [one.unit, ...one.synonyms].some((spelling) => plainUnit(spelling) === plain),
  );
  if (conversion === undefined) return undefined;
  return { value: rounded(value * conversion.factor + (conversion.offset ?? 0)), unit: analyte.unit };
}

/** A result with its reference range in the analyte's own unit. */
export function labInOwnUnit(analyte: Units, lab: Lab): Lab | undefined {
  const converted = convertLab(analyte, lab.value, lab.unit);
  if (converted === undefined) return undefined;
  const bound = (value: number | null | undefined) =>
    typeof value === 'number' ? convertLab(analyte, value, lab.unit)?.value : value;
  return { ...lab, ...converted, low: bound(lab.low), high: bound(lab.high) };
}

/**
 * One spelling for what laboratories write in many: micro signs, "mcg", capitals, spaces, powers, and UCUM's brackets
 * and annotations. Capitals carry no meaning here: an analyte has no two units that differ by them alone.
 */
export function plainUnit(unit: string): string {
  return unit
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('μ', 'u')
    .replaceAll('×', 'x')
    .replaceAll(/\{[^{}]*\}|[\s^*[\]]/g, '')
    .replaceAll(/mc(?=g|l|mol|iu|u|kat)/g, 'u');
}

/** Without what the arithmetic adds in the last digits: it would make two equal results differ. */
function rounded(value: number): number {
  return Number(value.toPrecision(10));
}
