/** Pattern, name, factor to the normalised unit. The longer spelling comes first. */
const units: readonly (readonly [pattern: string, unit: string, factor: number])[] = [
  ['milliseconds?|ms', 'ms', 1],
  ['beats (?:per|a) minute|beats|bpm', 'bpm', 1],
  ['breaths (?:per|a) minute|breaths/min|breaths', 'breaths/min', 1],
  ['mL/kg/min', 'mL/kg/min', 1],
  ['mm ?Hg', 'mmHg', 1],
  ['kilograms?|kilos?|kg', 'kg', 1],
  ['percentage points|points?', 'points', 1],
  ['percent|per cent|%', '%', 1],
  ['°C|degrees(?: Celsius)?|°', '°C', 1],
  ['kcal|kilocalories|calories', 'kcal', 1],
  ['hours?|hrs?|h', 'min', 60],
  ['minutes?|mins?|min', 'min', 1],
  ['nights?|days?|mornings?|evenings?', 'days', 1],
  ['weeks?', 'days', 7],
  ['fortnights?', 'days', 14],
  ['months?', 'days', 30.4],
  ['years?', 'years', 1],
  ['seconds?|secs?', 'seconds', 1],
  ['milligrams?|mg', 'mg', 1],
  ['micrograms?|mcg|µg|μg', 'mcg', 1],
];

export const UNIT = units.map(([pattern]) => `(?:${pattern})`).join('|');

const known = units.map(([pattern, unit, factor]) => ({
  pattern: new RegExp(`^(?:${pattern})$`, 'i'),
  unit,
  factor,
}));

/** What a unit is read as, and how many of that one of it is; a unit nobody knows makes a plain number. */
export function readUnit(written: string): { readonly unit: string; readonly factor: number } {
  const entry = known.find(({ pattern }) => pattern.test(written));
  return { unit: entry?.unit ?? 'number', factor: entry?.factor ?? 1 };
}
