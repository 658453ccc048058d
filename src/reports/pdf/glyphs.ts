import { textRuns } from '../text/unbroken.ts';

/**
 * What the embedded typeface can draw. A character it lacks would print as an empty box or vanish; it becomes a
 * visible mark instead, and the sheet says that the other formats show it.
 */
const drawable =
  /^[\u0020-\u007e\u00a0-\u017f\u0192\u01a0\u01a1\u01af\u01b0\u01f0\u01fa-\u01ff\u0218-\u021b\u02c6\u02c7\u02d8-\u02dd\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0486\u0488-\u0513\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9\u200b\u2010\u2011\u2013-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2027\u2030\u2032\u2033\u2039\u203a\u2044\u2070\u2074-\u208e\u20ac\u2116\u2122\u2126\u2202\u2206\u2211\u2212\u221a\u221e\u2248\u2260\u2264\u2265]*$/;
/** Inside the class, and nothing to be seen. */
const SOFT_HYPHEN = '\u00ad';
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const missingGlyph = '[?]';
const pieces = /.{1,30}/gu;
/** Names can be cut near the edge of a column; in addresses the slash is the better place. */
const namePieces = /.{1,5}/gu;
const isName = /^[\p{L}\p{M}]+[^\p{L}\p{M}]?$/u;
const ZERO_WIDTH_SPACE = '\u200b';

const substitutes: Readonly<Record<string, string>> = {
  '\u2192': '->',
  '\u2190': '<-',
  [SOFT_HYPHEN]: '',
  '\u2028': ' ',
};

/** The one place where text becomes PDF text: drawable, and with somewhere to break in a word too long for a line. */
export function pdfText(text: string): string {
  return mapGlyphs(text).replace(/\S{31,}/g, (word) =>
    (word.match(isName.test(word) ? namePieces : pieces) ?? [word]).join(ZERO_WIDTH_SPACE),
  );
}

interface Run {
  text: string;
  noWrap?: true;
  bold?: true;
}

/** The same, what belongs together kept on one line. Runs inside other runs do not take over what those are set in. */
export function pdfRuns(text: string, { bold = false } = {}): Run[] {
  return textRuns(pdfText(text)).map((run) => ({
    text: run.text,
    ...(run.isWhole ? { noWrap: true } : {}),
    ...(bold ? { bold: true } : {}),
  }));
}

/** Drawable text without break marks: for one line, and for the strips. */
export function mapGlyphs(text: string): string {
  // Nearly every text: looked at as a whole it costs a hundredth of going through it by its graphemes.
  if (drawable.test(text) && !text.includes(SOFT_HYPHEN)) return text;
  let out = '';
  for (const { segment } of segmenter.segment(text)) {
    const shown = drawableOf(segment);
    if (shown !== missingGlyph || !out.endsWith(missingGlyph)) out += shown;
  }
  return out;
}

export function isDrawable(text: string): boolean {
  return mapGlyphs(text) === text;
}

function drawableOf(segment: string): string {
  const substitute = substitutes[segment];
  if (substitute !== undefined) return substitute;
  return drawable.test(segment) ? segment : missingGlyph;
}
