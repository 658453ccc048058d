import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFixture, readVignettes, rulesOf, screenTexts } from './screened.ts';

const vignettes = [...readVignettes('worked-on'), ...readVignettes('held-out')];
const harmless = readFixture('harmless') as string[];
const minimisers = [
  'Mum says it is nothing.',
  'Probably just indigestion.',
  'I am sure it is fine.',
  'The GP told me not to worry.',
  'It went away.',
  "It's only a bit.",
  'Fine now.',
  "Don't want to make a fuss.",
  'No big deal.',
  'My neighbour had the same and it was nothing.',
  'Not worried.',
  'Never mind.',
];
const ending = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
const runs = { numRuns: 300, seed: 20_260_324 };

describe('screening texts', () => {
  it('keeps a flag whatever is added to play it down, before it or after it', () => {
    const added = fc.array(fc.constantFrom(...minimisers), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...vignettes), added, fc.boolean(), (vignette, extra, isBefore) => {
        const parts = isBefore ? [...extra, vignette.text] : [ending(vignette.text), ...extra];
        const before = rulesOf(screenTexts([vignette.text], vignette.medications));
        const after = rulesOf(screenTexts([parts.join(' ')], vignette.medications));
        expect(after).toEqual(expect.arrayContaining(before.filter((rule) => rule === vignette.rule)));
      }),
      runs,
    );
  });

  it('keeps a flag among other matters, in the same text or in other texts of the day', () => {
    const others = fc.array(fc.constantFrom(...harmless), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...vignettes), others, fc.boolean(), (vignette, extra, isOneText) => {
        const parts = [...extra.map(ending), ending(vignette.text), ...extra.map(ending)];
        const before = rulesOf(screenTexts([vignette.text], vignette.medications));
        const after = rulesOf(screenTexts(isOneText ? [parts.join(' ')] : parts, vignette.medications));
        const kept = before.filter((rule) => rule === vignette.rule && !/simple|no-symptoms/.test(rule));
        expect(after).toEqual(expect.arrayContaining(kept));
      }),
      runs,
    );
  });

  it('says the same in whatever order the texts come', () => {
    const texts = fc.array(fc.constantFrom(...vignettes.map(({ text }) => text), ...harmless), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(texts, (written) => {
        expect(screenTexts(written.toReversed())).toEqual(screenTexts(written));
      }),
      runs,
    );
  });

  it('reads any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        for (const { seen } of screenTexts([text])) expect(seen.length).toBeGreaterThan(0);
      }),
      runs,
    );
  });
});
