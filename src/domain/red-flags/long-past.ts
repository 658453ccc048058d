import { lineOf, type Passage, type Span, sentenceEnd, sentenceStart } from './passage.ts';

const seasons =
  'year|summer|winter|spring|autumn|fall|christmas|easter|january|february|march|april|may|june|july|august|september|october|november|december';
const count =
  '(?:\\d+|an?|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|few|couple|couple of|several|many|some)';
const longAgo = `(?:(?:(?:a |many )?${count} (?:years?|months?|decades?)|years|months|decades|ages|a long time) (?:ago|back)|last (?:${seasons})|(?:back )?in (?:19|20)\\d\\d|as a (?:child|kid|boy|girl|teenager|youngster|young (?:man|woman))|when (?:i|he|she) was (?:a |an |in |at )?(?:child|kid|young\\w*|little|pregnant|teenager|school|his|her|my|\\d+)|in (?:my|his|her) (?:(?:early |mid |late )?(?:youth|teens|twenties|thirties|forties|fifties|sixties|seventies|eighties))|before (?:the|my|his|her) (?:bypass|stent|operation|surgery))`;
const small =
  '(?:i|he|she|we|it|had|have|has|was|got|get|getting|a|an|some|bad|bit|of|the|my|his|her|this|that|my|mum|dad|once|only|one|just|back|way|episode|bout|then|actually|with|for|in|suffered|from|and|keep)';
const anyBut = '(?!(?:like|since|than|as|and|but|after|same|now|before|until)\\b)\\S+';
/** "Chest pain last year", "the chest pain I had in 2015". */
const pastAfter = new RegExp(`^(?:${anyBut} ){0,5}?${longAgo}\\b`);
/** "Last year I had chest pain". */
const pastBefore = new RegExp(`\\b${longAgo}(?: ${small}){0,6}$`);
const notPast = /\b(?:since|like|than|as|ever|after|before)(?: \S+){0,3}$/;
const usedTo =
  /\bused to (?:always |often |sometimes |regularly )?(?:get|have|suffer|feel|experience|keep)(?: \S+){0,3}$|\b(?:history|hx) of(?: (?:a|an|previous|past|old))*$/;
const present =
  /\b(?:now|again|still|today|tonight|this (?:morning|afternoon|evening|week)|yesterday|last night|back|returned|recur\w*|come back|came back|lately|recently|at the moment|currently|same as|worse)\b/;
const overWith = /\b(?:fine|nothing|none|clear|ok|okay|well|not|no|never|all) (?:since|now|again|today)\b/g;

const onlyLongAgo = new RegExp(`^${longAgo}$`);

/** "In 2015, I had …": the comma does not part the time from what happened then. */
function isOnlyLongAgo(passage: Passage, start: number, clause: number): boolean {
  return onlyLongAgo.test(lineOf(passage, start, clause));
}

function clauseStart({ tokens }: Passage, place: number, start: number): number {
  let first = place;
  while (first > start && tokens[first]?.after === '') first--;
  return first;
}

/** So long ago that it is a history, and nothing in the sentence brings it to the present. */
export function isLongPast(passage: Passage, span: Span): boolean {
  const [start, end] = [sentenceStart(passage, span.first), sentenceEnd(passage, span.last)];
  const before = lineOf(passage, Math.max(start, span.first - 14), span.first);
  const after = lineOf(passage, span.last + 1, Math.min(end, span.last + 16));
  if (present.test(`${before} ${after}`.replace(overWith, ''))) return false;
  const clause = clauseStart(passage, span.first, start);
  const past = pastBefore.exec(
    lineOf(passage, isOnlyLongAgo(passage, start, clause) ? start : clause, span.first),
  );
  if (past !== null && !notPast.test(past.input.slice(0, past.index).trim())) return true;
  if (usedTo.test(before)) return true;
  return pastAfter.test(after);
}
