import { getMetric, metricSlugs } from '../../../src/domain/metric.ts';
import { readMetrics } from '../../../src/llm/metric-names.ts';

/** A way to make a true text false in one place, which `pick` chooses; undefined where it has no such place. */
export type Mutation = (text: string, pick: number) => string | undefined;

const UNITS =
  '(?: minutes?| min| bpm| ms| ?%| percent| per cent| nights?| days?| mornings?| weeks?| hours?| h)';
const NUMBER = new RegExp(`(?<![\\d.,:]|[(–−] ?)\\b\\d{1,3}\\b(?=${UNITS}\\b|${UNITS}(?=[ ,.;:)—]))`, 'g');
const MONTH = '(?:January|February|March|Jan|Feb|Mar)\\b';
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const SPELLED =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const OPPOSITES: readonly (readonly [string, string])[] = [
  ['higher', 'lower'],
  ['longer', 'shorter'],
  ['risen', 'fallen'],
  ['rose', 'fell'],
  ['climbed', 'dropped'],
  ['increased', 'decreased'],
  ['gone up', 'gone down'],
  ['went up', 'went down'],
  ['rise', 'drop'],
  ['rise', 'fall'],
  ['increase', 'decrease'],
  ['increased', 'declined'],
  ['increase', 'decline'],
  ['up from', 'down from'],
  ['moved later', 'moved earlier'],
  ['moved together', 'moved in opposite directions'],
  ['gone together', 'gone in opposite directions'],
  ['move together', 'move in opposite directions'],
  ['in the same direction as', 'in the opposite direction to'],
  ['changed with it', 'changed the other way'],
];
const flipped = new Map(
  OPPOSITES.flatMap(([one, other]) => [
    [one, other],
    [other, one],
  ]),
);
const FLIPS = new RegExp(
  `\\b(?:${[...flipped.keys()].sort((a, b) => b.length - a.length).join('|')})\\b(?! asleep)`,
  'g',
);

/** Every verb a writer may choose, by the place it fits: the opposite of what stood there. */
const UP_PAST = 'rose climbed increased grew jumped surged lengthened swelled'.split(' ');
const DOWN_PAST = 'fell dropped declined decreased shrank sank slipped dipped tumbled slid shortened'.split(
  ' ',
);
const UP_PERFECT = 'risen climbed increased grown jumped surged'.split(' ');
const DOWN_PERFECT = 'fallen dropped declined decreased shrunk sunk slipped dipped diminished'.split(' ');
const verbs =
  /(?<=\b(?:has|have)(?: slowly| gradually)? )(?:risen|climbed|increased|fallen|dropped|declined|decreased)\b|\b(?:rose|climbed|increased|fell|dropped|declined|decreased)\b/g;

/** Each of these changes one thing that a reader would take for a fact. */
export const mutations: Readonly<Record<string, Mutation>> = {
  'a number one too high': at(NUMBER, (found, lead) => moved(found, 1, lead)),
  'a number one too low': at(NUMBER, (found, lead) => moved(found, -1, lead)),
  'a number in brackets off by one': at(
    /(?<=\()\d{1,3}(?= ?(?:%|percent|nights|days|mornings)\))/g,
    (found) => String(Number(found) + 1),
  ),
  'a written-out number off by one': at(
    new RegExp(
      `\\b(?:(?:${TENS.join('|')})-)?(?:${SPELLED.slice(0, 8).join('|')})(?= (?:nights|days|mornings)\\b)`,
      'g',
    ),
    (found) =>
      found.replace(/\w+$/, (word) => SPELLED[SPELLED.indexOf(word) + 1] ?? word).replace('ty-ten', 'ty'),
  ),
  'a decimal shifted': at(/(?<![\d.,:−-])\b\d+\.\d+\b(?! of 10)/g, (found) => shifted(found)),
  'a flipped direction': at(FLIPS, (found) => flipped.get(found) ?? found),
  'a flipped direction in another verb': (text, pick) =>
    at(verbs, (found, lead) => {
      const perfect = /\b(?:has|have)(?: slowly| gradually)? $/.test(lead);
      const isUp = /^(?:rose|risen|climbed|increased)$/.test(found);
      const list = perfect ? (isUp ? DOWN_PERFECT : UP_PERFECT) : isUp ? DOWN_PAST : UP_PAST;
      return list[pick % list.length] ?? found;
    })(text, pick),
  'a flipped bound': at(
    /\b(?:under|above|below)\b(?= (?:about )?[−-]?\d)|\bover\b(?= [−-]?[\d,.]+ ?(?:%|bpm|ms|of 10))/g,
    (found) => (found === 'under' || found === 'below' ? 'above' : 'below'),
  ),
  'a moved beginning': at(
    new RegExp(`(?<=\\b(?:about|since|began|after .{0,60}) )\\d{1,2}(?= ${MONTH})`, 'g'),
    nextDay,
  ),
  'any moved date': at(
    new RegExp(
      `\\b\\d{1,2}(?=(?:st|nd|rd|th)?(?: of)? ${MONTH})|(?<=${MONTH} )\\d{1,2}(?!\\d)|(?<=2026-0\\d-)\\d\\d`,
      'g',
    ),
    (found) =>
      found.length === 2 && found.startsWith('0') ? `0${nextDay(found)}`.slice(-2) : nextDay(found),
  ),
  'a moved month': at(
    /\b(?:January|February|March)\b/g,
    (found) => MONTHS[MONTHS.indexOf(found) + 1] ?? found,
  ),
  'a moved weekday': at(new RegExp(`\\b(?:${WEEKDAYS.join('|')})\\b`, 'g'), (found) => {
    return WEEKDAYS[(WEEKDAYS.indexOf(found) + 1) % 7] ?? found;
  }),
  'a changed lag': at(
    /\b(?:one day later|the next day|the following day|a day later|1 day later|the same day)\b/g,
    (found) => (found === 'the same day' ? 'one day later' : '2 days later'),
  ),
  'a lag told as the next day': at(/\b(?:two|three|2|3) days later\b/g, () => 'the next day'),
  'a unit changed': at(
    /(?<=\d )(?<! 0 )(?:minutes|min|bpm|beats per minute|ms|milliseconds|mmHg|kcal|kg|°C)\b|(?<=\d) ?(?:%|percent\b)/g,
    (found) => otherUnit(found),
  ),
  'a unit left out': (text) =>
    /\d ?(?:°C|%|percent)/.test(text) ? text.replace(/(?<=\d) ?(?:°C|%|percent|per cent)/g, '') : undefined,
  'nights told as weeks': at(/(?<=\d )(?<!\b1[1-9] )(?:nights|days|mornings)\b(?! later)/g, () => 'weeks'),
  'a metric of somebody else': (text, pick) => otherMetric(text, pick),
  'two metrics exchanged': exchangedMetrics,
  'since told as until': at(
    new RegExp(`\\b[Ss]ince(?= (?:about )?(?:the )?(?:\\w+day,? )?(?:\\d|${MONTH}))`, 'g'),
    (found) => (found === 'since' ? 'until' : 'Until'),
  ),
  'a sign flipped': at(
    /[−-](?=\d+\.\d+)|(?<=correlation |correlation is |r = |correlation of )(?=\d)/g,
    (found) => (found === '' ? '−' : ''),
  ),
  'before and after exchanged': exchanged(
    /((?:has|have) averaged )(\S.*?)( over .*?against a usual )(\S.*?)(?= before \()/g,
    /( averaged )(\S.*?)( over .*? against )(\S.*?)(?= over the )/g,
    /( by [^(]*\()(\S[^()]*?)( before, )(\S[^()]*?)(?= since\))/g,
    /( from )((?!the )[\d−][^,;.]*?)( to )([\d−][^,;—]*?)(?=\.$|, a |\)| after )/g,
    /(: )(\S[^()]*?)( \(was )(\S[^()]*?)(?=\)\.)/g,
    /( averaged )([\d−]\S.*?)( before and )([\d−]\S.*?)(?= since\.)/g,
    /(: )([\d−]\S[^,]*?)( before [^,]*, )([\d−]\S[^,]*?)(?= after it\.)/g,
  ),
  'the nights before and after exchanged': exchanged(
    /( last )(\d+)( (?:nights|days|mornings), against a usual .*? before \()(\d+)/g,
    /( over )(\d+)( (?:nights|days|mornings) after .*? over the )(\d+)(?= \w+ before)/g,
    /(Compared with the )(\d+)( \w+ before, .* the last )(\d+)/g,
    /(In the )(\d+)( \w+ up to the change, .* in the )(\d+)(?= \w+ since)/g,
  ),
  'the shares of a rule exchanged': exchanged(
    /( days \()(\d+)( ?(?:%|percent|per cent)\)[;,](?: compared with)? ?(?:on other days )?)(\d+)(?= ?(?:%|percent|per cent))/g,
    /(\b(?:in|\() ?)(\d+)( ?(?:%|percent|per cent) of (?:cases|days),? ?(?:against|versus) )(\d+)/g,
  ),
  'a clinician exchanged': (text) => `${text} Could we ask Dr. Adeyemi about it?`,
  'a medication exchanged': at(/\b(?:Lisinopril|Amlodipine)\b/g, (found, lead) =>
    lead.length % 2 === 0 ? 'Metoprolol' : found === 'Lisinopril' ? 'Amlodipine' : 'Lisinopril',
  ),
};

/** "Some 20 minutes a week" is still true of 19: behind such a word the nearest five may be told. */
function moved(found: string, by: number, lead: string): string {
  const number = Number(found) + by;
  return / (?:some|about|around|roughly) $/.test(lead) && number % 5 === 0 ? found : String(number);
}

function nextDay(found: string): string {
  return String((Number(found) % 28) + 1);
}

function shifted(found: string): string {
  const digits = found.replace('.', '');
  return Number(digits) === 0 ? found : String(Number(digits));
}

function otherUnit(found: string): string {
  const unit = found.trim();
  if (unit === '%' || unit === 'percent') return ' bpm';
  const others: Readonly<Record<string, string>> = {
    minutes: 'hours',
    min: 'h',
    bpm: 'ms',
    ms: 'bpm',
    '°C': 'bpm',
  };
  return others[unit] ?? 'minutes';
}

/** The name of a metric that no finding of these samples shares with the one that stood there. */
function otherMetric(text: string, pick: number): string | undefined {
  const { metrics } = readMetrics(text, [], {});
  const found = metrics[pick % Math.max(1, metrics.length)];
  if (found === undefined) return undefined;
  const named = new Set(metrics.map(({ slug }) => slug));
  const others = metricSlugs.filter((slug) => !named.has(slug));
  const other = getMetric(others[pick % others.length] ?? 'hrv').label;
  const isFirst = found.index === 0 || /[.!?] $/.test(text.slice(0, found.index));
  const name = isFirst ? other.charAt(0).toUpperCase() + other.slice(1) : other;
  return `${text.slice(0, found.index)}${name}${text.slice(found.end)}`;
}

/** Of two changes or of the two ends of a rule; where two only go together, either may come first. */
function exchangedMetrics(text: string): string | undefined {
  const isDirected =
    / over the same period /i.test(text) || /\b(?:under|above) .* on \d+ of \d+ days/.test(text);
  const [first, ...others] = readMetrics(text, [], {}).metrics;
  const second = others.find(({ slug }) => slug !== first?.slug);
  if (!isDirected || first === undefined || second === undefined) return undefined;
  const [one, other] = [text.slice(first.index, first.end), text.slice(second.index, second.end)];
  return `${text.slice(0, first.index)}${other}${text.slice(first.end, second.index)}${one}${text.slice(second.end)}`;
}

function at(pattern: RegExp, make: (found: string, lead: string) => string): Mutation {
  return (text, pick) => {
    const found = chosen(text, [pattern], pick);
    if (found === undefined) return undefined;
    const lead = text.slice(0, found.index);
    return `${lead}${make(found[0], lead)}${text.slice(found.index + found[0].length)}`;
  };
}

/** Of every pattern the second and the fourth group change places. */
function exchanged(...patterns: readonly RegExp[]): Mutation {
  return (text, pick) => {
    const found = chosen(text, patterns, pick);
    if (found === undefined) return undefined;
    const [whole, lead = '', first = '', between = '', second = ''] = found;
    const rest = text.slice(found.index + whole.length);
    return `${text.slice(0, found.index)}${lead}${second}${between}${first}${rest}`;
  };
}

function chosen(text: string, patterns: readonly RegExp[], pick: number) {
  const all = patterns.flatMap((pattern) => [...text.matchAll(pattern)]);
  return all[pick % Math.max(1, all.length)];
}
