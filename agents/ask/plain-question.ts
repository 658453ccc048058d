/** A question in small letters, with digits for numbers and nothing but words, numbers, times and dates in it. */
export function plainQuestion(question: string): string {
  let text = ` ${question.normalize('NFKC').toLowerCase().replaceAll(/[’‘]/g, "'")} `;
  for (const [pattern, replacement] of rewritings) text = text.replaceAll(pattern, replacement);
  text = text
    .replaceAll(numberWord, (word) => digits[word] ?? word)
    .replaceAll(/\b(\d+) and a half\b/g, '$1.5')
    .replaceAll(/(\d)[,\u202f\u00a0](?=\d{3}\b)/g, '$1')
    .replaceAll(/\b(\d+(?:\.\d+)?) ?(?:k|thousand)\b/g, (_whole, count) => String(Number(count) * 1000));
  for (const [pattern, replacement] of punctuation) text = text.replaceAll(pattern, replacement);
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** As a name is looked for in a plain question. */
export function plainName(name: string): string {
  return plainQuestion(name.replaceAll('-', ' '));
}

const digits: Readonly<Record<string, string>> = {
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  fourteen: '14',
  fifteen: '15',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  ninety: '90',
  hundred: '100',
};
const numberWord = new RegExp(`\\b(${Object.keys(digits).join('|')})\\b`, 'g');

const rewritings: readonly (readonly [RegExp, string])[] = [
  [/\b(what|how|when|which|who|that|it|there|he|she)'s\b(?! of)/g, '$1 is'],
  [/\b(i|you|we|they)'ve\b/g, '$1 have'],
  [/\bi'm\b/g, 'i am'],
  [/\b(did|do|does|is|was|were|has|have|should|could)n't\b/g, '$1 not'],
  [/\bo'clock\b/g, 'oclock'],
  [/'s\b|'/g, ''],
  [/\b(a )?couple of\b/g, '2'],
  [/\bhalf an hour\b/g, '30 minutes'],
  [/\ban hour\b/g, '1 hour'],
];

const punctuation: readonly (readonly [RegExp, string])[] = [
  // A hyphen stays in dates; a point and a colon stay within numbers.
  [/(?<![0-9])-|-(?![0-9])/g, ' '],
  [/[.:](?![0-9])/g, ' '],
  [/[^\p{L}\p{N}.:%&-]+/gu, ' '],
];
