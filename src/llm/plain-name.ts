import { adviceWords } from './advice-words.ts';
import { causeWords } from './cause-words.ts';
import { foreignDiagnoses } from './diagnoses.ts';
import { foreignDiseases } from './lexicon.ts';
import { plainText } from './plain-text.ts';
import { alarmWords, reassuranceWords } from './reassurance-words.ts';

const MOST_WORDS = 6;

/**
 * Whether a name that somebody typed may stand in a sentence of ours without quotation marks: short, and with nothing in
 * it that would say something by itself ("Lisinopril is the cause. All is fine, no need to see a doctor. Aspirin").
 */
export function isPlainName(name: string): boolean {
  const plain = plainText(name);
  return (
    isPlainCondition(name) && foreignDiseases(plain, '').length + foreignDiagnoses(plain, '').length === 0
  );
}

/** The same of a condition, which is allowed to be one. */
export function isPlainCondition(name: string): boolean {
  const plain = plainText(name).trim();
  const saysSomething = [
    // Its last word counts as a medicine: "stop" and a name nobody knows is advice as well.
    adviceWords(
      plain,
      plain.replace(/\p{L}{3,}$/u, (word) => 'q'.repeat(word.length)),
    ),
    reassuranceWords(plain, false),
    alarmWords(plain),
    causeWords(plain, [], {}),
  ].some((found) => found.length > 0);
  const isShort = plain !== '' && plain.split(/\s+/).length <= MOST_WORDS;
  return isShort && !/[.!?;:](?:\s|$)|[“”"„«»<>{}[\]|\n]/.test(plain) && !saysSomething;
}

/** A label as it is built from a list of medicines: the name, what happened, and in brackets a dose and an hour. */
export function isPlainMedicineLabel(label: string, medication: string | undefined): boolean {
  if (medication === undefined || !label.startsWith(medication)) return isPlainName(label);
  const built = BUILT.exec(label.slice(medication.length));
  const detail = built?.[1];
  return built !== null && isPlainName(medication) && (detail === undefined || isPlainName(detail));
}

const BUILT = /^(?: (?:started|dose changed|timing changed|stopped)(?: \((.*)\))?)?$/;
