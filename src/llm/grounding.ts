import type { Finding } from '../domain/finding.ts';
import { type DateMention, matchesDate, readDates } from './dates.ts';
import { wrongDirections } from './directions.ts';
import { type Facts, factsOf, type Quantity } from './facts.ts';
import { citedFindings, type GroundingContext, type Violation } from './grounding-context.ts';
import { emptyLexicon, type Lexicon } from './lexicon.ts';
import { eventIds, MASK, maskQuoted } from './mask.ts';
import { isEverydayWord, type MetricMention, readMetrics } from './metric-names.ts';
import { foreignClinicians, foreignMedications } from './names.ts';
import { matchesNumber, type NumberMention, readNumbers } from './numbers.ts';
import { sentencesOf } from './sentences.ts';

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
  const known = new Set(context.findings.map(({ id }) => id));
  const unknown = claims.filter((claim) => !known.has(claim));
  if (unknown.length > 0) return unknown.map((words) => ({ kind: 'claim', words }));
  const cited = citedFindings(context, claims);
  const facts = mergeFacts(cited, context);
  const masked = maskQuoted(text, context, claims);
  const names: Violation[] = [
    ...foreignMedications(masked, context, lexicon).map((words) => ({ kind: 'medication' as const, words })),
    ...foreignClinicians(masked, context).map((words) => ({ kind: 'clinician' as const, words })),
  ];
  const clinician = context.appointment?.clinician;
  const plain = clinician === undefined ? masked : masked.replaceAll(clinician, 'the doctor');
  return [
    ...names,
    ...sentencesOf(plain).flatMap((sentence) => checkSentence(sentence, cited, facts, context)),
  ];
}

function mergeFacts(cited: readonly Finding[], context: GroundingContext): Facts {
  const all = cited.map((finding) => factsOf(finding, context));
  const ids = new Set(eventIds(cited));
  const events = context.timeline.filter(({ id }) => ids.has(id));
  const labels = readNumbers(events.map(({ label }) => label).join('; '));
  const shared = [context.asOf, ...(context.appointment === undefined ? [] : [context.appointment.day])];
  const time = context.appointment?.time;
  const times = time === undefined ? [] : readNumbers(time);
  return {
    quantities: [
      ...all.flatMap(({ quantities }) => quantities),
      ...[...labels, ...times].map(({ value, unit }) => ({ value, unit, metrics: [] })),
    ],
    pairs: all.flatMap(({ pairs }) => pairs),
    dates: [
      ...all.flatMap(({ dates }) => dates),
      ...events.map(({ day }) => ({ day, begins: true, event: true })),
      ...shared.map((day) => ({ day, begins: false })),
    ],
  };
}

function checkSentence(
  sentence: string,
  cited: readonly Finding[],
  facts: Facts,
  context: GroundingContext,
): Violation[] {
  const { dates, rest: withoutDates } = readDates(sentence);
  const { metrics, rest } = readMetrics(withoutDates, cited, context);
  const numbers = readNumbers(rest);
  const wrong: Violation[] = [];
  for (const mention of dates) {
    if (!dateFollows(mention, sentence, facts, context)) wrong.push({ kind: 'date', words: mention.words });
  }
  for (const mention of numbers) {
    if (!numberFollows(mention, metrics, facts, rest)) wrong.push({ kind: 'number', words: mention.words });
  }
  for (const words of wrongDirections(rest, metrics, cited)) wrong.push({ kind: 'direction', words });
  return [...wrong, ...foreignMetrics(metrics, cited, sentence)];
}

/** "began about 7 March", "since 3 March": only a day on which something began may follow. */
const BEGINNING = /\b(?:began|begins|begun|started|starting|since|onset)\b[^.,;(]{0,20}$/i;

/** "Lisinopril dose changed (20 mg) on 3 March", its label masked; "the dose change on 3 March". */
const OF_EVENT = new RegExp(`(?:${MASK}|\\bdose change|\\bdose changed)[”"']? on (?:\\w+day )?$`, 'i');

function dateFollows(
  mention: DateMention,
  sentence: string,
  facts: Facts,
  context: GroundingContext,
): boolean {
  const lead = sentence.slice(0, mention.index);
  // "began between 5 and 9 March" names the ends of a range: neither is the day it began.
  const starts = BEGINNING.test(lead) && !/\bbetween\b[^.;]{0,25}$/i.test(lead);
  const ofEvent = OF_EVENT.test(lead);
  return facts.dates.some(
    ({ day, begins, event }) =>
      (begins || !starts) && (event === true || !ofEvent) && matchesDate(mention, day, context.asOf),
  );
}

/** "by 35 minutes" is a difference; "averaged 47", "from 82 to 47" are levels. */
const AS_DIFFERENCE = /\bby\s+(?:(?:about|around|roughly|some|nearly|almost)\s+)?$/i;
const AS_LEVEL =
  /\b(?:averag(?:e|es|ed|ing)|from|to|at)\s+(?:(?:about|around|roughly|some|nearly|almost)\s+)?$/i;

const ON_OTHERS = /\bother (?:days|nights|mornings),?\s+$/i;

function numberFollows(
  mention: NumberMention,
  metrics: readonly MetricMention[],
  facts: Facts,
  rest: string,
): boolean {
  const { outOf } = mention;
  if (outOf !== undefined) {
    const exact = facts.pairs.some(({ part, whole }) => part === mention.value && whole === outOf);
    if (exact || outOf !== 10) return exact;
  }
  const lead = rest.slice(0, mention.index);
  const named = new Set(metrics.map(({ slug }) => slug));
  return facts.quantities.some((fact) => {
    const inScope =
      named.size === 0 || fact.metrics.length === 0 || fact.metrics.some((metric) => named.has(metric));
    const sameUnit = fact.unit === mention.unit || (mention.unit === 'number' && fact.level === true);
    if (fact.level === true || fact.difference === true) {
      if (AS_DIFFERENCE.test(lead) && fact.difference !== true) return false;
      if (AS_LEVEL.test(lead) && fact.difference === true) return false;
    }
    if (ON_OTHERS.test(lead) && fact.others !== true) return false;
    if (fact.days !== undefined && !countsTheSame(fact.days, mention, rest)) return false;
    return inScope && sameUnit && matchesNumber(mention, fact.value);
  });
}

/** "4 days after" lies between two days, "one day later" is a lag, "over 18 nights" counts nights. */
function countsTheSame(days: NonNullable<Quantity['days']>, mention: NumberMention, rest: string): boolean {
  const after = rest.slice(mention.index + mention.words.length);
  const isLater = /^\s+later\b/i.test(after);
  const isApart = /^\s+(?:after|before|earlier|from|since|of)\b/i.test(after);
  if (days === 'lag') return isLater || isApart;
  if (days === 'apart') return isApart || isLater;
  const isCoarse = mention.about || /week|month/i.test(mention.words);
  const isStretch = /\b(?:over|for|on|in|the|last|first)\s+$/i.test(rest.slice(0, mention.index));
  return isCoarse || (days === 'used' && !isLater && (!isApart || isStretch));
}

function foreignMetrics(
  metrics: readonly MetricMention[],
  cited: readonly Finding[],
  sentence: string,
): Violation[] {
  const own = new Set(cited.flatMap((finding) => finding.metrics));
  return metrics
    .filter(({ slug }) => !own.has(slug) && !isEverydayWord(slug))
    .map(({ index, end }) => ({ kind: 'metric' as const, words: sentence.slice(index, end) }));
}
