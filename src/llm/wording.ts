import type { Finding } from '../domain/finding.ts';
import type { Naming } from '../domain/metric.ts';
import { adviceWords } from './advice-words.ts';
import { causeWords } from './cause-words.ts';
import { wrongCombinations } from './combinations.ts';
import { foreignDiagnoses } from './diagnoses.ts';
import { citedFindings, type GroundingContext, type Violation } from './grounding-context.ts';
import { emptyLexicon, foreignDiseases, type Lexicon, veilMedications } from './lexicon.ts';
import { maskQuoted } from './mask.ts';
import { readMetrics } from './metric-names.ts';
import { plainText } from './plain-text.ts';
import { alarmWords, reassuranceWords } from './reassurance-words.ts';

/** What may not be said, whatever the numbers are. */
export function checkWording(
  text: string,
  context: GroundingContext,
  claims: readonly string[],
  lexicon: Lexicon = emptyLexicon,
): Violation[] {
  // The fixed text of a red flag is passed on as it stands: it may tell someone to call for help.
  const masked = maskQuoted(plainText(text), context, claims);
  const cited = citedFindings(context, claims);
  const isBesideRedFlag = cited.some(({ kind }) => kind === 'red-flag');
  const medications = (context.profile.medications ?? []).map(({ name }) => plainText(name).toLowerCase());
  const labels = context.timeline.flatMap(({ medication }) =>
    medication === undefined ? [] : plainText(medication).toLowerCase(),
  );
  const conditions = [
    ...(context.profile.conditions ?? []).map(({ name }) => plainText(name)),
    // What the calendar of the cycle says is known as well: a pregnancy, the menopause.
    ...cited.flatMap(({ events }) => events.map(({ kind }) => kind.replaceAll('-', ' '))),
  ].join('; ');
  const names = [...new Set([...medications, ...labels])].filter(({ length }) => length > 2);
  const bare = withoutMetrics(masked, cited, context);
  return [
    ...wrongCombinations(bare, veilMedications(bare, names, lexicon), cited),
    ...as('cause', causeWords(masked, cited, context)),
    ...as('alarm', alarmWords(masked)),
    ...as('reassurance', reassuranceWords(masked, isBesideRedFlag)),
    ...as('advice', adviceWords(masked, veilMedications(masked, names, lexicon))),
    ...as('disease', [...foreignDiseases(masked, conditions), ...foreignDiagnoses(masked, conditions)]),
  ];
}

/** Names of metrics hold words that say something elsewhere ("resting", "awake"). */
function withoutMetrics(text: string, cited: readonly Finding[], naming: Naming): string {
  return readMetrics(text, cited, naming).rest;
}

export function checkQuestion(question: string): Violation[] {
  return question.trim().endsWith('?')
    ? []
    : [{ kind: 'question', words: 'It must end with a question mark.' }];
}

function as(kind: Violation['kind'], words: readonly string[]): Violation[] {
  return words.map((found) => ({ kind, words: found }));
}
