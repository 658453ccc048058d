import type { Finding } from '../domain/finding.ts';
import { eventIds, MASKS } from './mask.ts';
import type { Told } from './told.ts';

/** "This came 4 days after …", "Both began within days", "Before that, …": it goes on about the sentence before. */
const GOES_ON =
  /^(?:and |but |so far,? |together,? |here,? |again,? |at (?:the same time|that time|least),? |whether |over the same (?:time|period|stretch|weeks),? |(?:since|until|before|after|from) then,? |(?:before|after|until|since|with) (?:that|this|it|these|them),? |for comparison,? )*(?:this|that|these|those|it|its|they|their|both|the (?:two|three|four|other|same|first|second|latter|former)|neither|either|one|each|such)\b/i;

/** Sentences about the records as such, which bring nothing in. */
const FRAMES: readonly RegExp[] = [
  /^(?:the|these|those|our|your|her|his|all|more|most|few|some|there (?:is|are|was|were|has been|have been) (?:an?|some|no|one|two|few|more|only)) ?(?:\w+ ){0,2}(?:records?|recordings?|data|readings?|numbers?|figures?|values?|results?|timeline|ring|check-ins?|answers?|averages?|usual range|patterns?|loops?|chains?|sequence|order|links?|associations?|correlations?|relation|connection|trends?|drifts?|shifts?|changes?|differences?|drops?|falls?|rises?|declines?|increases?|decreases?|timing|onset|start|stretch|picture|overlap|gap|nights?|days?|mornings?|weeks?|studies|events?|question|proof)\b/i,
  /^to bear in mind:/i,
  /^as far as the (?:entries|records|answers) (?:tell|show|go),/i,
  /^the [a-z]+ specialist is less sure of this than the [a-z]+ specialist\.$/i,
  /^(?:two|some|other|few|the|earlier) (?:\w+ )?studies\b/i,
  /^(?:an? |one )?(?:pattern|loop|chain|association|link|order|sequence|correlation)\b/i,
  /^(?:on other|on all other|at other|otherwise|elsewhere)\b/i,
];

const DOSE_EVENT =
  /\b(?:dos(?:e|age)|medication|medicine|tablet|tim(?:e|ing))s?(?: \w+){0,2} (?:change[ds]?|started|stopped|moved)\b|\b(?:change[ds]?|start|end|shift) (?:of|in) (?:the |her |his |your )?(?:dos(?:e|age)|medication|medicine|tim(?:e|ing))\b|\bnew (?:dos(?:e|age)|medication|medicine|tablet)\b/i;

/**
 * The sentences of a text that speak of no metric, event, number or day of the claims and do not go on about one that
 * does. A question may be about anything that its words allow; "she fell" is no finding, whatever day stands behind it.
 */
export function unanchored(told: readonly Told[], cited: readonly Finding[]): string[] {
  let isAnchored = false;
  return told.flatMap((sentence) => {
    const { words } = sentence;
    if (words.endsWith('?')) return [];
    const speaks = speaksOfClaims(sentence, cited);
    const own = isOfPerson(words)
      ? sentence.named.size > 0 || (OF_RECORDS.test(words) && speaksOfClaims(sentence, cited))
      : speaks || FRAMES.some((frame) => frame.test(words));
    const goesOn = isAnchored && !isOfPerson(words) && GOES_ON.test(words);
    isAnchored ||= own;
    return own || goesOn ? [] : [words];
  });
}

function speaksOfClaims({ words, named, numbers, dates }: Told, cited: readonly Finding[]): boolean {
  const hasEvents = eventIds(cited).length > 0 || cited.some(({ events }) => events.length > 0);
  return (
    named.size > 0 ||
    numbers.length > 0 ||
    dates.length > 0 ||
    new RegExp(`[${MASKS}]`).test(words) ||
    (hasEvents && DOSE_EVENT.test(words))
  );
}

/** "I logged a dose change on 3 March": of an entry, and of what it is. */
const OF_RECORDS = /\b(?:logg?|record|not|enter|track|mark)(?:s|ed|e|es|ing)?\b/i;

/** What is said of somebody, and not of a number. */
function isOfPerson(words: string): boolean {
  return /(?<!\bsees? )\b(?:she|he|you|I|mum|dad|mother|father|somebody|nobody|everyone|people)\b/i.test(
    words,
  );
}
