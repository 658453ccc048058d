/**
 * The same text as a reader sees it, in the plainest characters: a digit of another script, a letter that only looks
 * Latin or a mark that nobody sees must not carry a number or a name past a check.
 */
export function plainText(text: string): string {
  return text
    .replace(/[¼½¾]/g, (fraction, place: number) => fractionOf(fraction, /\d/.test(text[place - 1] ?? '')))
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(/[^\P{Nd}\d]/gu, asciiDigit)
    .replace(LOOKALIKES, (letter) => LATIN[letter] ?? letter)
    .replace(/(?<=\d[.,]?)[OoІIl](?=[\d\s%.,]|$)|\b[OIl](?=\d)/g, (letter) =>
      /o/i.test(letter) ? '0' : '1',
    );
}

/** Format characters, private use and variation selectors. */
const UNSEEN = /\p{Cf}|\p{Co}|[\ufe00-\ufe0f]|\u034f|\u115f|\u1160|\u3164/gu;

const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      ['АВЕЅІЈКМНОРСТУХасеіјорѕухһԁԛԝ', 'ABESIJKMHOPCTYXaceijopsyxhdqw'],
      ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι', 'ABEZHIKMNOPTYXovi'],
    ] as const
  ).flatMap(([foreign, latin]) => [...foreign].map((letter, place) => [letter, latin[place] ?? letter])),
);
const LOOKALIKES = new RegExp(`[${Object.keys(LATIN).join('')}]`, 'g');

function fractionOf(fraction: string, isBehindDigit: boolean): string {
  const decimals = fraction === '¼' ? '.25' : fraction === '½' ? '.5' : '.75';
  return isBehindDigit ? decimals : `0${decimals}`;
}

/** Digits stand in runs of ten from their zero on. */
function asciiDigit(digit: string): string {
  let first = digit.codePointAt(0) ?? 0;
  const own = first;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((own - first) % 10);
}
