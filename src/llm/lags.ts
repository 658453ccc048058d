import type { NumberMention } from './numbers.ts';
import { toldAs } from './patterns-told.ts';
import type { Quantity, Step } from './quantity.ts';
import type { Told } from './told.ts';

/** A clause that opens with its lag: "…, one day later lower B", "is followed one day later by B". */
const OPENS = /(?:^|[,;:]|\b(?:then|and|or))\s*$/i;

/** The lags that stand where they belong: beside the effect of their step, or before its cause ("one day after …"). */
export function fittingSteps(
  quantities: readonly Quantity[],
  mention: NumberMention,
  told: Told,
): Quantity[] {
  const lags = quantities.flatMap((fact) => (fact.step === undefined ? [] : [{ fact, step: fact.step }]));
  const metrics = told.metrics.filter(({ slug }) => told.named.has(slug));
  const end = mention.index + mention.words.length;
  const tail = told.rest.slice(end);
  const next = metrics.find(({ index }) => index >= end)?.slug;
  const previous = metrics.findLast((metric) => metric.end <= mention.index)?.slug;
  const named = new Set(metrics.map(({ slug }) => slug));
  const fits = ({ cause, effect }: Step): boolean => {
    if (named.size > 1 && !(named.has(cause) && named.has(effect))) return false;
    if (/^\s+(?:after|from|since)\b/i.test(tail)) return next === undefined || next === cause;
    // "Were followed the next day by lower B".
    const opens =
      /^\s+by\b/i.test(tail) ||
      OPENS.test(told.words.slice(0, mention.index)) ||
      /^\s+later,?\s+by\b/i.test(tail);
    const beside = opens ? next : previous;
    // On the same day it does not matter which of the two is told first.
    return beside === undefined || beside === effect || (mention.value === 0 && beside === cause);
  };
  return toldAs(
    lags.filter(({ step }) => fits(step)),
    told.rest,
  ).map(({ fact }) => fact);
}
