import { type DateMention, matchesDate } from './dates.ts';
import { readDirections } from './direction-words.ts';
import type { GroundingContext } from './grounding-context.ts';
import { labelBehind, MASKS } from './mask.ts';
import type { Facts } from './quantity.ts';
import { matchesNumber } from './rounding.ts';
import { sharesSubject, type Told } from './told.ts';

/** "began about 7 March", "since 3 March": only a day on which something began may follow. */
const BEGINNING = /\b(?:began|begins|begun|started|starting|since|onset)\b[^.,;(]{0,20}$/i;

/** "The drop in deep sleep began about 7 March": what began is no event. */
const CHANGE_BEGINNING =
  /(?<!\b(?:dose|medication|medicine|timing) )\b(?:change|shift|drop|fall|decline|decrease|reduction|rise|increase|climb|drift|stretch)\b[^.,;()]{0,40}\b(?:began|begins|begun|started)\b(?![^.,;(]*\b(?:after|before|with)\b)[^.,;(]{0,20}$/i;

/** "Lisinopril dose changed (20 mg) on 3 March", its label masked; "the dose change on 3 March". */
const OF_EVENT = new RegExp(
  `(?:([${MASKS}])|\\bdose change|\\bdose changed)[”"']?(?: (?:was |is )?(?:noted|recorded|on record|logged|reported))? ?(?:on|for|\\(|of) ?(?:\\w+day,? )?(?:the )?$`,
  'i',
);

/** "until 3 March, when Lisinopril dose changed (20 mg)", "on 3 March, Lisinopril …". */
const WHEN_EVENT = new RegExp(`^,? (?:when )?(?:the )?[“"]?([${MASKS}])`, 'i');

/** "the last result is of 10 March". */
const OF_LAB =
  /\b(?:results?|samples?|(?:blood )?tests?|measured|latest)\b[^.;()]{0,20}(?:\b(?:of|on|from|is)|:|,|latest)\s+(?:\w+day,? )?(?:the )?$/i;

/** "Around 11 March deep sleep started to change". */
const BEGINS_BEHIND = /^[^.,;]*,?[^.,;]*\b(?:began|begins|started|starts|set in)\b/i;

/** A day of an event may follow "since" only where the event is spoken of. */
const EVENT_WORDS = new RegExp(
  `[${MASKS}]|\\b(?:doses?|medications?|medicines?|tablets?|trip|travel|flight|illness|ill|period|pregnancy|hormones)\\b`,
  'i',
);

/** "20 minutes lower than on 3 March". */
const COMPARED_WITH = /\bthan (?:on|in) (?:\w+day,? )?(?:the )?$/i;

const UNTIL = /\b(?:until|till)\b[^.,;(]{0,16}$/i;

/** A change does not go on until the day it began; the usual level held until then. */
function tellsUsual({ numbers, rest }: Told, quantities: Facts['quantities']): boolean {
  const isChanging = readDirections(rest).length > 0 || /\b(?:drift|chang|mov|differ)\w*/i.test(rest);
  return (
    !isChanging &&
    numbers.some((mention) =>
      quantities.some(({ role, value }) => role === 'before' && matchesNumber(mention, value)),
    )
  );
}

export function dateFollows(
  mention: DateMention,
  told: Told,
  { dates, ranges, quantities }: Facts,
  context: GroundingContext,
): boolean {
  const lead = told.words.slice(0, mention.index);
  const tail = told.words.slice(mention.index + mention.words.length);
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
  const eventBefore = OF_EVENT.exec(lead);
  const startsBehind = /^\W*(?:\w+\W+){0,2}$/.test(lead) && BEGINS_BEHIND.test(tail);
  const isOnwards = /\bfrom\b[^.,;(]{0,16}$/i.test(lead) && /^\s+on(?:wards?)?\b/i.test(tail);
  const starts = BEGINNING.test(lead) || COMPARED_WITH.test(lead) || startsBehind || isOnwards;
  const isOfChange = starts && eventBefore === null && (startsBehind || CHANGE_BEGINNING.test(lead));
  const eventBehind = WHEN_EVENT.exec(tail);
  const label = labelBehind(eventBefore?.[1] ?? eventBehind?.[1] ?? '', context);
  const isOfLab = OF_LAB.test(lead) && dates.some(({ isLab }) => isLab);
  const isUntil = UNTIL.test(lead);
  const mayEndThere = isUntil && tellsUsual(told, quantities);
  const tellsEvent = EVENT_WORDS.test(told.words);
  return dates.some((fact) => {
    const isEvent = fact.event !== undefined;
    if (isOfLab && fact.isLab !== true) return false;
    if (isUntil && fact.ends !== true && !(fact.begins && mayEndThere)) return false;
    if (starts && !fact.begins) return false;
    if (starts && isEvent && fact.isTurn !== true && !tellsEvent) return false;
    if (isOfChange && isEvent) return false;
    if (eventBefore !== null && !isEvent) return false;
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
    const isJoined = /^\s*(?:to|–|-|until|till|and went on until)\s*(?:the\s+)?$/.test(between);
    const isBetween =
      /^\s*and\s+(?:the\s+)?$/.test(between) &&
      /\bbetween\s+(?:\w+day,? )?(?:the )?$/i.test(words.slice(0, first.index));
    if (first.index === last.index || isJoined || isBetween) return [first, last];
  }
  return undefined;
}
