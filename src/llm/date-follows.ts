import { type DateMention, matchesDate } from './dates.ts';
import type { GroundingContext } from './grounding-context.ts';
import { labelBehind, MASKS } from './mask.ts';
import type { Facts } from './quantity.ts';
import { sharesSubject, type Told } from './told.ts';

/** "began about 7 March", "since 3 March": only a day on which something began may follow. */
const BEGINNING = /\b(?:began|begins|begun|started|starting|since|onset)\b[^.,;(]{0,20}$/i;

/** "The drop in deep sleep began about 7 March": what began is no event. */
const CHANGE_BEGINNING =
  /(?<!\b(?:dose|medication|medicine|timing) )\b(?:change|shift|drop|fall|decline|decrease|reduction|rise|increase|climb|drift|stretch)\b[^.,;()]{0,40}\b(?:began|begins|begun|started)\b(?![^.,;(]*\b(?:after|before|with)\b)[^.,;(]{0,20}$/i;

/** "Lisinopril dose changed (20 mg) on 3 March", its label masked; "the dose change on 3 March". */
const OF_EVENT = new RegExp(`(?:([${MASKS}])|\\bdose change|\\bdose changed)[”"']? on (?:\\w+day )?$`, 'i');

/** "the last result is of 10 March". */
const OF_LAB = /\b(?:results?|samples?|(?:blood )?tests?)\b[^.,;()]{0,20}\b(?:of|on|from)\s+(?:\w+day )?$/i;

export function dateFollows(
  mention: DateMention,
  told: Told,
  { dates, ranges }: Facts,
  context: GroundingContext,
): boolean {
  const lead = told.words.slice(0, mention.index);
  const starts = BEGINNING.test(lead);
  const eventBefore = OF_EVENT.exec(lead);
  const isOfChange = starts && eventBefore === null && CHANGE_BEGINNING.test(lead);
  const label = labelBehind(eventBefore?.[1] ?? '', context);
  const range = rangeWith(mention, told);
  if (range !== undefined) {
    const [first, last] = range;
    return ranges.some(
      ({ from, to, metrics }) =>
        sharesSubject(told, mention.index, metrics) &&
        matchesDate(first, from, context.asOf) &&
        matchesDate(last, to, context.asOf),
    );
  }
  const isOfLab = OF_LAB.test(lead) && dates.some(({ isLab }) => isLab);
  return dates.some((fact) => {
    if (isOfLab && fact.isLab !== true) return false;
    if (starts && !fact.begins) return false;
    if (isOfChange && fact.event !== undefined) return false;
    if (eventBefore !== null && fact.event === undefined) return false;
    if (label !== undefined && fact.event !== label) return false;
    return sharesSubject(told, mention.index, fact.metrics) && matchesDate(mention, fact.day, context.asOf);
  });
}

/** "between 5 and 9 March", "from 28 February to 3 March": both ends, of which neither is a day on its own. */
function rangeWith(
  mention: DateMention,
  { words, dates }: Told,
): readonly [first: DateMention, last: DateMention] | undefined {
  const sorted = [...dates].sort((left, right) => left.index - right.index);
  for (const [place, first] of sorted.entries()) {
    const last = sorted[place + 1];
    if (last === undefined || (first !== mention && last !== mention)) continue;
    const between = words.slice(first.index + first.words.length, last.index);
    const isJoined = /^\s*(?:to|–|-|until)\s*$/.test(between);
    const isBetween =
      /^\s*and\s*$/.test(between) && /\bbetween\s+(?:\w+day )?$/i.test(words.slice(0, first.index));
    if (first.index === last.index || isJoined || isBetween) return [first, last];
  }
  return undefined;
}
