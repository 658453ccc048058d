const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const TO_NINE = SMALL.slice(1, 10).join('|');
const UNDER_HUNDRED = `(?:(?:${TENS.join('|')})(?:[- ](?:${TO_NINE}))?|${SMALL.slice(1).reverse().join('|')})`;

/** "seven", "thirty-five", "a hundred and ten", "two hundred", "a dozen", "two dozen". */
export const NUMBER_WORDS = `(?:(?:a|${TO_NINE}) hundred(?: (?:and )?${UNDER_HUNDRED})?|(?:a|two|three) dozen|${UNDER_HUNDRED})`;

export const DIGITS = '(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?';

/** The value of a number in digits or in words. */
export function numeric(text: string): number {
  const words = text.toLowerCase();
  if (/^\d/.test(words)) return Number(words.replaceAll(',', ''));
  const dozens = /^(\w+) dozen$/.exec(words)?.[1];
  if (dozens !== undefined) return 12 * (dozens === 'a' ? 1 : SMALL.indexOf(dozens));
  const [, count, rest] = /^(\w+) hundred(?: (?:and )?(.+))?$/.exec(words) ?? [];
  if (count !== undefined)
    return 100 * (count === 'a' ? 1 : SMALL.indexOf(count)) + (rest === undefined ? 0 : underHundred(rest));
  return underHundred(words);
}

function underHundred(words: string): number {
  const [first = '', second] = words.split(/[- ]/);
  const ten = TENS.indexOf(first);
  if (ten < 0) return SMALL.indexOf(first);
  return 10 * (ten + 2) + (second === undefined ? 0 : SMALL.indexOf(second));
}
