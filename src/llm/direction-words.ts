export type Direction = 'up' | 'down';

export interface DirectionMention {
  readonly words: string;
  readonly index: number;
  readonly end: number;
  readonly direction: Direction | 'better' | 'worse' | 'flat' | 'faster' | 'slower';
}

const BEFORE_AMOUNT =
  '(?= (?:by|from|to(?= [−-]?\\d| about| around| an? )|about|around|roughly|nearly|almost|over|more|some|an?|half|slightly|[−-]?\\d)\\b)';
const RISE = [
  'rose|ris(?:es?|en|ing)|increas(?:e[sd]?|ing)|higher|highest|climb(?:s|ed|ing)?|longer|warmer|gr(?:ew|own|ows?|owing)|gain(?:s|ed|ing)?',
  'jump(?:s|ed|ing)?|surg(?:e[sd]?|ing)|soar(?:s|ed|ing)?|swell(?:s|ed|ing)?|swollen|lengthen(?:s|ed|ing)?|doubl(?:e[sd]|ing)|tripl(?:e[sd]|ing)|elevated|raised|heightened|upwards?|uptick',
  '(?:went|gone|go(?:es|ing)?|crept|edged|shot|came|come|trend(?:s|ed|ing)?|drift(?:s|ed|ing)?|mov(?:e[sd]?|ing)|picked) up',
  '(?<= {3})(?:over|more than|greater than|exceeding)(?= (?:about )?[−-]?\\d[\\d.,]* ?(?:%|percent|per cent|bpm|ms|kg|kcal|mmHg|°C))',
  `(?:is|was|are|were|been|be) up|(?<!\\badd(?:s|ed|ing)? )up${BEFORE_AMOUNT}|later|above`,
].join('|');
const FALL = [
  'f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|lower(?:ed|ing)?|lowest|reduc(?:e[sd]|ing|tion)|shr[aiu]nk(?:s|ing)?|slip(?:s|ped|ping)?|sank|sunk|sink(?:s|ing)?',
  'dip(?:s|ped|ping)?|shorter|shorten(?:s|ed|ing)?|fewer|cooler|colder|lost|los(?:es?|ing|s)|diminish(?:e[sd]|ing)?|dwindl(?:e[sd]?|ing)|lessen(?:s|ed|ing)?|tumbl(?:e[sd]?|ing)|slid|slide[sd]?|plung(?:e[sd]?|ing)|plummet(?:s|ed|ing)?|halv(?:e[sd]?|ing)|downwards?|slump(?:s|ed|ing)?',
  '(?:went|gone|go(?:es|ing)?|crept|edged|came|come|trend(?:s|ed|ing)?|drift(?:s|ed|ing)?|mov(?:e[sd]?|ing)) down',
  `(?:is|was|are|were|been|be) down|down${BEFORE_AMOUNT}|earlier|below|under(?= [−-]?\\d| about)`,
].join('|');

const AMOUNT_UNITS =
  'minutes?|min|hours?|h|bpm|beats(?: per minute)?|ms|milliseconds|%|percent|per cent|points?|kg|kcal|steps|°C|mmHg|breaths/min';
const THAN = '(?:\\s+(?:deep|light)?)?\\s+than\\b(?! (?:once|twice|one|two|half|a |an |\\d|[−-]))';

const patterns: readonly (readonly [RegExp, DirectionMention['direction']])[] = [
  [new RegExp(`(?<!\\bno )\\b(?:${RISE})\\b`, 'gi'), 'up'],
  [new RegExp(`\\b(?:${FALL})\\b(?! asleep| apart)`, 'gi'), 'down'],
  [/\b(?:improv(?:e[sd]?|ing|ements?)|better|best(?! (?:estimate|guess|fit))|recovered)\b/gi, 'better'],
  [/\b(?:worse|worst|worsen(?:s|ed|ing)?|deteriorat(?:e[sd]?|ing|ion))\b/gi, 'worse'],
  [/\b(?:faster|sped up|quicker)\b/gi, 'faster'],
  [/\b(?:slower|slow(?:s|ed|ing) down|slowed)\b/gi, 'slower'],
  [
    /\b(?:unchanged|(?:has|have) not changed|(?:did|does|do) not change|no change|the same as (?:before|usual|always)|(?:stay|remain)(?:s|ed)? (?:the same|flat|constant|steady|level|stable)|stable)\b/gi,
    'flat',
  ],
  // Right before a metric, behind an amount or before "than" these words speak of a direction.
  [
    new RegExp(
      `\\b(?:high|more)(?=\\s*$|\\s{2,})|(?<=\\d ?(?:${AMOUNT_UNITS}) )more\\b|\\bmore(?=${THAN})`,
      'gi',
    ),
    'up',
  ],
  [
    new RegExp(
      `\\b(?:low|less)(?=\\s*$|\\s{2,})|(?<=\\d ?(?:${AMOUNT_UNITS}) )less\\b|\\bless(?=${THAN})`,
      'gi',
    ),
    'down',
  ],
];

/** Words for a direction, in a sentence whose metric names were blanked. */
export function readDirections(rest: string): DirectionMention[] {
  return patterns
    .flatMap(([pattern, direction]) =>
      [...rest.matchAll(pattern)]
        .filter((found) => !isTimeWord(found[0], found.index, rest))
        .map((found) => ({
          words: found[0].trim(),
          index: found.index,
          end: found.index + found[0].length,
          direction,
        })),
    )
    .sort((left, right) => left.index - right.index);
}

/** "4 days earlier", "one day later", "the earlier average": a place in time, no direction of a value. */
function isTimeWord(word: string, index: number, sentence: string): boolean {
  if (/^above$/i.test(word)) return /\b(?:the|see|as)\s$/i.test(sentence.slice(0, index));
  if (!/^(?:earlier|later)$/i.test(word)) return false;
  const lead = sentence.slice(0, index);
  if (/(?:\bdays?|nights?|mornings?|weeks?|months?|years?)\s$/i.test(lead)) return true;
  const tail = sentence.slice(index + word.length);
  return (
    (/\b(?:the|an?|her|his|your|its|their|than|(?:no|and) ?)\s$/i.test(lead) &&
      /^(?! {2,})\s+(?:[a-z]*\s)?(?:average|mean|baseline|levels?|values?|usual|nights?|days?|mornings?|weeks?|period|months?|records?|figures?|\d)/i.test(
        tail,
      )) ||
    /\bthan\s$/i.test(lead)
  );
}
