/** Spreadsheets take what begins so for a formula, in the wide forms of East Asian keyboards too. */
const formula = /^[\t\r=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** One line as RFC 4180 has it, but for the line ending. Numbers stand bare. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : csvText(cell))).join(',')}\n`;
}

/** Words of people: quoted where it is needed, and never a formula. */
export function csvText(words: string): string {
  const text = formula.test(words) ? `'${words}` : words;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
