import { type Hedge, hedgeOf } from './hedges.ts';
import { DIGITS, NUMBER_WORDS, numeric } from './number-words.ts';
import { blank } from './sentences.ts';
import { readUnit, UNIT } from './units.ts';

/**
 * A number as written. `unit` is normalised: durations are minutes, nights and weeks are days, hours of the clock
 * are minutes from midnight; "number" where no unit stands.
 */
export interface NumberMention {
  readonly words: string;
  readonly index: number;
  readonly value: number;
  readonly unit: string;
  /** How many of the normalised unit the written one is: 60 of an hour. */
  readonly factor: number;
  /** Half of the last written place, in `unit`. */
  readonly tolerance: number;
  readonly hedge: Hedge | undefined;
  /** Written with a minus. */
  readonly negative: boolean;
  /** "13 of 15": the second number. */
  readonly outOf?: number;
  /** "the next day", "the same day": told by its place in time and not by a number. */
  readonly isNextDay?: boolean;
}

const ANY = `(?:${DIGITS}|\\b${NUMBER_WORDS})`;

const CLOCK =
  /(?<![\d:.])(\d{1,2})[:.](\d{2})(?!:?\d)(?: ?([ap])\.?m\b\.?)?(?! ?%|\.\d)|\b(\d{1,2}) ?([ap])\.?m\b\.?/gi;
const HALVES = new RegExp(
  `\\b(?:(an?|one|\\d+|${NUMBER_WORDS}) hours? and a (half|quarter)|(an?|one|\\d+|${NUMBER_WORDS}) and a (half|quarter) hours|(half)(?: of)? an hour|(a quarter|three quarters) of an hour)\\b`,
  'gi',
);
const HOURS_MINUTES = new RegExp(
  `(${DIGITS}|\\b(?:an|${NUMBER_WORDS})) ?-?(?:hours?|hrs?|h)(?:,| and)? ?(${DIGITS}|\\b${NUMBER_WORDS}) ?-?(?:minutes?|mins?|min|m)?(?![\\w%]| ?-?(?:${UNIT})(?!\\w))`,
  'gi',
);
const OUT_OF = new RegExp(
  `([-−](?=\\d))?(?<![\\w.,])(${ANY}) ?(?:(?:times? )?(?:out )?of(?: the| all)?|/|(?:times? )?in(?= (?:${NUMBER_WORDS}|10)\\b(?! ?(?:${UNIT})\\b))) ?(${ANY})(?![\\w.,]*\\d| ?mm ?Hg)`,
  'gi',
);
const PLAIN = new RegExp(`(?<![\\w.,])([-−+])?(${DIGITS})(?:st|nd|rd|th)?(?: ?-?(${UNIT})(?!\\w))?`, 'g');
const SPELLED = new RegExp(`\\b(${NUMBER_WORDS})[ -](${UNIT})(?!\\w)`, 'gi');
/** From eleven on no word for a number is anything else; below, only beside another one. */
const BARE = new RegExp(
  `\\b(${NUMBER_WORDS})(?=,? (?:to|and|versus|vs\\.?|against) (?:about |a usual )?${ANY} ?(?:${UNIT})(?!\\w))|(?<=\\b(?:to|of|at|averaged|was|is|were|from|by) )\\b(${NUMBER_WORDS})\\b(?=[,.;)]| (?:beats|before|since|now|instead))|\\b((?:${NUMBER_WORDS}))\\b(?! (?:of (?:them|these|the))\\b)`,
  'gi',
);
/** "the last week": one of it. "0.6 kg a week" is a pace and no length. */
const ONE_OF =
  /\b(?:(?<=\b(?:last|past|previous|first) )(week|fortnight|month)|an? (day|week|fortnight|month)(?= (?:later|after|before|ago|earlier|from)\b)|an (hour)|(?<=\bfor an? )(week|fortnight|month))\b/gi;
const NEXT_DAY =
  /\b(?:(?:on |in )?the (next|following|same) (?:day|night|morning)(?!s)|the (day|night|morning) after(?= (?:a|the|her|his|your|this|nights?|days?|mornings?|lower|higher|that|it)\b|[,.;)]))/gi;
/** "from 82 to 47 minutes", "54 to 60 bpm", "128/82 mmHg": the first number has the unit of the second. */
const JOINED = /^\s*(?:to|and|or|–|-|\/|→|versus|vs\.?|against)\s*(?:about |around |a usual |an usual )?$/;

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
      const end = match.index + match[0].length;
      found.push({
        words: match[0].trim(),
        index: match.index,
        value: 0,
        unit: 'number',
        factor: 1,
        tolerance: 0.5,
        hedge: hedgeOf(text.slice(Math.max(0, match.index - 40), match.index), text.slice(end, end + 10)),
        negative: false,
        ...part,
      });
      rest = blank(rest, match.index, match[0].length);
    }
  };
  take(CLOCK, readClock);
  take(HALVES, readHalves);
  take(HOURS_MINUTES, readHoursMinutes);
  take(OUT_OF, readOutOf);
  take(PLAIN, ([, sign, digits = '', unit]) => ({
    ...withUnit(digits, unit),
    negative: sign !== undefined && sign !== '+',
  }));
  take(SPELLED, ([, word = '', unit]) => withUnit(word, unit));
  take(BARE, readBare);
  take(ONE_OF, ([, first, second, third, fourth]) => withUnit('1', first ?? second ?? third ?? fourth));
  take(NEXT_DAY, ([, which]) => ({
    value: which?.toLowerCase() === 'same' ? 0 : 1,
    unit: 'days',
    tolerance: 0,
    isNextDay: true,
  }));
  found.sort((left, right) => left.index - right.index);
  return paired(found, text).map((mention, place, all) =>
    unhedged(inheritUnit(mention, all[place + 1], text), text),
  );
}

const WHOLE = /\b(?:out )?of (?:the |these |those |all )?$/i;
const PART_LEAD = /,\s+$/;
const PART_TAIL = /^\s+(?:had|have|has|were|was|came|come|showed|saw|ended|brought|went)\b/i;

/** "Out of 15 days after …, 13 had lower …" is 13 of 15. */
function paired(found: readonly NumberMention[], text: string): NumberMention[] {
  const whole = found.find(({ unit, index }) => unit === 'days' && WHOLE.test(text.slice(0, index)));
  const part = found.find(
    ({ unit, index, words }) =>
      unit === 'number' &&
      whole !== undefined &&
      index > whole.index &&
      PART_LEAD.test(text.slice(0, index)) &&
      PART_TAIL.test(text.slice(index + words.length)),
  );
  if (whole === undefined || part === undefined) return [...found];
  return found
    .filter((mention) => mention !== whole)
    .map((mention) => (mention === part ? { ...mention, outOf: whole.value } : mention));
}

/** "Over 18 nights" is how long something lasted, not that it was longer. */
function unhedged(mention: NumberMention, text: string): NumberMention {
  const isStretch = mention.unit === 'days' && /\bover\s+$/i.test(text.slice(0, mention.index));
  return isStretch ? { ...mention, hedge: undefined } : mention;
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

/** "3 hours and 191 minutes" are two numbers. */
function readHoursMinutes([, hours = '', minutes = '']: RegExpMatchArray):
  | Partial<NumberMention>
  | undefined {
  const value = (hours.toLowerCase() === 'an' ? 1 : numeric(hours)) * 60 + numeric(minutes);
  return numeric(minutes) < 60 ? { value, unit: 'min' } : undefined;
}

/** "an hour and a half", "half an hour", "three quarters of an hour": told by the quarter. */
function readHalves(match: RegExpMatchArray): Partial<NumberMention> {
  const [, first = match[3], part = match[4], , , half, quarters] = match;
  if (half !== undefined) return { value: 30, unit: 'min', tolerance: 5 };
  if (quarters !== undefined) return { value: /^three/i.test(quarters) ? 45 : 15, unit: 'min', tolerance: 5 };
  const hours = /^an?$/i.test(first ?? '') ? 1 : numeric(first ?? '');
  return { value: hours * 60 + (part === 'half' ? 30 : 15), unit: 'min', tolerance: 7.5 };
}

function readOutOf([, sign, first = '', second = '']: RegExpMatchArray): Partial<NumberMention> {
  const outOf = numeric(second);
  return { value: numeric(first), negative: sign !== undefined, outOf, tolerance: halfPlace(first) };
}

function readBare([, joined, told, alone]: RegExpMatchArray): Partial<NumberMention> | undefined {
  const word = joined ?? told ?? alone ?? '';
  const value = numeric(word);
  return alone !== undefined && value < 11 ? undefined : { value };
}

function withUnit(digits: string, written: string | undefined): Partial<NumberMention> {
  const { unit, factor } = readUnit(written ?? '');
  const value = numeric(digits) * factor;
  return { value, unit, factor, tolerance: toleranceOf(digits, unit, factor) };
}

function toleranceOf(digits: string, unit: string, factor: number): number {
  if (unit === 'days' && factor > 1) return Math.max(1, factor / 14);
  const isWholeHours = unit === 'min' && factor === 60 && !digits.includes('.');
  return isWholeHours ? 15 : halfPlace(digits) * factor;
}

function inheritUnit(mention: NumberMention, next: NumberMention | undefined, text: string): NumberMention {
  if (mention.unit !== 'number' || mention.outOf !== undefined || next === undefined) return mention;
  const between = text.slice(mention.index + mention.words.length, next.index);
  if (next.unit === 'number' || next.unit === 'clock' || !JOINED.test(between)) return mention;
  const { unit, factor } = next;
  return { ...mention, unit, factor, value: mention.value * factor, tolerance: mention.tolerance * factor };
}

function halfPlace(text: string): number {
  const decimals = text.split('.')[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals;
}
