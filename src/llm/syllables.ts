/** Words whose spelling says too little or too much. */
const KNOWN: Readonly<Record<string, number>> = {
  area: 3,
  january: 4,
  february: 4,
  idea: 3,
  being: 2,
  doing: 2,
  going: 2,
  seeing: 2,
  quiet: 2,
  diet: 2,
  science: 2,
  create: 2,
  created: 3,
  every: 2,
  evening: 2,
  evenings: 2,
  business: 2,
  different: 3,
  people: 2,
  something: 2,
  sometimes: 2,
  someone: 2,
  somewhere: 2,
  therefore: 2,
  everything: 3,
  lately: 2,
  wednesday: 2,
  usual: 3,
  usually: 4,
  gradual: 3,
  gradually: 4,
  period: 3,
  periods: 3,
  variability: 6,
  ideas: 3,
  beyond: 2,
  hour: 1,
  hours: 1,
  our: 1,
  once: 1,
  eye: 1,
  eyes: 1,
  sleeplessness: 3,
  safely: 2,
  heartbeat: 2,
  timeline: 2,
};

/** One syllable a group of vowels, minding the mute endings of English. */
export function syllablesOf(word: string): number {
  const letters = word
    .toLowerCase()
    .replace(/['’]s$/, '')
    .replace(/[^a-z]/g, '');
  if (letters === '') return word === '' ? 0 : 1;
  const known = KNOWN[letters];
  if (known !== undefined) return known;
  if (letters.length <= 3) return 1 + Number(/^[aeiou][^aeiou]y$|^[^aeiou]?i[ao]$/.test(letters));
  const spoken = letters
    .replace(/(?<=[aeiouy][a-z]*[^aeiouydt])ed$/, 'd')
    .replace(/(?<=[aeiouy][a-z]*(?:[^aeiouyscgxzh]|th|ph))es$/, 's')
    .replace(/(?<=[aeiouy][a-z]*[^aeiouyl])e$/, '')
    .replace(/(?<=[aeiouy]l?)le$/, 'l')
    .replace(/(?<=[aeiouy][^aeiouy]{1,2})e(?=(?:ly|ness|ment|ful|less)$)/, '')
    .replace(/(?<=[aeiouy][a-z]*)(?:ti|ci|si|sci|xi)(?=on|ous|al|an|ent)/g, 'sh')
    .replace(/gious/g, 'jus')
    .replace(/^y|(?<=[aeiou])y(?=[aeiou])/g, 'j')
    .replace(/qu/g, 'q');
  const groups = spoken.match(/[aeiouy]+/g) ?? [];
  const split = (spoken.match(/i[aou](?!u)|eo(?!u)|[aeiou]ing$|uou|ua(?=l|t)|io(?=t)|iu/g) ?? []).length;
  return Math.max(1, groups.length + split);
}
