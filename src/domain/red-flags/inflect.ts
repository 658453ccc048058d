/** The regular forms of an English word: enough for "ache, aches, ached, aching", and harmless where a form is none. */
export function inflect(word: string): string[] {
  const plural = /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
  if (/[^aeiou]y$/.test(word)) {
    const stem = word.slice(0, -1);
    return [word, `${stem}ies`, `${stem}ied`, `${word}ing`];
  }
  if (/[^e]e$/.test(word)) return [word, plural, `${word}d`, `${word.slice(0, -1)}ing`];
  const last = word.at(-1) ?? '';
  // "Runing" is no form of "run" but a slip that is to be corrected.
  if (/^[^aeiou]+[aeiou][bdgmnprt]$/.test(word))
    return [word, plural, `${word}${last}ed`, `${word}${last}ing`];
  const doubled = /[^aeiou][aeiou][bdgmnprt]$/.test(word) ? [`${word}${last}ed`, `${word}${last}ing`] : [];
  return [word, plural, `${word}ed`, `${word}ing`, ...doubled];
}
