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
  'hypertension|high blood pressure',
  'hypotension|low blood pressure',
  'sleep apn(?:o)?ea|apn(?:o)?ea|OSA',
  'insomnia',
  'narcolepsy',
  'restless legs?(?: syndrome)?',
  'diabetes|diabetic|prediabetes',
  'atrial fibrillation|afib|arrhythmias?|tachycardia|bradycardia|heart block',
  'heart failure|heart disease|cardiomyopathy|coronary (?:artery )?disease|angina|heart attack|myocardial infarction',
  'strokes?|TIA',
  'COPD|asthma|pneumonia|pulmonary embolism',
  'covid(?:-19)?|influenza|flu|infections?|sepsis',
  'hypothyroidism|hyperthyroidism|thyroid disease|overactive thyroid|underactive thyroid',
  'an(?:a)?emia',
  "depression|depressive|anxiety(?: disorder)?|burnout|dementia|alzheimer(?:’s|'s)?|parkinson(?:’s|'s)?",
  'cancer|tumou?rs?|leuk(?:a)?emia|lymphoma',
  'kidney disease|renal failure|liver disease|cirrhosis',
  'arthritis|lupus|fibromyalgia|chronic fatigue syndrome|long covid|ME/CFS',
  'menopause|perimenopause|POTS|dysautonomia',
];

/** The words for diseases that are not among the conditions. Every name of a known condition is known. */
export function foreignDiseases(text: string, conditions: string): string[] {
  return diseases.flatMap((names) => {
    const pattern = new RegExp(`\\b(?:${names})\\b`, 'gi');
    if (conditions.search(pattern) >= 0) return [];
    return [...text.matchAll(pattern)].map(([words]) => words);
  });
}
