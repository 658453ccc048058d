/** A way to make a true text false in one place, which `pick` chooses; undefined where it has no such place. */
export type Mutation = (text: string, pick: number) => string | undefined;

const NUMBER = /(?<![\d.,:]|[(–−] ?)\b\d{1,3}\b(?=(?: minutes?| bpm| ms| %| nights?| days?| mornings?))/g;
const MONTH = '(?:January|February|March)';
const flipped: Readonly<Record<string, string>> = {
  higher: 'lower',
  lower: 'higher',
  risen: 'fallen',
  fallen: 'risen',
};

/** Each of these changes one thing that a reader would take for a fact. */
export const mutations: Readonly<Record<string, Mutation>> = {
  'a number one too high': at(NUMBER, (found, lead) => moved(found, 1, lead)),
  'a number one too low': at(NUMBER, (found, lead) => moved(found, -1, lead)),
  'a number in brackets off by one': at(/(?<=\()\d{1,3}(?= (?:%|nights|days|mornings)\))/g, (found) =>
    String(Number(found) + 1),
  ),
  'a flipped direction': at(/\b(?:higher|lower|risen|fallen)\b/g, (found) => flipped[found] ?? found),
  'a flipped bound': at(/\b(?:under|above)\b/g, (found) => (found === 'under' ? 'above' : 'under')),
  'a moved beginning': at(new RegExp(`(?<=\\b(?:about|after .{0,60}) )\\d{1,2}(?= ${MONTH})`, 'g'), nextDay),
  'any moved date': at(new RegExp(`\\b\\d{1,2}(?= ${MONTH})`, 'g'), nextDay),
  'a longer lag': at(/\bone day later\b/g, () => '2 days later'),
  'before and after exchanged': exchanged(
    /((?:has|have) averaged )(\S.*?)( over .*?against a usual )(\S.*?)(?= before \()/g,
    /( averaged )(\S.*?)( over .*? against )(\S.*?)(?= over the )/g,
    /( by [^(]*\()(\S[^()]*?)( before, )(\S[^()]*?)(?= since\))/g,
  ),
  'the nights before and after exchanged': exchanged(
    /( last )(\d+)( (?:nights|days|mornings), against a usual .*? before \()(\d+)/g,
    /( over )(\d+)( (?:nights|days|mornings) after .*? over the )(\d+)(?= \w+ before)/g,
  ),
  'the shares of a rule exchanged': exchanged(/( days \()(\d+)( %\); on other days )(\d+)(?= %)/g),
};

/** "Some 20 minutes a week" is still true of 19: behind such a word the nearest five may be told. */
function moved(found: string, by: number, lead: string): string {
  const number = Number(found) + by;
  return / some $/.test(lead) && number % 5 === 0 ? found : String(number);
}

function nextDay(found: string): string {
  return String((Number(found) % 28) + 1);
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
