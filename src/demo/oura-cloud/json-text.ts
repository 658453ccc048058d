/** Fields the schema calls `number`: the vendor's server writes them with a decimal point even when they are whole. */
const floats: ReadonlySet<string> = new Set([
  'average_breath',
  'average_heart_rate',
  'average_met_minutes',
  'calories',
  'daytime_recovery',
  'distance',
  'height',
  'interval',
  'items',
  'pulse_wave_velocity',
  'sleep_recovery',
  'stress',
  'temperature_deviation',
  'temperature_trend_deviation',
  'weight',
]);

/** JSON as the vendor spells it: `"interval":300.0`. A client that keeps the bytes can be told from one that does not. */
export function writeJson(value: unknown, isFloat = false): string {
  if (typeof value === 'number' && isFloat && Number.isInteger(value)) return `${value}.0`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) {
    // The long arrays are samples: written in one go, and only their whole numbers touched.
    if (isFloat) return JSON.stringify(value).replaceAll(/[[,]-?\d+(?=[,\]])/g, '$&.0');
    return `[${value.map((item) => writeJson(item)).join(',')}]`;
  }
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${writeJson(inner, floats.has(name))}`).join(',')}}`;
}
