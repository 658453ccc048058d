import type { Step } from './quantity.ts';

/** "under 78 %", "13 of 15": a rule tells its bound or counts its days. */
const RULE_WORDS =
  /\b(?:under|below|above|over)\s+(?:about )?[−-]?\d[\d.,]* ?(?:%|percent|per cent|bpm|ms|kg|mmHg|°C)|\b(?:under|below|above)\s+(?:about )?[−-]?\d|\b\d+ (?:out )?of (?:the )?\d+\b/i;

export function isToldAsRule(rest: string): boolean {
  return RULE_WORDS.test(rest);
}

/**
 * Where a rule, a link and a chain join the same two metrics, each with a lag and a sign of its own, the words tell which
 * of them is meant. Where none of that kind is there, any may be.
 */
export function toldAs<Candidate extends { readonly step: Step }>(
  candidates: readonly Candidate[],
  rest: string,
): readonly Candidate[] {
  const kind = isToldAsRule(rest) ? 'rule' : /\bthen\b/i.test(rest) ? 'chain' : 'link';
  const meant = candidates.filter(({ step }) => step.kind === kind);
  return meant.length > 0 ? meant : candidates;
}
