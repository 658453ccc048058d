import { describe, expect, it } from 'vitest';
import { pdfRuns, pdfText } from '../../../src/reports/pdf/glyphs.ts';
import { textRuns } from '../../../src/reports/text/unbroken.ts';
import { missingNights } from '../../../src/reports/view/header.ts';

const whole = (text: string) => textRuns(text).flatMap((run) => (run.isWhole ? [run.text] : []));

describe('what no line may end inside of', () => {
  it.each([
    ['pain 2.5 (1–4).', ['1–4']],
    ['Usual 57–61, median 59; 22:50–0:05', ['57–61', '22:50–0:05']],
    ['on 30 of 35 days (86 %), else 12 %', ['86 %', '12 %']],
    ['between 78–92 % of nights', ['78–92 %']],
    ['5 Mar (4–8), 28 Feb – 2 Mar', ['4–8']],
    ['nothing of the kind, 5 mg', []],
  ])('is told apart in "%s"', (text, expected) => {
    expect(whole(text)).toEqual(expected);
    expect(
      textRuns(text)
        .map((run) => run.text)
        .join(''),
    ).toBe(text);
  });

  it('keeps what it was set in, run by run', () => {
    expect(pdfRuns('above 78 % now', { bold: true })).toEqual([
      { text: 'above ', bold: true },
      { text: '78 %', noWrap: true, bold: true },
      { text: ' now', bold: true },
    ]);
  });
});

describe('nights that are missing', () => {
  it('are listed by their reason', () => {
    const missing = [
      { from: '2026-01-02', to: '2026-01-02', reason: 'battery empty' },
      { from: '2026-01-04', to: '2026-01-06', reason: 'ring not worn' },
      { from: '2026-02-01', to: '2026-02-01', reason: 'battery empty' },
    ];
    const coverage = { nightsExpected: 90, nightsUsed: 85, checkInsUsed: 0, sufficient: true, missing };
    expect(missingNights(coverage)).toEqual(['2 Jan, 1 Feb: battery empty.', '4–6 Jan: ring not worn.']);
  });
});

describe('a word too long for a line', () => {
  it('breaks near the edge where it is a name, and rarely where it is an address', () => {
    expect(pdfText('a'.repeat(32)).split('\u200b')).toHaveLength(7);
    expect(pdfText(`doi.org/${'1'.repeat(30)}`).split('\u200b')).toHaveLength(2);
  });
});
