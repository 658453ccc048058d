import {
  clauseStart,
  isPause,
  lineOf,
  type Passage,
  type Span,
  sentenceEnd,
  sentenceStart,
} from './passage.ts';

const BACK = 24;
const ON = 20;
const person = '(?:i|he|she|we|mum|dad|mam)';
const seasons =
  'year|summer|winter|spring|autumn|fall|christmas|easter|january|february|march|april|may|june|july|august|september|october|november|december';
const count =
  '(?:\\d+|an?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|few|couple|couple of|several|many|some|donkeys)';
const ages = 'twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[2-9]0s|noughties';
const youth = 'youth|teens|twenties|thirties|forties|[234]0s';
const school =
  '(?:primary |high |secondary )?(?:school|university|uni|college|sixth form)(?! (?:drop|run|gates?|pick\\w*|play|fair|fete|trip|today|dropping|collecting|teaching|concert))';
/** So long ago that it is a history: a date, a count of years, or a time of life. */
const longAgo = `(?:(?:(?:a |many |about |over |some |nearly )?${count} (?:years?|months?|decades?)|years|months|decades|ages|long|a long time|donkeys years|a lifetime) (?:and years )?(?:ago|back)|last (?:${seasons})|(?:back |way back )?in (?:the )?(?:summer of |winter of |spring of |autumn of |early |late |mid )?(?:(?:19|20)\\d\\d|${ages})|in my (?:early |mid |late )?(?:${youth})|in (?:his|her) (?:early |mid |late )?(?:${youth}|${ages})|back in my (?:early |mid |late )?(?:${youth}|${ages})|as a (?:child|kid|boy|girl|teenager|teen|student|toddler|youngster|young (?:man|woman|mother|lad|lass))|when ${person} (?:was|were) (?:a |an |about |only )?(?:child|kid|boy|girl|teen|teenager|student|baby|toddler|young|younger|little(?! (?:more|less|over))|small|pregnant|first diagnosed|newly diagnosed|expecting|[1-9]\\d?(?! (?:minutes?|hours?|mins?|seconds?|miles?|km|steps?|percent|into|metres|yards|weeks?|days?|months?|stairs))|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:still )?at (?:my )?${school})|(?:once|back) at ${school}|before (?:the|my|his|her) (?:bypass|stent|operation|op|surgery|pacemaker|ulcer op|transplant)|long before)`;
const small =
  '(?:and|but|well|yes|so|oh|once|only|just|back|way|had|got|i|he|she|it|was|that|there|the|a|an|my|his|her|mum|dad)';
const marker = new RegExp(`\\b(?:${longAgo})\\b(?!.*\\b(?:${longAgo})\\b)`);
const onlyMarker = new RegExp(
  `^(?:${small} ){0,3}(?:about |over |some |nearly |around |roughly )?${longAgo}(?: \\S+){0,3}$`,
);
const leading = new RegExp(`^(?:${small} ){0,3}$`);
const bareYear = /^(?:19[3-9]\d|20[0-2]\d)(?: \S+)* /;
const anyBut = '(?!(?:like|since|than|as|but|same|now|until|today|again)\\b)\\S+';
const pastAfter = new RegExp(`^(?:${anyBut} ){0,6}?${longAgo}\\b`);
const notPast =
  /\b(?:since|like|than|as|ever|after|same|from|until|not)(?: (?:my|the|that|it|one|in|back|was|i|had|did)){0,3}$/;
const usedTo =
  /\bused to (?:be |always |often |sometimes |regularly )*(?:(?:get|have|suffer|feel|experience|keep|go|read|run|drop)\b)?(?: \S+){0,3}$|\b(?:history|hx) of(?: (?:a|an|previous|past|old))*$/;
const present =
  /\b(?:now|again|still|today|tonight|this (?:morning|afternoon|evening|week)|yesterday|last night|(?:is|are|am|was|it|pain|has|have|right) back(?! (?:in|to))|returned|recur\w*|come back|came back|lately|recently|at the moment|currently|same as|worse|since)\b/;
const presentVerb =
  /\b(?:am|is|are|has(?! had)|have(?! had)|feel|feels|get|gets|getting|keep|keeps|having|hurts?|aches?|can|do|does)\b/;
const overWith =
  /\b(?:fine|nothing|none|clear|ok|okay|well|not|no|never|all|good|great|better)(?: \S+){0,4}? (?:since|now|again|today)\b|\b(?:all|got|went|came) back to\b|\bbrought back\b/g;
const ownVerb =
  /\b(?:i|he|she|they|it|we|my \S+|his \S+|her \S+)(?: \S+)? (?:was|were|had|did|went|felt|could|got|fell|came|hit|\w+ed)\b/;

/** A history, with nothing in its own clause that brings it to the present: what another clause says of today does not. */
export function isLongPast(passage: Passage, span: Span): boolean {
  const start = Math.max(sentenceStart(passage, span.first), span.first - BACK);
  const end = Math.min(sentenceEnd(passage, span.last), span.last + ON);
  const [clause, clauseEnd] = [clauseStart(passage, span.first, start), clauseLimit(passage, span.last, end)];
  const inside = lineOf(passage, span.first, span.last + 1);
  const rest = lineOf(passage, span.last + 1, clauseEnd);
  if (present.test(`${inside} ${rest}`.replace(overWith, ''))) return false;
  const own = lineOf(passage, clause, span.first);
  if (present.test(own.replace(overWith, ''))) return false;
  if (usedTo.test(own)) return true;
  if (presentVerb.test(`${own} ${inside}`)) return false;
  if (isAfterMarker(passage, { span, start, clause })) return true;
  if (pastAfter.test(rest)) return true;
  const next = lineOf(passage, clauseEnd, clauseLimit(passage, clauseEnd, end));
  return onlyMarker.test(next);
}

/** "In 2015, I had …": what leads the sentence is the time of all that is told in it; elsewhere only of its own clause. */
function isAfterMarker(
  passage: Passage,
  { span, start, clause }: { readonly span: Span; readonly start: number; readonly clause: number },
): boolean {
  const before = lineOf(passage, start, span.first);
  const inside = lineOf(passage, span.first, span.last + 1);
  const found = marker.exec(before) ?? bareYear.exec(`${before} `);
  if (found === null) return false;
  const prior = before.slice(0, found.index).trimEnd();
  if (notPast.test(prior)) return false;
  const isYear = found[0].length > before.length;
  const between = isYear ? before : before.slice(found.index + found[0].length);
  if (present.test(between.replace(overWith, '')) || presentVerb.test(between)) return false;
  const at = start + (prior === '' ? 0 : prior.split(' ').length);
  if (at >= clause) return true;
  if (!leading.test(prior === '' ? '' : `${prior} `)) return false;
  const told = lineOf(passage, clause, span.first);
  return ownVerb.test(`${told} ${inside}`) || onlyMarker.test(lineOf(passage, start, clause));
}

/** The place behind the last word of the clause. */
function clauseLimit({ tokens }: Passage, place: number, end: number): number {
  let last = place + 1;
  while (last < end && !isPause(tokens, last)) last++;
  return Math.min(last, Math.max(end, place));
}
