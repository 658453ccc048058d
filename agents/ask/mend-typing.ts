import { commonWords } from './common-words.ts';

/** Slips of the finger in words that matter, put right: "lats wek" is "last week". All other words stay as they are. */
export function mendTyping(text: string, vocabulary: ReadonlySet<string>): string {
  return text.replaceAll(/[a-z]{3,}/g, (typed) => {
    if (vocabulary.has(typed) || commonWords.has(typed) || vocabulary.has(typed.replace(/s$/, '')))
      return typed;
    const meant = [...vocabulary].filter((word) => isSlipOf(typed, word));
    return meant.length === 0 ? typed : nearest(typed, meant);
  });
}

function nearest(typed: string, words: readonly string[]): string {
  return [...words].sort(
    (left, right) => edits(typed, left) - edits(typed, right) || (left < right ? -1 : 1),
  )[0] as string;
}

/** Short words are near to too many others; nearly nobody mistypes the first letter. */
function isSlipOf(typed: string, word: string): boolean {
  if (typed[0] !== word[0] || word.length < 4 || Math.abs(typed.length - word.length) > 2) return false;
  const distance = edits(typed, word);
  if (word.length >= 8) return distance <= 2;
  if (word.length >= 5) return distance <= 1;
  return distance === 1 && (typed.length !== word.length || sorted(typed) === sorted(word));
}

function sorted(word: string): string {
  return [...word].sort().join('');
}

/** Letters put in, left out, taken for another, or two that changed places. */
function edits(left: string, right: string): number {
  const rows = [Array.from({ length: right.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    const above = rows[row - 1] as number[];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      let least = Math.min(
        (above[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (above[column - 1] as number) + (isSame ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && swapped)
        least = Math.min(least, (rows[row - 2]?.[column - 2] as number) + 1);
      current.push(least);
    }
    rows.push(current);
  }
  return rows[left.length]?.[right.length] as number;
}
