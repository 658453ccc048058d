/**
 * Names, questions and notes are written by people and may carry anything. One line, no control characters, no
 * terminal sequences, no invisible marks that reverse what stands after them. Letters, emoji and right-to-left
 * scripts stay as they are; escaping belongs to each format.
 */
const controls = /[\p{Cc}\u2028\u2029]+/gu;
const reordering = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const unpaired = /\p{Cs}/gu;

export function plainText(text: string): string {
  return text
    .replace(reordering, '')
    .replace(unpaired, '')
    .replace(controls, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
}

export function sentence(text: string): string {
  const clean = plainText(text);
  return /[.!?…]$/u.test(clean) || clean === '' ? clean : `${clean}.`;
}

export function capital(text: string): string {
  const first = text.codePointAt(0);
  if (first === undefined) return text;
  const head = String.fromCodePoint(first);
  return head.toLocaleUpperCase('en') + text.slice(head.length);
}

export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

/** "1 night", "84 nights". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
