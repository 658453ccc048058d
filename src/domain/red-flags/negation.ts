import { isDeniedAfter } from './denied-after.ts';
import { isDeniedAsAWhole } from './denied-as-a-whole.ts';
import { listItems } from './list-items.ts';
import {
  endsSentence,
  lineOf,
  type Passage,
  type Span,
  sentenceEnd,
  sentenceStart,
  wordAt,
} from './passage.ts';
import { setOf } from './word-set.ts';

/** How far back a "no" may stand. */
const REACH = 24;
const MOST_UNKNOWN = 4;

const cues = setOf(
  'no not never without deny denies denied denying nor neither nil zero negative absence free none nobody nothing',
);
/** What may stand between a "no" and what it denies without ending its reach. */
const fillers = setOf(`
  a an any the my his her their our your of from with in at for to on further more new other type kind sort
  have has had having get gets got getting gotten feel feels felt feeling experience experienced experiencing suffer suffers
  suffered suffering notice noticed noticing see seen saw observe observed develop developed developing report reported
  reporting complain complains complained complaining of been be being is are was were do does did ever even at all
  actually really currently presently today tonight yesterday yet either longer so far up feelings sign signs symptom symptoms
  evidence recurrence return repeat occurrence complaint complaints history episode episodes bout bouts bit hint trace sensation anything anymore
  serious significant major real obvious sudden severe unusual usual proper actual acute fresh recent last this morning
  week night day afternoon evening as such about like looking look looks thoughts thought thinking plans plan intention desire want
  wants wanted wanting wish need urge need needed go going went gone come comes came coming turn turned turning made
  keep keeping took take taken taking tried try attempted start started starting become becoming became begun
`);
const strongOnly = setOf('bad terrible horrible awful worst huge big nasty');
/** Here something else begins: "no fever but …", "no sleep, I …". */
const breakers = setOf(`
  but except however though although then only just apart besides until till unless when while whilst because since still
  now which who that i he she we they it you there is are was were has have am had feels felt hurts came started keeps
  got can could cannot will would may says said say thinks told better worse relief improvement change idea doubt wonder
  worry worried worrying bother bothered bothering fuss panic mind mention mentioned tell told matter sleep appetite energy if as so yet plus also despite after before
`);
const resumes =
  /^(?:but |however |though |although |yet )?(?:(?:except|apart|unless|until|till|besides|bar|barring)\b|other than\b|up to (?:now|today)\b|(?:only|just) (?:when|if|on|at|after|with|in)\b)/;
const turnsAround =
  /^(?:\S+ ){0,4}?(?:but|then|however|though|although|yet|until|till|and)(?: then)? (?:i (?:did|do|have|had|was|am)\b(?! (?:not|no|feel|fine|tired|ok|plenty|enough|lots|loads|taken|been taking|kept))|(?:he|she|they) (?:did|do|does|has|have|had|was|is) (?:it|one|some|lying|now)\b|(?:(?:today|tonight|now|this morning|this evening|this afternoon|since|last night|just now) )?(?:it|that|they) (?:is|was|has|are|were|came|comes|started|feels|felt|hurts|got|gets|returned|keeps)\b|(?:now|today|tonight|this morning) (?:there|i|he|she) (?:is|am|have|has|do|does|can|feel|feels)\b(?! (?:fine|ok|okay|well|good|better|no|not))|(?:back|again|crushing|tight|heavy|pressure|squeezing|burning|returned|worse|bad|terrible)\b)/;
const setsIn =
  /^(?:(?:this|that|yesterday|last|in|the|morning|night|today|afternoon|evening|at|first|earlier|all|day|breakfast|then|it) ){0,5}(?:came|comes|coming|started|starts|began|returned|returns)\b/;
const recast =
  /^(?:\S+ ){0,3}?(?:more|rather|just|only|instead)(?: \S+){0,4}? (?:tight\w*|heav\w*|pressure|squeez\w*|crush\w*|ach\w*|discomfort|dull|burn\w*|weight|band|indigestion|vice|grip\w*|pain\w*|hurt\w*|sore\w*|stabb\w*|breathless\w*|numb\w*|weak\w*|droop\w*|slur\w*|swell\w*|swollen)\b/;
const outdone =
  /^(?:\S+ ){0,3}?(?:like (?:this|it|that)|(?:this|so|as|that|such) (?:bad|badly|severe|intense|strong|much)|before|worse|until|till)\b/;
const likeNoOther = /\b(?:like (?:this|it|that)|so bad|this bad|such)\b/;
const unmeant =
  /\b(?:wish|wishing|wished|hope|hoping|pretend\w*|lied|lie|lying|almost|nearly|hardly|barely|if only|practically|would love)\b/;
/** That something is not there: said before it ("no …", "denies …", in a list) or after it ("…: none"). */
export function isDenied(passage: Passage, span: Span): boolean {
  return (
    isDeniedBefore(passage, span) ||
    isDeniedAfter(passage, span) ||
    isNeverFelt(passage, span) ||
    isDeniedAsAWhole(passage, span)
  );
}

function isDeniedBefore(passage: Passage, span: Span): boolean {
  const cue = denyingCue(passage, span);
  if (cue === undefined) return false;
  const { tokens } = passage;
  let before = cue;
  while (before > 0 && cue - before < 8 && tokens[before]?.after === '') before--;
  if (unmeant.test(lineOf(passage, before, cue))) return false;
  const close = lineOf(passage, Math.max(before, cue - 6), cue);
  if (/\b(?:not|never)\b/.test(close) && !/\b(?:not|never) (?:\S+ ){0,4}?(?:and|or)\b/.test(close))
    return false;
  const rest = lineOf(passage, span.last + 1, Math.min(sentenceEnd(passage, span.last), span.last + 16));
  if (resumes.test(rest) || turnsAround.test(rest) || setsIn.test(rest) || recast.test(rest)) return false;
  if (isTakenBackNext(passage, span)) return false;
  const inside = lineOf(passage, span.first, span.last + 1);
  const outdoes = outdone.test(rest) || likeNoOther.test(inside);
  return !(/^(?:never|not)$/.test(wordAt(passage, cue)) && outdoes);
}

/** "I told him I had none. There is." */
function isTakenBackNext(passage: Passage, { last }: Span): boolean {
  const end = sentenceEnd(passage, last);
  return (
    /^(?:there is|i do|i did|i have|i had|not true|i lied)$/.test(lineOf(passage, end, end + 2)) &&
    endsSentence(passage.tokens[end + 2])
  );
}

/** Where the word stands whose reach the mention lies in. */
function denyingCue(passage: Passage, span: Span): number | undefined {
  const { tokens, covered } = passage;
  const list = { or: false, comma: false, commas: 0, and: false, unknown: 0, strong: false };
  for (let place = span.first - 1; place >= 0 && span.first - place <= REACH; place--) {
    const { after } = tokens[place + 1] ?? { after: '' };
    if (after === '.' || after === '?') return undefined;
    const word = wordAt(passage, place);
    if (cues.has(word)) {
      if (after === ',' && word !== 'denies' && word !== 'denied') return undefined;
      return isCue(passage, place, span, list) ? place : undefined;
    }
    if (after === ',') {
      list.comma = true;
      list.commas++;
    }
    // "No symptoms such as …" denies them; "never had such a …" does not.
    if (word === 'such' && wordAt(passage, place + 1) !== 'as') return undefined;
    if (word === 'or' || word === 'nor') list.or = true;
    else if (word === 'and') list.and = true;
    else if (breakers.has(word) && (!fillers.has(word) || tokens[place]?.after === ',')) return undefined;
    else if (covered[place] || fillers.has(word) || listItems.has(word)) continue;
    else if (strongOnly.has(word)) list.strong = true;
    else if (++list.unknown > MOST_UNKNOWN) return undefined;
  }
  return undefined;
}

interface ListSoFar {
  readonly or: boolean;
  readonly comma: boolean;
  readonly commas: number;
  readonly and: boolean;
  readonly unknown: number;
  readonly strong: boolean;
}

function isCue(passage: Passage, place: number, span: Span, list: ListSoFar): boolean {
  const word = wordAt(passage, place);
  const next = wordAt(passage, place + 1);
  if (word === 'denying' && wordAt(passage, place - 1) === 'no') return false;
  if (word === 'free' && next !== 'of' && next !== 'from') return false;
  if (word === 'negative' && next !== 'for') return false;
  if (word === 'none' && next !== 'of') return false;
  if (word === 'nothing' && !/^(?:like|going|wrong|coming)$/.test(next)) return false;
  if (
    word === 'not' &&
    /^(?:can|could)$/.test(wordAt(passage, place - 1)) &&
    !/^(?:feel|see|notice|find)$/.test(next)
  )
    return false;
  if (word === 'not' && list.strong && !/^(?:have|had|having|got|getting|any)$/.test(next)) return false;
  const crossed = list.or || list.comma || list.and;
  if (!crossed) return list.unknown === 0;
  if (isClause(passage, span)) return list.or && !list.comma && list.unknown === 0;
  if (list.or || / or /.test(lineOf(passage, span.first, span.last + 1)) || orFollows(passage, span))
    return true;
  if (list.unknown > 0) return false;
  if (word === 'free') return true;
  if (list.comma) return standsAlone(passage, span) && (word !== 'no' || isOneList(passage, place, list));
  return word !== 'no';
}

/** "…, my chest is tight" has a verb of its own and is no item of a list. */
function isClause(passage: Passage, { first, last }: Span): boolean {
  return /\b(?:is|are|was|were|has|have|am|feels|hurts|can|could|my)\b/.test(
    lineOf(passage, first, last + 1),
  );
}

/**
 * "No fever, cough, chest pain" is one list. "No cough, chest pain" may be none, and "no fever, no cough, chest pain" is
 * none, because its items have a "no" of their own.
 */
function isOneList(passage: Passage, place: number, { commas }: ListSoFar): boolean {
  return commas >= 2 && !/\bno\b/.test(lineOf(passage, sentenceStart(passage, place), place));
}

/** The list goes on: "no cough, chest pain or fever". */
function orFollows(passage: Passage, { last }: Span): boolean {
  const { tokens, covered } = passage;
  for (let place = last + 1; place < tokens.length && place - last <= 14; place++) {
    if (endsSentence(tokens[place])) return false;
    const word = wordAt(passage, place);
    if (word === 'or' || word === 'nor') return true;
    if (breakers.has(word) && !covered[place]) return false;
  }
  return false;
}

/** An item of a list that has nothing else to it: "no cough, fever, chest pain." */
function standsAlone(passage: Passage, { last }: Span): boolean {
  const next = passage.tokens[last + 1];
  return endsSentence(next) || next?.after === ',' || next?.word === 'and' || next?.word === 'today';
}

const neverFelt =
  /\b(?:never|not)(?: (?:once|ever|even|at any (?:point|time)))? (?:felt|feel|feeling|thought)(?: (?:like|as if|as though|that))+(?: (?:i|he|she|they|we))?$/;

/** "Never felt like I could not …"; but not "never felt like this", which has it inside. */
function isNeverFelt(passage: Passage, span: Span): boolean {
  const before = lineOf(passage, Math.max(sentenceStart(passage, span.first), span.first - 8), span.first);
  const rest = lineOf(passage, span.last + 1, Math.min(sentenceEnd(passage, span.last), span.last + 16));
  return neverFelt.test(before) && !outdone.test(rest) && !turnsAround.test(rest);
}
