import type { Knowledge } from '../domain/knowledge.ts';

/** Names a writer must not bring in by themselves. */
export interface Lexicon {
  readonly medications: readonly string[];
}

export const emptyLexicon: Lexicon = { medications: [] };

export function lexiconOf(knowledge: Knowledge): Lexicon {
  const names = knowledge.medications.flatMap(({ name, synonyms }) => [name, ...synonyms]);
  return {
    medications: [...new Set(names.map((name) => name.toLowerCase()))].filter(({ length }) => length > 3),
  };
}

/** One pattern for all names of a list, built once for it. */
const patterns = new WeakMap<Lexicon, RegExp>();

function patternOf(lexicon: Lexicon): RegExp {
  const known = patterns.get(lexicon);
  if (known !== undefined) return known;
  const pattern = namesPattern(lexicon.medications);
  patterns.set(lexicon, pattern);
  return pattern;
}

/** The longest name first: of "insulin glargine" not only the "insulin" is found. Of no names nothing is. */
function namesPattern(names: readonly string[]): RegExp {
  const escaped = [...names]
    .sort((left, right) => right.length - left.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return names.length === 0 ? /(?!)/g : new RegExp(`\\b(?:${escaped.join('|')})\\b`, 'gi');
}

export function listedMedications(text: string, lexicon: Lexicon): string[] {
  return [...text.matchAll(patternOf(lexicon))].map(([name]) => name.toLowerCase());
}

/** How a veiled name of a medicine is found by the patterns that look for one. */
export const VEILED = 'q{3,}';

/** The same length, with one word for every medicine: so that a pattern needs no names and is built once. */
export function veilMedications(text: string, own: readonly string[], lexicon: Lexicon): string {
  const veil = (name: string): string => 'q'.repeat(name.length);
  return text.replace(namesPattern(own), veil).replace(patternOf(lexicon), veil);
}

/** Stems of international drug names: they catch what no list holds. */
export const DRUG_STEMS =
  /\b[a-z]{3,}(?:pril|olol|sartan|statin|prazole|dipine|zepam|zolam|oxetine|triptyline|gliptin|gliflozin|glutide|formin|thiazide|azosin|tidine|mycin|cillin|oxacin|parin|xaban|zodone|gabalin|bentin|azapine|iapine|peridone|semide|lactone|melteon)s?\b/gi;

/**
 * Diseases in plain and medical words, a line for each one: who has it known may call it by every name of its line, and by
 * no name of another. A point may name one only when the profile does.
 */
const DISEASES: readonly string[] = [
  'hypertension|hypertensive|high blood pressure|raised blood pressure',
  'hypotension|low blood pressure',
  'sleep apn(?:o)?ea|apn(?:o)?ea|OSA',
  'insomnia|sleeplessness',
  'narcolepsy',
  'hypersomnia',
  'parasomnias?',
  'restless legs?(?: syndrome)?|RLS',
  'periodic limb movements?',
  'prediabetes|pre-diabetes|prediabetic',
  '(?<!pre-)(?:diabetes|diabetic)',
  'insulin resistance',
  'hypoglyc(?:a)?emia',
  'hyperglyc(?:a)?emia',
  'metabolic syndrome',
  'atrial fibrillation|afib|a-fib',
  'arrhythmias?|irregular heart ?(?:beat|rhythm)|palpitations disorder',
  'tachycardia',
  'bradycardia',
  'heart block',
  'long QT',
  'heart failure|cardiac failure',
  'cardiomyopathy',
  'coronary (?:artery |heart )?disease|angina',
  'heart attack|myocardial infarction',
  'myocarditis',
  'pericarditis',
  'heart disease|cardiovascular disease',
  'valve disease',
  'atherosclerosis',
  'strokes?',
  'TIA|mini-stroke',
  'aneurysms?',
  'blood clots?|thrombosis|DVT',
  'embolism|pulmonary embolism',
  'COPD|emphysema',
  'asthma',
  'bronchitis',
  'pneumonia',
  'lung disease',
  'covid(?:-19)?',
  'influenza|(?:the )?flu',
  'infections?',
  'sepsis',
  '(?:a )?virus|viral illness',
  'UTI',
  'hypothyroidism|underactive thyroid',
  "hyperthyroidism|overactive thyroid|Graves(?:’|')? disease",
  'thyroid (?:disease|disorder|problem)',
  "thyroiditis|Hashimoto(?:’s|'s)?",
  'an(?:a)?emia|an(?:a)?emic',
  'iron deficiency',
  'depression|depressive|depressed',
  'anxiety(?: disorder)?',
  'panic (?:attacks?|disorder)',
  'burnout|burn-out',
  'dementia',
  "alzheimer(?:’s|'s)?",
  "parkinson(?:’s|'s)?",
  'bipolar',
  'PTSD',
  'ADHD',
  'psychosis',
  'schizophrenia',
  'autism',
  'cancer|tumou?rs?|malignan(?:t|cy)',
  'leuk(?:a)?emia',
  'lymphoma',
  'melanoma',
  'metasta(?:sis|ses)',
  'kidney disease|renal disease',
  'kidney failure|renal failure',
  'kidney stones?',
  'liver disease',
  'liver failure',
  'cirrhosis',
  'hepatitis',
  'fatty liver',
  'arthritis',
  'lupus',
  'fibromyalgia',
  'chronic fatigue(?: syndrome)?|ME/CFS',
  'long covid',
  'gout',
  'osteoporosis',
  'multiple sclerosis',
  'epilepsy',
  'seizures?',
  'migraines?',
  'neuropathy',
  'perimenopaus(?:e|al)|menopaus(?:e|al)',
  'POTS',
  'dysautonomia',
  'endometriosis',
  'PCOS|polycystic ovar(?:y|ies)',
  'reflux|GERD',
  'IBS|irritable bowel',
  'coeliac|celiac',
  "crohn(?:’s|'s)?",
  'ulcers?',
  'gastritis',
  'pregnan(?:t|cy)',
  'pre-?eclampsia',
  'alcoholism|addiction|dependence',
  'overtraining syndrome',
  'dehydration',
  'malnutrition',
  'obesity',
];
const ofEach = DISEASES.map((names) => new RegExp(`\\b(?:${names})\\b`, 'gi'));
const OF_ANY = new RegExp(`\\b(?:${DISEASES.join('|')})\\b`, 'gi');

/** The words for diseases that are not among the conditions. Every name of a known condition is known. */
export function foreignDiseases(text: string, conditions: string): string[] {
  return [...withoutKnown(text, conditions).matchAll(OF_ANY)].map(([words]) => words);
}

/** The text with the names of known conditions blanked: of "chronic kidney disease" no "kidney disease" is left. */
export function withoutKnown(text: string, conditions: string): string {
  if (conditions === '') return text;
  return ofEach
    .filter((pattern) => conditions.search(pattern) >= 0)
    .reduce((rest, pattern) => rest.replace(pattern, (words) => ' '.repeat(words.length)), text);
}
