/** Names that no list holds: by their ending, or by the word that makes a condition of them. */
const NAMED =
  /\b(?!(?:diagnosis|prognosis|hypnosis|symbiosis|osmosis|metamorphosis|coma|aroma|diploma|sympathy|empathy|telepathy)\b)[a-z]{3,}(?:itis|osis|oses|[ae]emia|emia|opathy|opathies|algia|plegia|penia|uria|somnia|megaly|rrh?ythmia|cardia|tension disorder|phobia)\b|\b(?:[\w’'-]+ )?(?:syndromes?|disorders?|diseases?|deficienc(?:y|ies)|dysfunction)\b/gi;

/** "Consistent with", "signs of": whatever follows, it names what somebody is thought to have. */
const HEDGED =
  /\b(?:(?:is|are|be|seems?|looks?|appears?) consistent with|(?:early |classic |typical )?(?:signs?|symptoms?|evidence|hallmarks?) of|indicative of|suggestive of|typical of|characteristic of|diagnos(?:is|ed?|es|tic|ing)|suffer(?:s|ed|ing)? from|(?:at|a|the|higher|increased) risk (?:of|for)|(?:may|might|could|can|would|seems? to|appears? to) (?:well )?(?:indicate|signal|reflect|mean|point to|be a sign|suggest)|(?<!\d )(?:points|pointing|pointed) (?:to|towards)|(?:suggests?|indicates?|signals?) (?:an? |the )?(?:\w+ )?(?:problem|condition|illness|infection|impairment|failure))\b/gi;

/** Words of a diagnosis that the profile does not know. */
export function foreignDiagnoses(text: string, conditions: string): string[] {
  const known = ` ${bare(conditions)} `;
  const named = [...text.matchAll(NAMED)].map(([words]) => words);
  return [
    ...named.filter((words) => !known.includes(` ${bare(words).replace(ARTICLE, '')} `)),
    ...[...text.matchAll(HEDGED)].map(([words]) => words),
  ];
}

const ARTICLE = /^(?:the|an?|this|that|these|her|his|your|their|its) /;

/** In small letters, one space apart, each word as it is spelled: "legs syndrome" is no part of "eggs syndrome". */
function bare(words: string): string {
  return words
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[^\p{L}\d'-]+/gu, ' ')
    .trim();
}
