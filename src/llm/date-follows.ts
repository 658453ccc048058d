import { type DateMention, matchesDate } from './dates.ts';
import type { GroundingContext } from './grounding-context.ts';
import { labelBehind, MASKS } from './mask.ts';
import type { FactDate } from './quantity.ts';
import { sharesSubject, type Told } from './told.ts';

/** "began about 7 March", "since 3 March": only a day on which something began may follow. */
const BEGINNING = /\b(?:began|begins|begun|started|starting|since|onset)\b[^.,;(]{0,20}$/i;

/** "The drop in deep sleep began about 7 March": what began is no event. */
const CHANGE_BEGINNING =
  /(?<!\b(?:dose|medication|medicine|timing) )\b(?:change|shift|drop|fall|decline|decrease|reduction|rise|increase|climb|drift|stretch)\b[^.,;()]{0,40}\b(?:began|begins|begun|started)\b(?![^.,;(]*\b(?:after|before|with)\b)[^.,;(]{0,20}$/i;

/** "Lisinopril dose changed (20 mg) on 3 March", its label masked; "the dose change on 3 March". */
const OF_EVENT = new RegExp(`(?:([${MASKS}])|\\bdose change|\\bdose changed)[”"']? on (?:\\w+day )?$`, 'i');

export function dateFollows(
  mention: DateMention,
  told: Told,
  dates: readonly FactDate[],
  context: GroundingContext,
): boolean {
  const lead = told.words.slice(0, mention.index);
  // "began between 5 and 9 March" names the ends of a range: neither is the day it began.
  const starts = BEGINNING.test(lead) && !/\bbetween\b[^.;]{0,25}$/i.test(lead);
  const eventBefore = OF_EVENT.exec(lead);
  const isOfChange = starts && eventBefore === null && CHANGE_BEGINNING.test(lead);
  const label = labelBehind(eventBefore?.[1] ?? '', context);
  return dates.some((fact) => {
    if (starts && !fact.begins) return false;
    if (isOfChange && fact.event !== undefined) return false;
    if (eventBefore !== null && fact.event === undefined) return false;
    if (label !== undefined && fact.event !== label) return false;
    return sharesSubject(told, fact.metrics) && matchesDate(mention, fact.day, context.asOf);
  });
}
