import type { Finding } from '../domain/finding.ts';
import type { TimelineEvent } from '../domain/timeline.ts';
import { citedFindings, type GroundingContext } from './grounding-context.ts';
import { isPlainMedicineLabel } from './plain-name.ts';
import { plainText } from './plain-text.ts';
import { quotedWords } from './quoted-words.ts';

/** Stands where quoted words stood; it is no letter, digit or punctuation that any check looks at. */
const MASK = '\u2063';
/** From here on they stand for labels of the timeline, so that it is still seen which of them it was. */
const FIRST_LABEL = 0xe000;
const MOST_LABELS = 6400;

/** Any of them, in the brackets of a pattern. */
export const MASKS = `${MASK}\ue000-\uf8ff`;

/**
 * Takes out what is quoted word for word: labels of the timeline, the clinician's name, a finding's own limits,
 * the fixed text of a red flag. These are the person's or the engine's words, true by being there; what a writer
 * adds around them is what gets checked.
 */
export function maskQuoted(text: string, context: GroundingContext, claims: readonly string[]): string {
  const cited = citedFindings(context, claims);
  const phrases = [
    ...cited.flatMap(quotedBy),
    ...eventLabels(cited, context),
    ...numberedConditions(context),
  ].filter(({ words }) => isWorthQuoting(words));
  phrases.sort((left, right) => right.words.length - left.words.length);
  return phrases.reduce(
    (masked, { words, mask, isInQuotes }) =>
      masked.replace(wholePhrase(plainText(words), isInQuotes === true), () => mask),
    text,
  );
}

/** A label that is a number or two letters long would make that number true wherever it stands. */
function isWorthQuoting(words: string): boolean {
  return /\p{L}{3}/u.test(words);
}

/** Only as a whole: of a label "rose" no part of "arose" is quoted. */
function wholePhrase(words: string, isInQuotes: boolean): RegExp {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return isInQuotes
    ? new RegExp(`(?<=[“"‘'])${escaped}(?=[”"’'])`, 'gu')
    : new RegExp(`(?<![\\p{L}\\d])${escaped}(?![\\p{L}\\d])`, 'gu');
}

/** The label that a mask stands for. */
export function labelBehind(mask: string, { timeline }: GroundingContext): string | undefined {
  return timeline[mask.charCodeAt(0) - FIRST_LABEL]?.label;
}

interface Phrase {
  readonly words: string;
  readonly mask: string;
  /** The person's own words, which are nobody else's without their quotation marks. */
  readonly isInQuotes?: boolean;
}

function quotedBy(finding: Finding): Phrase[] {
  return wordsOf(finding).map((words) => ({ words, mask: MASK }));
}

function wordsOf(finding: Finding): readonly string[] {
  if (finding.kind === 'red-flag') return [finding.summary, finding.seen];
  if (finding.kind === 'lab-link') return [finding.analyte, ...finding.limits];
  return finding.limits;
}

function eventLabels(cited: readonly Finding[], { timeline }: GroundingContext): Phrase[] {
  const ids = new Set(eventIds(cited));
  return timeline.flatMap((event, place) => {
    const { id, label } = event;
    if (!ids.has(id)) return [];
    const isInQuotes = !isOurs(event);
    return [{ words: quotedWords(label), mask: maskOfLabel(place), isInQuotes }];
  });
}

/** Looked at once for an event, however many sentences speak of it. */
const oursByEvent = new WeakMap<TimelineEvent, boolean>();

/** Built by us of words that say nothing else; all other labels are the person's own. */
function isOurs(event: TimelineEvent): boolean {
  const { kind, label, medication } = event;
  const known = oursByEvent.get(event);
  if (known !== undefined) return known;
  const ours = label === kind || (kind.startsWith('medication-') && isPlainMedicineLabel(label, medication));
  oursByEvent.set(event, ours);
  return ours;
}

/** The "type 2" of a known condition; whatever else its name holds is checked like any other word. */
function numberedConditions({ profile }: GroundingContext): Phrase[] {
  const names = (profile.conditions ?? []).map(({ name }) => name).join('; ');
  return [...names.matchAll(/\b(?:type|stage|grade|class) (?:\d|I{1,3}V?)[a-c]?\b/gi)].flatMap(([words]) =>
    [words, words.toLowerCase()].map((spelling) => ({ words: spelling, mask: MASK })),
  );
}

function maskOfLabel(place: number): string {
  return place < MOST_LABELS ? String.fromCharCode(FIRST_LABEL + place) : MASK;
}

export function eventIds(findings: readonly Finding[]): string[] {
  return findings.flatMap((finding) => [
    ...finding.events.map(({ id }) => id),
    ...(finding.kind === 'event-effect' ? [finding.event.id, ...finding.overlapping] : []),
  ]);
}
