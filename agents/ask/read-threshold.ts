import type { Comparator } from '../../src/domain/ask/query.ts';

/** "under 6 hours": how a question sets a bar, before it is known of which metric. */
export interface Threshold {
  readonly comparator: Comparator;
  readonly amount: Amount;
}

export type Amount =
  | { readonly kind: 'minutes'; readonly value: number }
  | { readonly kind: 'clock'; readonly value: number }
  | { readonly kind: 'unit'; readonly value: number; readonly unit: string }
  | { readonly kind: 'bare'; readonly value: number };

const comparing: readonly (readonly [RegExp, Comparator])[] = [
  [/\b(?:at least|no less than|not less than|no fewer than|minimum of)\b/, '>='],
  [/\b(?:at most|no more than|not more than|up to|maximum of)\b/, '<='],
  [
    /\b(?:under|below|less than|fewer than|shorter than|lower than|before|earlier than|smaller than|worse than)\b/,
    '<',
  ],
  [
    /\b(?:over|above|more than|longer than|higher than|greater than|after|later than|past|exceed(?:ed|s)?|better than)\b/,
    '>',
  ],
  [/\b(?:get|got|reach|reached|hit|manage|managed)\b/, '>='],
];
const trailing: readonly (readonly [RegExp, Comparator])[] = [
  [/\bor (?:more|longer|higher|above|later|over)\b/, '>='],
  [/\bor (?:less|fewer|shorter|lower|below|earlier|under)\b/, '<='],
];

const NOON = 12 * 60;

export function readThreshold(text: string): Threshold | undefined {
  for (const [pattern, comparator] of comparing) {
    const found = pattern.exec(text);
    const amount = found && readAmount(text.slice(found.index + found[0].length));
    if (amount) return { comparator, amount };
  }
  for (const [pattern, comparator] of trailing) {
    const found = pattern.exec(text);
    const amount = found && readAmount(text.slice(0, found.index), 'anywhere');
    if (amount) return { comparator, amount };
  }
  return undefined;
}

const number = '(\\d+(?:\\.\\d+)?)';
const amounts: readonly (readonly [string, (parts: readonly (string | undefined)[]) => Amount])[] = [
  ['midnight', () => ({ kind: 'clock', value: 0 })],
  ['noon', () => ({ kind: 'clock', value: NOON })],
  ['(\\d{1,2})[:.](\\d{2})(?: ?(am|pm))?(?! ?hours?)', ([hour, minute, half]) => clock(hour, minute, half)],
  ['(\\d{1,2}) ?(am|pm)', ([hour, half]) => clock(hour, '0', half)],
  ['(\\d{1,2}) ?oclock', ([hour]) => clock(hour, '0', undefined)],
  [
    '(\\d{1,2}) ?h(?:ours?|rs?)? ?(?:and )?(\\d{1,2}) ?(?:m|mins?|minutes?)?',
    ([hours, minutes]) => ({ kind: 'minutes', value: Number(hours) * 60 + Number(minutes) }),
  ],
  [`${number} ?(?:h|hours?|hrs?)`, ([hours]) => ({ kind: 'minutes', value: Number(hours) * 60 })],
  [`${number} ?(?:m|mins?|minutes?)`, ([minutes]) => ({ kind: 'minutes', value: Number(minutes) })],
  [`${number} ?(%|percent|per cent)`, ([value]) => ({ kind: 'unit', value: Number(value), unit: '%' })],
  [
    `${number} ?(bpm|ms|kg|steps|kcal|mmhg)`,
    ([value, unit]) => ({ kind: 'unit', value: Number(value), unit: unit as string }),
  ],
  [number, ([value]) => ({ kind: 'bare', value: Number(value) })],
];

/** The number that a bar is set with stands next to it, but for a small word. */
function readAmount(text: string, where: 'next' | 'anywhere' = 'next'): Amount | undefined {
  const lead = where === 'next' ? '^ ?(?:about |around |an? |my |the |_+ ?(?:of )?)?' : '\\b';
  for (const [pattern, make] of amounts) {
    const found = new RegExp(`${lead}${pattern}(?![\\w])`).exec(text);
    if (found !== null) return make(found.slice(1));
  }
  return undefined;
}

/** Every number of a question, as what it could be meant. */
export function amountsIn(text: string): Amount[] {
  return amounts.flatMap(([pattern, make]) =>
    [...text.matchAll(new RegExp(`\\b${pattern}(?![\\w])`, 'g'))].map((found) => make(found.slice(1))),
  );
}

function clock(hour = '0', minute = '0', half: string | undefined): Amount {
  const hours = (Number(hour) % (half === undefined ? 24 : 12)) + (half === 'pm' ? 12 : 0);
  return { kind: 'clock', value: hours * 60 + Number(minute) };
}

const EVENING_METRICS: Readonly<Record<string, number>> = { bedtime: NOON, sleepMidpoint: 18 * 60 };
const MOST_BARE_HOURS = 24;

/** In the unit of the metric: "6" of a sleep are hours, half past eleven in the evening is before midnight. */
export function thresholdFor(metric: string, unit: string, amount: Amount): number | undefined {
  const isClock = metric === 'bedtime' || metric === 'wakeTime' || metric === 'sleepMidpoint';
  switch (amount.kind) {
    case 'clock': {
      if (!isClock) return undefined;
      const evening = EVENING_METRICS[metric];
      return evening !== undefined && amount.value >= evening ? amount.value - 1440 : amount.value;
    }
    case 'minutes':
      if (unit === 'h') return amount.value / 60;
      return unit === 'min' && !isClock ? amount.value : undefined;
    case 'unit':
      return unit.toLowerCase() === amount.unit ? amount.value : undefined;
    case 'bare':
      if (isClock)
        return thresholdFor(metric, unit, clock(String(amount.value), '0', bareHalf(metric, amount.value)));
      return unit === 'min' && amount.value <= MOST_BARE_HOURS ? amount.value * 60 : amount.value;
  }
}

/** "In bed before 11" is in the evening, "up after 7" in the morning. */
function bareHalf(metric: string, hour: number): string | undefined {
  return metric === 'bedtime' && hour >= 7 && hour < 12 ? 'pm' : undefined;
}

/** The metric that a bar without one is about. */
export function metricOfAmount(amount: Amount): string | undefined {
  if (amount.kind === 'minutes') return 'totalSleep';
  if (amount.kind === 'clock') return 'bedtime';
  if (amount.kind !== 'unit') return undefined;
  return { '%': 'sleepEfficiency', bpm: 'restingHeartRate', ms: 'hrv', kg: 'bodyMass', steps: 'steps' }[
    amount.unit
  ];
}
