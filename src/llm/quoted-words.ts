/** Words of the person as they may stand between quotation marks: one line, and nothing in them that could end the quotation. */
export function quotedWords(label: string): string {
  return label
    .replace(/[“”„‟"«»]/g, '’')
    .replace(/\p{Cf}|\p{Co}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
