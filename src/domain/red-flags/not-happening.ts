import {
  clauseStart,
  lineOf,
  type Passage,
  type Span,
  sentenceEnd,
  sentenceStart,
  wordAt,
} from './passage.ts';
import { setOf } from './word-set.ts';

const REACH = 16;
const conditionFillers = setOf(`
  i he she they we you one anyone somebody someone mum mom dad he's a an any the my his her their more get gets got getting
  have has had having develop develops developed feel feels feeling felt experience experiences experienced experiencing
  start starts started starting suffer suffers notice notices see sees ever suddenly again really is are was were be become
  becomes go goes and or with to at in of bad severe new do does did says over machine reads reading shows bp there
  were such symptoms like any say eg also ends end any day night one husband wife partner child suddenly
`);
const openCondition =
  /\b(?:as|even|sure|know|knows|wonder\w*|unsure|ask\w*|certain|tell|say|worried|convinced|see|decide|clear|is it \S+|should (?:i|we|he|she)(?: \S+){0,3})$/;
const generalQuestion = /\b(?:what|when|where|who)(?: \S+){0,2} should (?:i|we|he|she)/;
const nowAfterAll =
  /\b(?:i|he|she|they|mum|dad) (?:do )?(?:now )?(?:have|has|got|had)(?: got)? (?:it|that|this|them|these|those|exactly|all|one)\b|\b(?:right|just) now\b|\bnow (?:i|he|she|it|they) (?:have|has|am|is|are)\b|\bwhich (?:i|he|she) (?:have|has|am|is)\b|\bit (?:has )?(?:came|come|is) (?:back|here|now|happening)\b/;
const informs =
  /\b(?:what (?:is|are|does|do|did)|(?:signs|symptoms|causes) of|(?:may|might|can|could|would|does|do|will) (?:\S+ ){0,4}?cause|side effects?|leaflet\w*|article\w*|documentary|film about|book about|programme (?:about|on)|program (?:about|on)|episode about|story about|video (?:about|on)|talk (?:about|on)|course on|lecture on|quiz|poster|campaign|webinar|podcast (?:about|on)|read (?:about|that|how)|reading about|learn\w* about|look out for|watch out for|watch for|be aware of|in (?:a|the|my) (?:film|movie|book|novel|soap|show|series|drama|play)|on (?:the )?(?:tv|telly|television|news|netflix|radio)|first aid)\b/;
/** These reach no further than to the next pause: "in case it matters: chest pain". */
const inItsClause = /\b(?:in case|risk of|chances? of)\b/;
const dreads =
  /\b(?:scared|afraid|frightened|terrified|fear|worried|worry|nervous|dread) (?:of|about) (?:getting|having|developing|another)\b/;
const mightOne =
  /\b(?:(?:could|will|would|might) i|(?:can|could|do|will|would) (?:you|one|people)) (?:ever |also )?(?:get|have|develop|experience|suffer)(?: (?:a|an|any|some|from))*$/;
const aboutOneself = /\b(?:i|me|my|mine|myself|this|these|she|he|his|him|her|we|now|today)\b/;
const onScreenAfter =
  /^(?:\S+ ){0,4}?(?:on|in) (?:the |a |that |last night )?(?:tv|telly|television|news|netflix|film|movie|soap|eastenders|casualty|corrie|radio|series|drama|novel|book)\b/;
const generalAfter =
  /^(?:(?:is|are|be|as|can be|was listed as|listed as) )?(?:always |often |usually )?(?:a |an |the |one of the )?(?:known |common |possible |rare |listed )?(?:side effects?|(?:signs?|symptoms?) (?:of|to)|prevention|awareness|charity|association|helpline|leaflet|poster|campaign|always mean|mean)\b/;

/** Said of what might be or of what is in general: "if I get …", "what are the signs of …", "a film about …". */
export function isNotHappening(passage: Passage, span: Span): boolean {
  const rest = lineOf(passage, span.last + 1, Math.min(sentenceEnd(passage, span.last), span.last + 30));
  if (nowAfterAll.test(rest)) return false;
  return isCondition(passage, span) || isInformation(passage, span, rest) || isFeared(passage, span, rest);
}

function isCondition(passage: Passage, span: Span): boolean {
  const { tokens, covered } = passage;
  let [isList, unknown] = [false, 0];
  for (let place = span.first - 1; place >= 0 && span.first - place <= REACH; place--) {
    const after = tokens[place + 1]?.after;
    if (after === '.' || after === '?') return false;
    const word = wordAt(passage, place);
    if (word === 'if' || (word === 'should' && /^(?:i|he|she|they|we)$/.test(wordAt(passage, place + 1)))) {
      return word === 'if' ? isOpenEnded(passage, place) : isConditionalShould(passage, place);
    }
    if (word === 'it') {
      if (wordAt(passage, place + 1) !== 'ever' && wordAt(passage, place + 1) !== 'says') return false;
    } else if (word === 'or') isList = true;
    else if (!covered[place] && !conditionFillers.has(word) && !(isList && ++unknown <= 2)) return false;
  }
  return false;
}

const feared =
  /\b(?:worry|worried|worries|worrying|fear|afraid|scared|frightened|terrified|dread|nervous|anxious)(?: \S+){0,2}?(?: that| in case)? (?:i|he|she|we|they) (?:might|may|could|will|would)(?: (?!be\b|have\b|having\b)\S+){0,2}$|\b(?:would|should|had) hate to(?: \S+)?$|\bwould not want to(?: \S+)?$/;
const ofOneself =
  /\b(?:kill|die|dying|dead|end|suicid\w*|harm\w*|hurt|overdos\w*|hang|jump|myself|live|life)\b/;
const advised =
  /\b(?:card|leaflet|poster|plan|sign|letter|website|app|page|booklet|nurse|doctor|gp|pharmacist|advice)(?: \S+){0,5}? (?:says|said|reads|told (?:me|us|him|her)|is|was|states)(?: to)?(?: always)? (?:call|ring|phone|dial|contact|seek|go)(?: \S+){1,5}? (?:for|with|about|in case of)(?: (?:a|an|any|the|sudden|severe|bad|new))*$/;
const wouldIt = /^(?:and |so )?(?:would|should|could|might)(?: (?:a|an|any|some))?$/;
const beReason =
  /^be (?:a |any |an |enough |good )*(?:reason|cause|grounds|something|worth|emergency|serious|dangerous|normal|expected|sign)\b/;
const whenSoFar = /\b(?:when|if|once|one day|in future|in the future)\b/;

/** Dreaded, told what to do about, or thought of for later; never what somebody may do to themselves. */
function isFeared(passage: Passage, span: Span, rest: string): boolean {
  const inside = lineOf(passage, span.first, span.last + 1);
  const before = lineOf(passage, Math.max(sentenceStart(passage, span.first), span.first - 20), span.first);
  if (advised.test(before)) return true;
  if (wouldIt.test(before) && beReason.test(rest)) return true;
  if (ofOneself.test(inside)) return false;
  if (/^want\b/.test(inside) && /\b(?:might|may)$/.test(before)) return whenSoFar.test(rest);
  return feared.test(before);
}

/** Not "not sure if it is", "feels as if", "is it bad if". */
function isOpenEnded(passage: Passage, place: number): boolean {
  const before = lineOf(passage, Math.max(sentenceStart(passage, place), place - 8), place);
  return generalQuestion.test(before) || !openCondition.test(before);
}

/** "Should I get …, I call", not "what should I do about" and not "should I worry". */
function isConditionalShould(passage: Passage, place: number): boolean {
  return /^(?:get|have|develop|experience|feel|ever|notice)$/.test(wordAt(passage, place + 2));
}

function isInformation(passage: Passage, span: Span, rest: string): boolean {
  const start = Math.max(sentenceStart(passage, span.first), span.first - 30);
  const before = lineOf(passage, start, span.first);
  const cue = informs.exec(before);
  const inside = lineOf(passage, span.first, span.last + 1);
  if (dreads.test(`${lineOf(passage, clauseStart(passage, span.first, start), span.first)} ${inside}`))
    return true;
  if (aboutOneself.test(inside)) return false;
  if (mightOne.test(before)) return true;
  const own = lineOf(passage, clauseStart(passage, span.first, start), span.first);
  if (inItsClause.test(own) && !aboutOneself.test(own)) return true;
  if (cue !== null && !aboutOneself.test(before.slice(cue.index + cue[0].length))) return true;
  const opens =
    /^(?:\S+ ){0,2}?(?:is|are|does|do|can|could|whether)?\s*$/.test(before) && !aboutOneself.test(before);
  if (opens && generalAfter.test(rest)) return true;
  return (
    onScreenAfter.test(rest) &&
    !aboutOneself.test(before) &&
    !/\b(?:while|whilst|watching|during)\b/.test(rest)
  );
}
