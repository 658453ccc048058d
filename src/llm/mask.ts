import type { Finding } from '../domain/finding.ts';
import { citedFindings, type GroundingContext } from './grounding-context.ts';

/** Stands where quoted words stood; it is no letter, digit or punctuation that any check looks at. */
export const MASK = '\u2063';

/**
 * Takes out what is quoted word for word: labels of the timeline, the clinician's name, a finding's own limits,
 * the fixed text of a red flag. These are the person's or the engine's words, true by being there; what a writer
 * adds around them is what gets checked.
 */
export function maskQuoted(text: string, context: GroundingContext, claims: readonly string[]): string {
  const cited = citedFindings(context, claims);
  const phrases = [...cited.flatMap(quotedBy), ...eventLabels(cited, context)].filter(
    (phrase) => phrase.trim().length > 2,
  );
  phrases.sort((left, right) => right.length - left.length);
  return phrases.reduce((masked, phrase) => masked.replaceAll(phrase, MASK), text);
}

function quotedBy(finding: Finding): string[] {
  if (finding.kind === 'red-flag') return [finding.summary, finding.seen];
  if (finding.kind === 'lab-link') return [finding.analyte, ...finding.limits];
  return [...finding.limits];
}

function eventLabels(cited: readonly Finding[], context: GroundingContext): string[] {
  const ids = new Set(eventIds(cited));
  return context.timeline.filter(({ id }) => ids.has(id)).map(({ label }) => label);
}

export function eventIds(findings: readonly Finding[]): string[] {
  return findings.flatMap((finding) => [
    ...finding.events.map(({ id }) => id),
    ...(finding.kind === 'event-effect' ? [finding.event.id, ...finding.overlapping] : []),
  ]);
}
