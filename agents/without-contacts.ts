const LEFT_OUT = '[left out]';

const EMAIL = /[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".,;]+/g;
/** Nine digits and more in a row, however they are grouped: of a telephone, an insurance, a hospital. A day has eight. */
const LONG_NUMBER = /(?<![\d-])\+?\(?\d(?:[\s()./-]{0,2}\d){8,16}(?!\d)/g;
const ISO_DAY = /\d{4}-\d{2}-\d{2}/;
const BIRTH_DATE = /\b(?:born(?: on)?|date of birth|d\.?o\.?b\.?)[:\s]+[^,;.\n]{0,14}\d[^,;.\n]{0,10}/gi;
/** Somebody kept as "may" or "april" would take the month out of every date. */
const CALENDAR = new Set(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep oct nov dec monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
);
/** By which things are known again. */
const NO_TEXT = new Set(['id', 'topics', 'day', 'slug']);
/** Shorter ones are too likely to be something else. */
const FEWEST_LETTERS = 3;

/**
 * What somebody is known by goes to no model: addresses and numbers in texts, and the name under which the person is kept
 * here. Everything else of the value stays as it is.
 */
export function withoutContacts<Value>(value: Value, personName: string): Value {
  const name = namePattern(personName);
  const clean = (part: unknown): unknown => {
    if (typeof part === 'string') {
      const text = part
        .replace(EMAIL, LEFT_OUT)
        .replace(BIRTH_DATE, LEFT_OUT)
        .replace(LONG_NUMBER, (digits) => (ISO_DAY.test(digits) ? digits : LEFT_OUT));
      return name === undefined ? text : text.replace(name, 'the person');
    }
    if (Array.isArray(part)) return part.map(clean);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, entry]) => [key, NO_TEXT.has(key) ? entry : clean(entry)]),
    );
  };
  return clean(value) as Value;
}

function namePattern(personName: string): RegExp | undefined {
  if (personName.length < FEWEST_LETTERS || CALENDAR.has(personName.toLowerCase())) return undefined;
  const escaped = personName.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}-])${escaped}(?![\\p{L}\\p{N}-])`, 'giu');
}
