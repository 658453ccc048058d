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

/** Stems of international drug names: they catch what no list holds. */
export const DRUG_STEMS =
  /\b[a-z]{3,}(?:pril|olol|sartan|statin|prazole|dipine|zepam|zolam|oxetine|triptyline|gliptin|gliflozin|glutide|formin|thiazide|azosin|tidine|mycin|cillin|oxacin|parin|xaban|zodone|gabalin|bentin|azapine|iapine|peridone|semide|lactone|melteon)s?\b/gi;

/** Diseases in plain and medical words. A point may name one only when the profile does. */
const diseases: readonly string[] = [
  'hypertension|hypertensive|high blood pressure',
  'hypotension|low blood pressure',
  'sleep apn(?:o)?ea|apn(?:o)?ea|OSA',
  'insomnia',
  'narcolepsy|hypersomnia|parasomnias?',
  'restless legs?(?: syndrome)?|periodic limb movements?',
  'diabetes|diabetic|prediabetes|insulin resistance|hypoglyc(?:a)?emia|hyperglyc(?:a)?emia|metabolic syndrome',
  'atrial fibrillation|afib|a-fib|arrhythmias?|tachycardia|bradycardia|heart block|long QT|palpitations disorder|irregular heart ?(?:beat|rhythm)',
  'heart failure|heart disease|cardiomyopathy|coronary (?:artery )?disease|angina|heart attack|myocardial infarction|myocarditis|pericarditis|cardiovascular disease|valve disease|atherosclerosis',
  'strokes?|TIA|mini-stroke|aneurysms?',
  'blood clots?|thrombosis|DVT|embolism',
  'COPD|asthma|bronchitis|emphysema|pneumonia|pulmonary embolism|lung disease',
  'covid(?:-19)?|influenza|(?:the )?flu|infections?|sepsis|(?:a )?virus|viral illness|UTI',
  "hypothyroidism|hyperthyroidism|thyroid (?:disease|disorder|problem)|overactive thyroid|underactive thyroid|thyroiditis|Graves(?:’|')? disease|Hashimoto(?:’s|'s)?",
  'an(?:a)?emia|an(?:a)?emic|iron deficiency',
  "depression|depressive|depressed|anxiety(?: disorder)?|panic (?:attacks?|disorder)|burnout|burn-out|dementia|alzheimer(?:’s|'s)?|parkinson(?:’s|'s)?|bipolar|PTSD|ADHD|psychosis|schizophrenia|autism",
  'cancer|tumou?rs?|leuk(?:a)?emia|lymphoma|malignan(?:t|cy)|melanoma|metasta(?:sis|ses)',
  'kidney (?:disease|failure|stones?)|renal failure|renal disease|liver (?:disease|failure)|cirrhosis|hepatitis|fatty liver',
  'arthritis|lupus|fibromyalgia|chronic fatigue(?: syndrome)?|long covid|ME/CFS|gout|osteoporosis|multiple sclerosis|epilepsy|seizures?|migraines?|neuropathy',
  'menopaus(?:e|al)|perimenopaus(?:e|al)|POTS|dysautonomia|endometriosis|PCOS|polycystic ovar(?:y|ies)',
  "reflux|GERD|IBS|irritable bowel|coeliac|celiac|crohn(?:’s|'s)?|ulcers?|gastritis",
  'pregnan(?:t|cy)|pre-?eclampsia',
  'alcoholism|addiction|dependence',
  'overtraining syndrome|dehydration|malnutrition|obesity',
];

/** The words for diseases that are not among the conditions. Every name of a known condition is known. */
export function foreignDiseases(text: string, conditions: string): string[] {
  return diseases.flatMap((names) => {
    const pattern = new RegExp(`\\b(?:${names})\\b`, 'gi');
    if (conditions.search(pattern) >= 0) return [];
    return [...text.matchAll(pattern)].map(([words]) => words);
  });
}
