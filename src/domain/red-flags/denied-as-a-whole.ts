import { lineOf, type Passage, type Span, sentenceEnd, sentenceStart } from './passage.ts';

const asked = /\b(?:ask|asks|asked|asking|checked|wanted to know|question|questions)\b/;
const answeredNo =
  /^(?:\S+ ){0,4}?(?:(?:i|he|she|we) (?:\S+ )?(?:said|told (?:him|her|them)|answered|replied)(?: (?:absolutely|definitely|certainly|of course|honestly|truthfully))? (?:no|not|never|none)\b|(?:i|he|she) (?:have|has|had|do|did|does) (?:none|not|nothing)\b|(?:the )?answer (?:is|was) no\b)/;

/** Denied by what is said of more than the words themselves: asked and answered, ruled out, or taken as it should be. */
export function isDeniedAsAWhole(passage: Passage, span: Span): boolean {
  return (
    isAskedAndDenied(passage, span) ||
    isRuledOut(passage, span) ||
    isAnsweredAsAWhole(passage, span) ||
    isTakenAsMeant(passage, span)
  );
}

const ruledOut = /\b(?:ruled|rules) out(?: (?:a|an|any|the|my|his|her|for|for a))*(?: \S+)?$/;
const notYet =
  /\b(?:not|never|without|until|unless|cannot|yet|to be|needs?|want\w*|hop\w*|if) (?:\S+ ){0,3}?(?:ruled|rules) out/;

function isRuledOut(passage: Passage, { first }: Span): boolean {
  const before = lineOf(passage, Math.max(sentenceStart(passage, first), first - 10), first);
  return ruledOut.test(before) && !notYet.test(before);
}

const toAllOfIt =
  /\b(?:no|not|none|nothing|never) to (?:the lot|all|every\w*|each|any)\b|\b(?:none of (?:the above|those|these|them|it|that)|all (?:no|negative|clear|absent|denied|nil)|nothing to report|had none|have none)\b/;
const butFor = /\b(?:but|except|apart|although|though|until|bar|only|yes|lied|actually)\b/;
const listed =
  /\b(?:check\w*|list|asked|asks|questions?|questionnaire|form|screen\w*|symptoms|review|everything|went (?:through|over)|ran through)\b/;

/** "…: heart pain, fits, blackouts, and I could answer no to the lot." */
function isAnsweredAsAWhole(passage: Passage, { first, last }: Span): boolean {
  const [start, end] = [sentenceStart(passage, first), sentenceEnd(passage, last)];
  const rest = lineOf(passage, last + 1, Math.min(end, last + 30));
  const answer = toAllOfIt.exec(rest);
  if (answer === null || butFor.test(rest.slice(answer.index))) return false;
  return (
    listed.test(lineOf(passage, Math.max(start, first - 30), first)) &&
    !butFor.test(rest.slice(0, answer.index))
  );
}

const medicines = /\b(?:tablets?|pills?|medication|meds|medicines?|dose|doses|capsules)\b/;
const asMeant =
  /\b(?:(?:not|never|without) (?:missed|missing|skipped|skipping|forgotten)|as prescribed|on time|as (?:usual|normal|directed|instructed)|like clockwork|without fail)\b/;

/** "Took all my tablets, not missed a dose" is no overdose. */
function isTakenAsMeant(passage: Passage, { first, last }: Span): boolean {
  const inside = lineOf(passage, first, last + 1);
  if (!/^(?:take|took|taken|taking|had)\b/.test(inside) || !medicines.test(inside)) return false;
  return asMeant.test(lineOf(passage, last + 1, Math.min(sentenceEnd(passage, last), last + 12)));
}

/** "The nurse asked about …, I have none." */
function isAskedAndDenied(passage: Passage, { first, last }: Span): boolean {
  if (!asked.test(lineOf(passage, Math.max(sentenceStart(passage, first), first - 9), first))) return false;
  const reply = lineOf(passage, last + 1, last + 12);
  return answeredNo.test(reply) && !/\b(?:but|although|though|lied|lying|actually)\b/.test(reply);
}
