const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns a terminal gives to a text: emoji and East Asian characters take two. */
export function columns(text: string): number {
  let sum = 0;
  for (const { segment } of segmenter.segment(text)) sum += wide.test(segment) ? 2 : 1;
  return sum;
}

/** Words onto lines of at most `width` columns; a word longer than a line is cut between characters, never inside. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => pieces(part, width))) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (columns(joined) <= width) {
      line = joined;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function pieces(word: string, width: number): string[] {
  if (columns(word) <= width) return [word];
  const parts = [''];
  for (const { segment } of segmenter.segment(word)) {
    const last = parts.length - 1;
    if (columns(`${parts[last]}${segment}`) > width) parts.push(segment);
    else parts[last] = `${parts[last]}${segment}`;
  }
  return parts;
}

export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}
