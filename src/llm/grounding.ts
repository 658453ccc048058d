import type { Finding } from '../domain/finding.ts';
import { wrongOrder } from './chain-order.ts';
import { dateFollows } from './date-follows.ts';
import { wrongDirections } from './directions.ts';
import { foreignEvents } from './event-words.ts';
import { factsOf } from './facts.ts';
import { citedFindings, type GroundingContext, type Violation } from './grounding-context.ts';
import { emptyLexicon, type Lexicon } from './lexicon.ts';
import { eventIds, maskQuoted } from './mask.ts';
import { isEverydayWord, isFigureOfSpeech } from './metric-names.ts';
import { foreignClinicians, foreignMedications, misplacedMedications, mistoldMedications } from './names.ts';
import { numberFollows } from './number-follows.ts';
import { readNumbers } from './numbers.ts';
import { oddCharacters } from './odd-characters.ts';
import { plainText } from './plain-text.ts';
import type { Facts } from './quantity.ts';
import { wrongRatios } from './ratios.ts';
import { readTold, type Told } from './told.ts';

/** No point is that long (1,200 characters and a question of 400); a text without end must not cost without end. */
const MOST_CHARACTERS = 8000;

/**
 * Every number, date, percentage, duration, direction word and name must follow from the claims. Deterministic:
 * the same text and packet give the same answer. An empty list means nothing unfounded was seen.
 */
export function checkGrounding(
  text: string,
  context: GroundingContext,
  claims: readonly string[],
  lexicon: Lexicon = emptyLexicon,
): Violation[] {
  if (text.length > MOST_CHARACTERS) return [{ kind: 'claim', words: 'The text is too long to be checked.' }];
  const known = new Set(context.findings.map(({ id }) => id));
  const unknown = claims.filter((claim) => !known.has(claim));
  if (unknown.length > 0) return unknown.map((words) => ({ kind: 'claim', words }));
  const cited = citedFindings(context, claims);
  const facts = mergeFacts(cited, context);
  const masked = maskQuoted(plainText(text), context, claims);
  const names: Violation[] = [
    ...foreignMedications(masked, context, lexicon).map((words) => ({ kind: 'medication' as const, words })),
    ...[...misplacedMedications(masked, cited, context), ...mistoldMedications(masked, cited, context)].map(
      (words) => ({ kind: 'medication' as const, words }),
    ),
    ...foreignClinicians(masked, context).map((words) => ({ kind: 'clinician' as const, words })),
    ...foreignEvents(masked, cited, context).map((words) => ({ kind: 'date' as const, words })),
  ];
  const clinician = context.appointment?.clinician;
  const plain = clinician === undefined ? masked : masked.replaceAll(plainText(clinician), 'the doctor');
  return [
    ...oddCharacters(text, context),
    ...names,
    ...readTold(plain, cited, context).flatMap((told) => checkSentence(told, cited, facts, context)),
  ];
}

/** What the label of a medicine may tell by parts, its dose and its hour; no label makes a heart rate true. */
const OF_MEDICINES = new Set(['mg', 'mcg', 'clock']);

function mergeFacts(cited: readonly Finding[], context: GroundingContext): Facts {
  const all = cited.map((finding) => factsOf(finding, context));
  const ids = new Set(eventIds(cited));
  const events = context.timeline.filter(({ id }) => ids.has(id));
  const labels = readNumbers(
    events.flatMap(({ label, medication }) => (medication === undefined ? [] : plainText(label))).join('; '),
  ).filter(({ unit }) => OF_MEDICINES.has(unit));
  const shared = [context.asOf, ...(context.appointment === undefined ? [] : [context.appointment.day])];
  const time = context.appointment?.time;
  const times = time === undefined ? [] : readNumbers(time);
  return {
    quantities: [
      ...all.flatMap(({ quantities }) => quantities),
      ...[...labels, ...times].map(({ value, unit }) => ({
        value,
        unit,
        role: 'detail' as const,
        metrics: [],
      })),
    ],
    pairs: all.flatMap(({ pairs }) => pairs),
    ranges: all.flatMap(({ ranges }) => ranges),
    dates: [
      ...all.flatMap(({ dates }) => dates),
      ...events.map(({ day, label }) => ({ day, begins: true, metrics: [], event: label })),
      ...shared.map((day) => ({ day, begins: false, metrics: [] })),
    ],
  };
}

function checkSentence(
  told: Told,
  cited: readonly Finding[],
  facts: Facts,
  context: GroundingContext,
): Violation[] {
  const dates = told.dates.filter((mention) => !dateFollows(mention, told, facts, context));
  const numbers = told.numbers.filter((mention) => !numberFollows(mention, told, facts, context));
  const directions = [...wrongDirections(told, cited), ...wrongOrder(told, cited)];
  const ratios = wrongRatios(told, facts);
  return [
    ...dates.map(({ words }) => ({ kind: 'date' as const, words })),
    ...numbers.map(({ words }) => ({ kind: 'number' as const, words })),
    ...ratios.map((words) => ({ kind: 'number' as const, words })),
    ...directions.map((words) => ({ kind: 'direction' as const, words })),
    ...foreignMetrics(told, cited),
  ];
}

/** A metric of no claim may be an everyday word only where nothing is stated: in a question. */
function foreignMetrics({ metrics, words }: Told, cited: readonly Finding[]): Violation[] {
  const own = new Set(cited.flatMap((finding) => finding.metrics));
  const isQuestion = words.endsWith('?');
  return metrics
    .filter(({ slug }) => !own.has(slug) && !(isEverydayWord(slug) && isQuestion))
    .filter(({ index, end }) => !isFigureOfSpeech(words.slice(index, end), words.slice(0, index)))
    .map(({ index, end }) => ({ kind: 'metric' as const, words: words.slice(index, end) }));
}
