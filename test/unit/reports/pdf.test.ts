import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isDrawable, mapGlyphs, pdfText } from '../../../src/reports/pdf/glyphs.ts';
import { renderPdf } from '../../../src/reports/pdf.ts';
import { recordedPage } from '../../fixtures/pages/record.ts';
import { storyPage } from '../../fixtures/pages/story.ts';
import { crowdedPage, emptyPage } from '../../fixtures/pages/variants.ts';
import { pages } from './support.ts';

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const pageCount = (bytes: Uint8Array) => latin1(bytes).match(/\/Type \/Page\b(?!s)/g)?.length;
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('renderPdf', () => {
  it.each(['A4', 'LETTER'] as const)('sets the story on three sheets of %s', async (size) => {
    const pdf = await renderPdf(storyPage(), { size });
    expect(latin1(pdf).startsWith('%PDF-')).toBe(true);
    expect(pageCount(pdf)).toBe(3);
    expect(latin1(pdf)).toContain(size === 'A4' ? '[0 0 595.28 841.89]' : '[0 0 612 792]');
  });

  it('needs one sheet where little is to be said', async () => {
    expect(pageCount(await renderPdf(emptyPage()))).toBe(1);
  });

  it('does without a last sheet that would hold next to nothing', async () => {
    const page = recordedPage();
    const [note = ''] = page.notSeen;
    const notSeen = Array.from({ length: 22 }, () => note);
    expect(pageCount(await renderPdf({ ...page, notSeen }))).toBe(3);
    expect(pageCount(await renderPdf({ ...page, notSeen: [...notSeen, ...notSeen] }))).toBe(4);
  });

  it('lets a question as long as a letter run on', async () => {
    const questions = ['May I ask one thing more? '.repeat(380)];
    expect(pageCount(await renderPdf({ ...storyPage(), questions }))).toBeGreaterThan(2);
  });

  it('gives the same bytes for the same page, whatever was printed before', async () => {
    const first = digest(await renderPdf(storyPage()));
    await renderPdf(crowdedPage());
    expect(digest(await renderPdf(storyPage()))).toBe(first);
  });

  it('dates the file by the page, and tells pages apart', async () => {
    const page = storyPage();
    const pdf = latin1(await renderPdf(page));
    expect(pdf).toContain('(D:20260320120000Z)');
    const other = latin1(await renderPdf({ ...page, dataHash: 'another' }));
    const idOf = (text: string) => text.match(/\/ID \[<(\w+)>/)?.[1];
    expect(idOf(other)).not.toBe(idOf(pdf));
  });

  it.each(Object.keys(pages))('prints the %s page', async (name) => {
    const pdf = await renderPdf((pages[name] ?? storyPage)(), { size: 'LETTER' });
    expect(pdf.byteLength).toBeGreaterThan(10_000);
  });
});

describe('pdfText', () => {
  it('marks what the typeface cannot draw, once per run', () => {
    expect(mapGlyphs('take \ud83d\udc8a\ud83d\udc8a now')).toBe('take [?] now');
    expect(isDrawable('Zażółć gęślą jaźń, Ωμέγα, Привет, −5 ≥ 3 °C')).toBe(true);
    expect(isDrawable('\u05e9\u05dc\u05d5\u05dd')).toBe(false);
    expect(mapGlyphs('a → b')).toBe('a -> b');
  });

  it('gives a long word somewhere to break and takes nothing away', () => {
    const word = 'x'.repeat(90);
    expect(pdfText(word)).toContain('\u200b');
    expect(pdfText(word).replaceAll('\u200b', '')).toBe(word);
  });
});
