const narrow = /[iljtfrI.,:;'|!()[\] \u00a0-]/u;
const widest = /[mwMW@%…—]/u;
const latin = /[\u0020-\u024f\u0370-\u052f\u1e00-\u20cf]/u;
const capitals = /\p{Lu}/u;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What Roboto takes at most, in ems: a drawing has no typesetter to ask, and too much room harms less than too little. */
function emsOf(grapheme: string): number {
  if (!latin.test(grapheme)) return 1.25;
  if (widest.test(grapheme)) return 0.92;
  if (narrow.test(grapheme)) return 0.37;
  return capitals.test(grapheme) ? 0.7 : 0.58;
}

const BOLD = 1.04;

export interface Type {
  readonly size: number;
  readonly bold?: boolean;
}

export function textWidth(text: string, { size, bold = false }: Type): number {
  let ems = 0;
  for (const { segment } of segmenter.segment(text)) ems += emsOf(segment);
  return ems * size * (bold ? BOLD : 1);
}

/** As much as has room, with an ellipsis for the rest. */
export function shortened(text: string, width: number, type: Type): string {
  if (textWidth(text, type) <= width) return text;
  let kept = '';
  for (const { segment } of segmenter.segment(text)) {
    if (textWidth(`${kept}${segment}…`, type) > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Words onto lines; a word wider than a line is shortened, and so is what does not fit the last line. */
export function wrapped(
  text: string,
  width: number,
  type: Type,
  mostLines = Number.POSITIVE_INFINITY,
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (line === '' || lines.length + 1 >= mostLines || textWidth(joined, type) <= width) {
      line = joined;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].map((text) => shortened(text, width, type));
}

const NARROWINGS = [0.6, 0.68, 0.76, 0.84, 0.92];

/** As few lines as that width asks for, and all of about one length. */
export function balanced(text: string, width: number, type: Type): string[] {
  const lines = wrapped(text, width, type);
  const narrower = NARROWINGS.map((share) => wrapped(text, width * share, type));
  return (
    narrower.find((found) => found.length === lines.length && !found.some((line) => line.endsWith('…'))) ??
    lines
  );
}
