import { isReal } from './is-real.ts';
import type { Measured } from './measured.ts';
import { lineOf, type Passage, passageOf, type Span, sentenceEnd, sentenceStart } from './passage.ts';
import type { ReadText } from './read-text.ts';
import { figureOf } from './spoken-numbers.ts';
import type { Token } from './tokens.ts';

interface Figure extends Span {
  readonly quantity: Measured['quantity'];
  readonly value: number;
  /** Where the number itself stands. */
  readonly at: number;
}

/** What has to be spelled right for a figure to be understood. */
export const measureWords =
  'blood pressure systolic diastolic saturation saturations oxygen oximeter pulse heart rate reading percent'.split(
    ' ',
  );

const FORWARD = 7;
const limits =
  /\b(?:below|under|less than|lower than|target|targets|goal|limit|aim|aiming|should be|supposed to be|alarm|threshold|until|unless)(?: \S*){0,3}$|\bin case(?: \S*){0,8}$/;
const denial =
  /\b(?:not|never|no)(?: (?:been|gone|dropped|drops|falls|fallen|read|reads|reading|was|over|above|below|down|to|at|hit|reached|got|the|a|of|as|high|low|under|up|than|less|more|even|once|ever|it|had|blood|pressure|bp))*$/;
const condition = /(?:^|\s)(\S*) ?\b(?:if|should|whether)(?: \S*){0,8}$/;
/** "Will not come below 125" tells what it is, and no limit. */
const staysAbove =
  /\b(?:not|never) (?:come|comes|coming|go|goes|going|drop|drops|dropping|get|gets|fall|falls|falling|been|settle|gone|dropped|come back)(?: down| back)? (?:below|under|less than|lower than)\b/g;
const doubts = /^(?:sure|know|wonder\w*|unsure|ask\w*|certain|as|even)$/;
const orLess = /^(?:percent )?or (?:less|below|under|lower|over|above|more|higher)\b/;

/** Pressures, oxygen and pulse as people write them down, without those that are limits, conditions or a ring's. */
export function measuredInText(read: ReadText): Measured[] {
  if (!read.tokens.some((token) => numberIn(token) !== undefined)) return [];
  const plain = passageOf(read.tokens, []);
  const figures = [...pressures(read), ...single(plain)];
  const numbers = figures.map(({ at, last }) => ({ first: at, last }));
  const passage = passageOf(read.tokens, [...read.mentions, ...numbers]);
  return figures
    .filter((figure) => isReading(figure, plain) && isReal(passage, { first: figure.at, last: figure.last }))
    .map(({ quantity, value, first, last }) => ({ quantity, value, seen: asWritten(read, { first, last }) }));
}

function asWritten({ text, tokens }: ReadText, { first, last }: Span): string {
  return text.slice(tokens[first]?.start, tokens[last]?.end);
}

function isReading({ at, last }: Figure, passage: Passage): boolean {
  const { tokens } = passage;
  let start = at;
  while (start > 0 && at - start < 10 && tokens[start]?.after === '') start--;
  const before = lineOf(passage, start, at).replace(staysAbove, 'is');
  if (limits.test(before) || denial.test(before)) return false;
  const conditional = condition.exec(before);
  if (conditional !== null && !doubts.test(conditional[1] ?? '')) return false;
  return !orLess.test(lineOf(passage, last + 1, last + 4));
}

/** "190/110", "185 over 95". */
function pressures({ text, tokens }: ReadText): Figure[] {
  return tokens.flatMap((token, first): Figure[] => {
    const systolic = numberIn(token);
    const last = /^(?:over|on|by)$/.test(tokens[first + 1]?.word ?? '') ? first + 2 : first + 1;
    const lower = tokens[last];
    const diastolic = numberIn(lower);
    if (systolic === undefined || diastolic === undefined || lower === undefined) return [];
    const between = text.slice(token.end, lower.start);
    if (last === first + 1 && !/^\s*[/\\]\s*$/.test(between)) return [];
    if (systolic < 100 || systolic > 300 || diastolic < 30 || diastolic > 200 || diastolic >= systolic)
      return [];
    return [
      { quantity: 'systolic', value: systolic, at: first, first, last },
      { quantity: 'diastolic', value: diastolic, at: first, first, last },
    ];
  });
}

interface Cue {
  readonly quantity: Measured['quantity'];
  readonly words: RegExp;
  readonly range: readonly [number, number];
  /** Words of the sentence under which it is another thing: a ring's night, a run. */
  readonly unless?: RegExp;
  readonly butFor?: RegExp;
}

const ring = /\b(?:(?:the|my|his|her|their|oura) ring|ring (?:says|said|shows|average|app|data)|oura)\b/;
const asleep = /\b(?:asleep|overnight|sleeping|in my sleep|lowest|average|averaged)\b/;
const exertion =
  /\b(?:ran|run|running|jog|jogging|jogged|cycl\w*|bike|gym|workout|exercis\w*|treadmill|climb\w*|stairs|walk\w*|football|tennis|swim|swims|swimming(?! head)|swam|hike|hiking|training|interval\w*|danc\w*|spin|rowing|5k|10k|km)\b/;
const cues: readonly Cue[] = [
  {
    quantity: 'systolic',
    words: /^(?:bp|blood pressure|systolic|top (?:number|figure|reading|one))\b/,
    range: [100, 300],
  },
  { quantity: 'diastolic', words: /^(?:diastolic|bottom (?:number|figure|reading|one))\b/, range: [30, 200] },
  {
    quantity: 'oxygen',
    words:
      /^(?:sats?|ox|finger (?:probe|monitor|thing|clip|device)|saturations?|spo2|sp02|o2|oxygen|oximeter|oxymeter|pulsox|pulse ox\w*)\b/,
    range: [50, 100],
    unless: new RegExp(`${ring.source}|${asleep.source}`),
    butFor:
      /^(?!.*\boura\b)(?!.*\b(?:the|my|his|her|their) ring\b).*\b(?:oximeter|finger\w*|sats|pulse ox)\b/,
  },
  {
    quantity: 'pulse',
    words: /^(?:pulse(?! ox)|heart rate|heartrate|hr|heartbeat|heart|watch|fitbit|tracker)\b/,
    range: [20, 250],
    unless: new RegExp(`${ring.source}|${asleep.source}|${exertion.source}`),
    butFor: /\b(?:at rest|resting|sitting|doing nothing|in bed|lying)\b(?!.*\bring\b)/,
  },
];
/** What else has such numbers. */
const otherThing = new RegExp(
  `${ring.source}|${asleep.source}|${exertion.source}|\\b(?:bp|blood|pressure|systolic|sugar|glucose|kg|weigh\\w*|page|pages|number|bus|people|degrees|over|calories|steps|pounds|quid|euros|dollars|room|seat|row|crossword|pieces)\\b`,
);
const otherUnit =
  /^(?:years?|kg|mg|mcg|ml|minutes?|mins?|hours?|hrs?|am|pm|times?|days?|weeks?|stone|lbs?|litres?|l|percent|steps)$/;

/** One number after what it is of ("sats 91"), or before it ("89 on the oximeter", "41 bpm"). */
function single(passage: Passage): Figure[] {
  return passage.tokens.flatMap((_, place): Figure[] => {
    const line = lineOf(passage, place, place + 2);
    const cue = cues.find(({ words }) => words.test(line));
    if (cue === undefined) return [...bpm(passage, place), ...atRest(passage, place)];
    const sentence = lineOf(
      passage,
      Math.max(sentenceStart(passage, place), place - 20),
      Math.min(sentenceEnd(passage, place), place + 20),
    );
    if (cue.unless?.test(sentence) && !cue.butFor?.test(sentence)) return [];
    return [...after(passage, place, cue), ...before(passage, place, cue)];
  });
}

function after(passage: Passage, place: number, { quantity, range, words }: Cue): Figure[] {
  const { tokens } = passage;
  const found: Figure[] = [];
  let reach = place + FORWARD;
  for (let last = place + 1; last < tokens.length && last <= reach; last++) {
    const token = tokens[last] as Token;
    if (token.after === '.' || token.after === '?') break;
    if (last > place + 1 && isOtherCue(passage, last, words)) break;
    const value = numberIn(token);
    if (value === undefined || value < range[0] || value > range[1]) continue;
    const unit = tokens[last + 1]?.word ?? '';
    if (otherUnit.test(unit) && !(quantity === 'oxygen' && unit === 'percent')) continue;
    if (quantity === 'systolic' && numberIn(tokens[last + 1]) !== undefined) break;
    found.push({ quantity, value, at: last, first: place, last });
    reach = last + 5;
  }
  return found;
}

function before({ tokens }: Passage, place: number, { quantity, range }: Cue): Figure[] {
  if (quantity !== 'oxygen') return [];
  for (let first = place - 1; first >= Math.max(0, place - 4); first--) {
    const value = numberIn(tokens[first]);
    if (tokens.slice(first + 1, place + 1).some(({ after: pause }) => pause !== '')) return [];
    if (value !== undefined && value >= range[0] && value <= range[1]) {
      return [{ quantity, value, at: first, first, last: place }];
    }
  }
  return [];
}

function bpm(passage: Passage, place: number): Figure[] {
  const { tokens } = passage;
  const value = numberIn(tokens[place]);
  if (value === undefined || value < 20 || value > 250) return [];
  if (!/^(?:bpm|beats)$/.test(tokens[place + 1]?.word ?? '')) return [];
  const [start, end] = [sentenceStart(passage, place), sentenceEnd(passage, place)];
  const sentence = lineOf(passage, Math.max(start, place - 20), Math.min(end, place + 20));
  const cue = cues.find(({ quantity }) => quantity === 'pulse');
  if (cue?.unless?.test(sentence) && !cue.butFor?.test(sentence)) return [];
  return [{ quantity: 'pulse', value, at: place, first: place, last: place + 1 }];
}

const resting =
  /\b(?:resting|at rest|sitting|sat|sat down|lying|laid|lying down|in (?:the|my|her|his) (?:chair|armchair|bed)|on the (?:sofa|couch|settee)|in bed|doing nothing)\b/;
const goesOnAt =
  /\b(?:stuck|say|stays|staying|stayed|hovering|sitting|around|about|at|says|said|saying|reads|reading|shows|showing)(?: (?:at|around|about|on|between|over|above))?$/;
const saysLow =
  /\b(?:watch|fitbit|tracker|pulse|heart rate)\b.*\b(?:says?|said|reads?|reading|shows?|showing|showed|at|down to|only)$/;
const ownNumber =
  /^(?:rest\w*|at rest|bpm|all (?:day|morning|afternoon|evening|night)|sitting|lying|just|and|when|while|for)\b/;

/** "Stuck around 120 sitting still": of what is told so while somebody rests nothing else is as high. */
function atRest(passage: Passage, place: number): Figure[] {
  const value = numberIn(passage.tokens[place]);
  if (value === undefined || value > 220) return [];
  const [start, end] = [sentenceStart(passage, place), sentenceEnd(passage, place)];
  const [before, rest] = [
    lineOf(passage, Math.max(start, place - 20), place),
    lineOf(passage, place + 1, end),
  ];
  const sentence = `${before} ${rest}`;
  if (
    value < 50 ? !saysLow.test(before) : value <= 100 || !resting.test(sentence) || otherThing.test(sentence)
  )
    return [];
  if (
    otherUnit.test(passage.tokens[place + 1]?.word ?? '') ||
    !(goesOnAt.test(before) || ownNumber.test(rest))
  )
    return [];
  return [{ quantity: 'pulse', value, at: place, first: place, last: place }];
}

function isOtherCue(passage: Passage, place: number, own: RegExp): boolean {
  const line = lineOf(passage, place, place + 2);
  return cues.some(({ words }) => words !== own && words.test(line));
}

function numberIn(token: Token | undefined): number | undefined {
  if (token === undefined) return undefined;
  return /^\d{2,3}(?:\.\d)?$/.test(token.word) ? Number(token.word) : figureOf(token.word);
}
