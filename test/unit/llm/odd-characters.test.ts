import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oddCharacters } from '../../../src/llm/odd-characters.ts';

const wordsAtFault = (text: string, known: object = {}) =>
  oddCharacters(text, known).map(({ words }) => words);

describe('characters that are read as something else', () => {
  it.each([
    ['wide digits', 'fell to ７９ minutes', '７９'],
    ['digits of another script', 'fell by ٧٩ minutes.', '٧٩'],
    ['small digits', 'rose by 4² bpm', '4²'],
    ['a numeral in one letter', 'in week Ⅶ', 'Ⅶ'],
    ['a foreign letter', 'took Z\u043elpidem', 'Z\u043elpidem'],
    ['letters of mathematics', 'took 𝐙olpidem', '𝐙olpidem'],
    ['a gap that nobody sees', 'by 7\u200b9 minutes', '7\u200b9'],
    ['a mark that turns the order round', 'by \u202e97 minutes', '\u202e97'],
  ])('are found: %s', (_what, text, words) => {
    expect(wordsAtFault(text)).toEqual([words]);
  });

  it('are none in plain words', () => {
    const text =
      'Dr. Ångström’s “deep sleep” fell by 35 min (−42 to −27) – about 4.1 °C… naïve, 7\u00a0March.';
    expect(wordsAtFault(text)).toEqual([]);
  });

  it('are nobody’s trick where the packet has them', () => {
    const known = { clinician: 'Доктор Иванова', unit: 'kg/m²' };
    expect(wordsAtFault('Could we ask Иванова?', known)).toEqual([]);
    expect(wordsAtFault('It was 24 kg/m².', known)).toEqual([]);
    expect(wordsAtFault('Could we ask Петрова?', known)).toEqual(['Петрова?']);
  });

  it('are found in every text that is not what it seems', () => {
    fc.assert(
      fc.property(fc.nat(9_999), fc.constantFrom(0xff10, 0x0660, 0x0966, 0x1d7ce), (value, zero) => {
        const digits = [...String(value)].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
        expect(wordsAtFault(`It was ${digits} minutes.`)).toEqual([digits]);
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});
