import type { Finding } from '../domain/finding.ts';
import { metricSlugs } from '../domain/metric.ts';
import { unanchored } from './anchors.ts';
import { everydayWords } from './everyday-words.ts';
import { citedFindings, type GroundingContext, type Violation } from './grounding-context.ts';
import { withoutKnown } from './lexicon.ts';
import { maskQuoted } from './mask.ts';
import { namesOf, readMetrics } from './metric-names.ts';
import { isPlainCondition, isPlainName } from './plain-name.ts';
import { plainText } from './plain-text.ts';
import { sentencesOf } from './sentences.ts';
import { readTold } from './told.ts';

/** What an event of the claims may be called beside its label. */
const OF_KIND: Readonly<Record<string, string>> = {
  travel: 'trip journey flight travel',
  illness: 'illness',
  agreed: 'agreed',
};

/** Two words that say no more than each of them does in the name of a metric, and would alone. */
const PHRASES =
  /\b(?:heart rate|breaths?(?: (?:per|a) minute|\/min)|pay attention to|blood tests?|body (?:weight|mass)|need be wrong|resting (?:pulse|rate)|best (?:estimate|guess)|(?:not|no)(?: (?:proof|evidence|sign) of)?(?: a| the| any)? cause|used to|makes? up|make of|in (?:the )?light of|keep(?:ing)? (?:an eye on|track of)|going on|on the rest|(?:other way|way) round|in bed|own usual|time of day)\b/gi;

/**
 * Every word of a model's text must be one of the draft of its claims, of a name in the packet, or of everyday speech about
 * time and numbers (`everyday-words.ts`), and every sentence must speak of the claims (`anchors.ts`). What no list of forbidden words
 * foresees ("water on the lungs", "skip the visit") has no words to be said in.
 */
export function checkVocabulary(
  text: string,
  context: GroundingContext,
  claims: readonly string[],
  draft: () => string,
): Violation[] {
  const cited = citedFindings(context, claims);
  const masked = named(text, context, claims);
  const unusual = wordsOf(bare(masked, cited, context)).filter((word) => !isAmong(word, everydayWords));
  const own =
    unusual.length === 0 ? new Set<string>() : ownWords(named(draft(), context, claims), cited, context);
  const foreign = new Set(unusual.filter((word) => !isAmong(word, own)));
  const told = readTold(masked, cited, context);
  return [
    ...[...foreign].map((words) => ({ kind: 'word' as const, words: asWritten(words, text) })),
    ...unanchored(told, cited).map((words) => ({ kind: 'word' as const, words })),
  ];
}

/** The words of the draft and of names in the packet. */
function ownWords(draft: string, cited: readonly Finding[], context: GroundingContext): ReadonlySet<string> {
  const kinds = cited.flatMap(({ events }) => events.map(({ kind }) => kind));
  return new Set([
    ...wordsOf(bare(draft, cited, context)),
    ...cited.flatMap(({ metrics }) => metrics.flatMap((slug) => partsOf(slug, context))),
    ...wordsOf(context.appointment?.specialty ?? ''),
    ...medicinesOf(context).flatMap(wordsOf),
    ...kinds.flatMap((kind) => wordsOf(kind.startsWith('cycle-') ? 'cycle' : (OF_KIND[kind] ?? ''))),
  ]);
}

/** A masked text without what else is named in it: metrics and known conditions. */
function bare(masked: string, cited: readonly Finding[], context: GroundingContext): string {
  const conditions = (context.profile.conditions ?? []).map(({ name }) => plainText(name));
  const known = conditions
    .filter(isPlainCondition)
    .reduce((rest, name) => rest.replaceAll(new RegExp(escaped(name), 'gi'), ' '), masked);
  const healthy = withoutKnown(known, conditions.join('; '));
  return sentencesOf(healthy)
    .map((sentence) => readMetrics(sentence, cited, context).rest)
    .join(' ')
    .replace(PHRASES, ' ');
}

/** Quoted labels masked, the doctor without a name. */
function named(text: string, context: GroundingContext, claims: readonly string[]): string {
  const masked = maskQuoted(plainText(text), context, claims);
  const clinician = plainText(context.appointment?.clinician ?? '');
  return clinician === '' ? masked : masked.replaceAll(clinician, 'the doctor');
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Letters only, in small ones: what begins with a digit is a number and checked as one. */
function wordsOf(text: string): string[] {
  return [...plainText(text).matchAll(/[\p{L}\d][\p{L}\d’']*/gu)]
    .map(([word]) => word.toLowerCase().replaceAll('’', "'"))
    .filter((word) => !/^\d/.test(word));
}

function asWritten(word: string, text: string): string {
  return (
    new RegExp(`(?<![\\p{L}\\d])${escaped(word).replaceAll("'", "['’]")}(?![\\p{L}\\d])`, 'iu').exec(
      text,
    )?.[0] ?? word
  );
}

function isAmong(word: string, words: ReadonlySet<string>): boolean {
  return words.has(word) || formsOf(word).some((form) => words.has(form));
}

/** The word and what it may be a form of: "nights", "Okafor's", "didn't", "recorded", "tended", "beginning", "notably". */
function formsOf(word: string): string[] {
  const bareWord = word.replace(/(?:n't|'(?:s|re|ve|ll|d|m))$|'$/, '');
  const ends: readonly (readonly [RegExp, string])[] = [
    [/s$/, ''],
    [/es$/, ''],
    [/ies$/, 'y'],
    [/ed$/, ''],
    [/d$/, ''],
    [/ing$/, ''],
    [/ing$/, 'e'],
    [/([a-z])\1(?:ing|ed)$/, '$1'],
  ];
  return [
    bareWord,
    ...ends.flatMap(([end, instead]) =>
      bareWord.length > 3 && end.test(bareWord) ? [bareWord.replace(end, instead)] : [],
    ),
  ];
}

/** A body has parts; their names come in only as the name of the metric that they belong to. */
const OF_BODY = new Set([
  'heart',
  'blood',
  'body',
  'skin',
  'wrist',
  'oxygen',
  'breathing',
  'pain',
  'breathlessness',
]);

function partsOf(slug: string, context: GroundingContext): string[] {
  return namesOf(slug, context)
    .filter((name) => metricSlugs.some((known) => known === slug) || isPlainName(name))
    .flatMap(wordsOf)
    .filter((word) => !OF_BODY.has(word));
}

function medicinesOf({ profile, timeline }: GroundingContext): string[] {
  return [
    ...(profile.medications ?? []).map(({ name }) => name),
    ...timeline.flatMap(({ medication }) => medication ?? []),
  ].filter(isPlainName);
}
