import { listItems } from './list-items.ts';
import { endsSentence, lineOf, type Passage, type Span, sentenceEnd } from './passage.ts';

const deniedAfterwards =
  /^(?:(?:is|was|has|have|are|were|been|now|all|completely|since|symptoms?|today|tonight|currently|at all) ){0,3}(?:none|free(?! of)|nil|nope|nah|absent|denied|negative|zero|0|ruled out|excluded|(?:not|never) (?:present|there|come|came|returned|return|returning|happen|happened|happening|occurred|recurred|felt|noted|reported|experienced|applicable|a (?:problem|issue)|an issue)|no more$|not (?:today|now|at (?:all|present|the moment))|no longer(?! (?:than|just)))\b/;
const goneByNow =
  /^(?:\S+ ){0,3}?(?:none|not|no longer|no more) ?(?:now|any more|anymore|at the moment|since)?\b/;
const wasThere = /\b(?:had|got|having|getting|some|bad|felt)\b/;
const plainNo = /^(?:no|n)$/;
const takenBack = /^(?:but|more|though|only|just|well|although|rather|actually|yes|except)\b/;

/** Denied by what stands behind it: "…: none", "… has been ruled out", "chest pain no, fever no". */
export function isDeniedAfter(passage: Passage, { first, last: own }: Span): boolean {
  const { tokens } = passage;
  const last = lastOfName(passage, own);
  const next = tokens[last + 1];
  if (next === undefined) return false;
  // Of what stands after a full stop nothing is an answer; after a question mark or a colon it is.
  if (next.after === '.') return false;
  const end = sentenceEnd(passage, last + 1);
  const rest = lineOf(passage, last + 1, Math.min(end, last + 8));
  if (plainNo.test(next.word)) {
    const follows = tokens[last + 2];
    const answers = next.after !== '' || endsSentence(follows) || isOneOfAnswers(passage, last + 1);
    const alone =
      endsSentence(follows) || follows?.after === ',' || /^(?:thank\w*|today)$/.test(follows?.word ?? '');
    return answers && alone && !takenBack.test(lineOf(passage, last + 2, last + 5));
  }
  if (next.after === ',' && /^(?:not|never)\b/.test(rest)) return false;
  if (goneByNow.test(rest) && wasThere.test(lineOf(passage, first - 3, first))) return false;
  return deniedAfterwards.test(rest) && !/\b(?:but|until|except)\b/.test(lineOf(passage, last + 1, end));
}

/** "Calf pain no, fever no": answers to a list. */
function isOneOfAnswers({ tokens }: Passage, place: number): boolean {
  if (tokens[place + 1]?.after !== ',') return false;
  const near = tokens.slice(Math.max(0, place - 12), place + 12);
  return near.filter(({ word }, at) => plainNo.test(word) && (near[at + 1]?.after ?? '.') !== '').length >= 2;
}

const endsName = /^(?:who|negative|none|nil|denied|absent|clear|no)$/;

/** "Fainted during exercise: none" is answered as a whole, of which the mention is only the beginning. */
function lastOfName({ tokens, covered }: Passage, own: number): number {
  let last = own;
  while (last - own < 3 && tokens[last + 1]?.after === '') {
    const word = tokens[last + 1]?.word ?? '';
    if (
      endsName.test(word) ||
      (!covered[last + 1] && !listItems.has(word) && word !== 'during' && word !== 'skin')
    )
      break;
    last++;
  }
  return last;
}
