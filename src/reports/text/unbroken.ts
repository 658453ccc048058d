const figure = String.raw`\d(?:[\d.,:]*\d)?`;
/** "1–4", "86 %", "57–61 %": read as one, and torn apart at the end of a line they are read wrong. */
const together = new RegExp(`(${figure}(?:–${figure}(?: %)?| %))`, 'u');

export interface TextRun {
  readonly text: string;
  readonly isWhole: boolean;
}

/** The text in order, what no line may end inside of told apart. */
export function textRuns(text: string): TextRun[] {
  return text
    .split(together)
    .map((part, place) => ({ text: part, isWhole: place % 2 === 1 }))
    .filter((run) => run.text !== '');
}
