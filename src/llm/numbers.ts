import { blank } from './sentences.ts';

/**
 * A number as written. `unit` is normalised: durations are minutes, nights and weeks are days, hours of the clock
 * are minutes from midnight; "number" where no unit stands.
 */
export interface NumberMention {
  readonly words: string;
  readonly index: number;
  readonly value: number;
  readonly unit: string;
  /** Half of the last written place, in `unit`. */
  readonly tolerance: number;
  readonly about: boolean;
  /** Written with a minus. */
  readonly negative: boolean;
  /** "13 of 15": the second number. */
  readonly outOf?: number;
}

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const DIGITS = '(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?';
const WORDS = `(?:${SMALL.slice(1).join('|')})`;

/** Pattern, name, factor to the normalised unit. The longer spelling comes first. */
const units: readonly (readonly [pattern: string, unit: string, factor: number])[] = [
  ['milliseconds?|ms', 'ms', 1],
  ['beats (?:per|a) minute|beats|bpm', 'bpm', 1],
  ['breaths (?:per|a) minute|breaths/min|breaths', 'breaths/min', 1],
  ['mL/kg/min', 'mL/kg/min', 1],
  ['mm ?Hg', 'mmHg', 1],
  ['kilograms?|kilos?|kg', 'kg', 1],
  ['percentage points|percent|per cent|%', '%', 1],
  ['°C|degrees(?: Celsius)?|°', '°C', 1],
  ['kcal|kilocalories|calories', 'kcal', 1],
  ['hours?|hrs?|h', 'min', 60],
  ['minutes?|mins?|min', 'min', 1],
  ['nights?|days?|mornings?|evenings?', 'days', 1],
  ['weeks?', 'days', 7],
  ['months?', 'days', 30.4],
  ['years?', 'years', 1],
  ['milligrams?|mg', 'mg', 1],
  ['micrograms?|mcg|µg', 'mcg', 1],
  ['points?', 'number', 1],
];
const unitPattern = units.map(([pattern]) => `(?:${pattern})`).join('|');

const CLOCK = /\b(\d{1,2})[:.](\d{2})(?: ?([ap])\.?m\.?)?(?![\d%])|\b(\d{1,2}) ?([ap])\.?m\b\.?/gi;
const HOURS_MINUTES = new RegExp(
  `(${DIGITS}|\\b${WORDS}) ?-?(?:hours?|hrs?|h)(?:,| and)? ?(${DIGITS}) ?-?(?:minutes?|mins?|min|m)?(?![\\w%])`,
  'gi',
);
const OUT_OF = new RegExp(
  `([-−](?=\\d))?(${DIGITS}) ?(?:(?:out )?of(?: the| all)?|/) ?(${DIGITS})(?![\\w.,]*\\d| ?mm ?Hg)`,
  'gi',
);
const PLAIN = new RegExp(
  `(?<![\\w.,])([-−+])?(${DIGITS})(?:st|nd|rd|th)?(?: ?-?(${unitPattern})(?!\\w))?`,
  'g',
);
const SPELLED = new RegExp(`\\b(${WORDS})[ -](${unitPattern})(?!\\w)`, 'gi');
/** "from 82 to 47 minutes", "54 to 60 bpm", "128/82 mmHg": the first number has the unit of the second. */
const JOINED = /^\s*(?:to|and|or|–|-|\/|versus|vs\.?|against)\s*(?:about |around |a usual |an usual )?$/;

export function readNumbers(text: string): NumberMention[] {
  const found: NumberMention[] = [];
  let rest = text;
  const take = (
    pattern: RegExp,
    read: (match: RegExpMatchArray) => Partial<NumberMention> | undefined,
  ): void => {
    for (const match of rest.matchAll(pattern)) {
      const part = read(match);
      if (part === undefined) continue;
      const about = /\b(?:about|around|roughly|some|nearly|almost|close to)\s$/i.test(
        text.slice(0, match.index),
      );
      const words = match[0].trim();
      found.push({
        words,
        index: match.index,
        value: 0,
        unit: 'number',
        tolerance: 0.5,
        about,
        negative: false,
        ...part,
      });
      rest = blank(rest, match.index, match[0].length);
    }
  };
  take(CLOCK, readClock);
  take(HOURS_MINUTES, ([, hours = '', minutes = '']) => ({
    value: numeric(hours) * 60 + numeric(minutes),
    unit: 'min',
  }));
  take(OUT_OF, readOutOf);
  take(PLAIN, ([, sign, digits = '', unit]) => ({
    ...withUnit(digits, unit),
    negative: sign !== undefined && sign !== '+',
  }));
  take(SPELLED, ([, word = '', unit]) => withUnit(word, unit));
  found.sort((left, right) => left.index - right.index);
  return found.map((mention, place) => inheritUnit(mention, found[place + 1], text));
}

function readClock(match: RegExpMatchArray): Partial<NumberMention> | undefined {
  const [, hour = match[4] ?? '', minute = '0', half = match[5]] = match;
  // "47.30" is a decimal unless am or pm follows.
  if (match[0].includes('.') && half === undefined) return undefined;
  if (Number(hour) > 24 || Number(minute) > 59) return undefined;
  const shift =
    half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return { value: (shift * 60 + Number(minute)) % 1440, unit: 'clock' };
}

function readOutOf([, sign, first = '', second = '']: RegExpMatchArray): Partial<NumberMention> {
  const outOf = numeric(second);
  return { value: numeric(first), negative: sign !== undefined, outOf, tolerance: halfPlace(first) };
}

/** What a unit is read as, and how many of that one of it is; a unit nobody knows makes a plain number. */
export function readUnit(written: string): { readonly unit: string; readonly factor: number } {
  const entry = units.find(([pattern]) => new RegExp(`^(?:${pattern})$`, 'i').test(written));
  return { unit: entry?.[1] ?? 'number', factor: entry?.[2] ?? 1 };
}

function withUnit(digits: string, written: string | undefined): Partial<NumberMention> {
  const { unit, factor } = readUnit(written ?? '');
  const value = numeric(digits) * factor;
  const coarse = unit === 'days' && factor > 1;
  return {
    value,
    unit,
    tolerance: coarse ? Math.max(1, factor / 14) : halfPlace(digits) * factor,
  };
}

function inheritUnit(mention: NumberMention, next: NumberMention | undefined, text: string): NumberMention {
  if (mention.unit !== 'number' || mention.outOf !== undefined || next === undefined) return mention;
  const between = text.slice(mention.index + mention.words.length, next.index);
  if (next.unit === 'number' || next.unit === 'clock' || !JOINED.test(between)) return mention;
  return { ...mention, unit: next.unit };
}

function numeric(text: string): number {
  const spelled = SMALL.indexOf(text.toLowerCase());
  return spelled >= 0 ? spelled : Number(text.replaceAll(',', ''));
}

function halfPlace(text: string): number {
  const decimals = text.split('.')[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals;
}

/**
 * The rounding rules. Plain: the fact rounds to the written number. After "about": also the nearest 5 (10 from 100
 * on, a quarter of an hour from an hour on, half a week for days). The clock goes round. Signs are looked at apart.
 */
export function matchesNumber(mention: NumberMention, fact: number): boolean {
  const written = Math.abs(mention.value);
  const apart = Math.abs(written - Math.abs(fact));
  const distance = mention.unit === 'clock' ? Math.min(apart, 1440 - apart) : apart;
  if (distance <= mention.tolerance + 1e-9) return true;
  if (!mention.about) return false;
  if (mention.unit === 'days') return written % 7 === 0 && distance <= 3.5;
  const step = mention.unit === 'min' && written >= 60 ? 15 : written >= 100 ? 10 : 5;
  return written >= 20 && written % step === 0 && distance <= step / 2;
}
