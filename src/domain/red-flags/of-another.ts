import { lineOf, type Passage, type Span, sentenceEnd, sentenceStart, wordAt } from './passage.ts';
import { setOf } from './word-set.ts';

const REACH = 14;
const MOST_UNKNOWN = 5;
const outsiders = setOf(`
  neighbour neighbours neighbor neighbors aunt auntie aunty uncle cousin cousins colleague coworker workmate friend friends
  boss teacher vicar priest stranger somebody someone actor actress character player celebrity people
  nobody everyone landlord landlady postman hairdresser plumber dog cat horse pet niece nephew classmate referee footballer
  singer politician mate flatmate roommate housemate heroine hero villain presenter budgie parrot hamster rabbit kitten puppy
  lad lads customer passenger pupil student bride groom
`);
const anyone =
  /^(?:lass|man|woman|lady|bloke|guy|chap|fella|girl|boy|runner|person|kid|child|passenger|gentleman|baby|toddler|newborn|customer|pupil|student|client|patient|fan)$/;
/** Here the outsider stops being the one of whom it is said. */
const others = setOf(`
  said says say saying thinks thought think reckons reckoned told tells tell noticed saw sees found finds came drove helped
  asked asks because me my i we us our but while whilst when after before so this these until calls called rang phoned
  took gave visited texted popped who's reckon wants insisted insists believes looked likes like laughed joked hear heard hears complains complain
`);
const family =
  'mum|mom|mother|dad|father|gran|grandma|grandad|granddad|grandfather|grandmother|nan|sister|brother|wife|husband|son|daughter';
const died =
  /\b(?:died|dies|passed away|passed|lost (?:my |her |his )?\S+ to|death|killed)(?: \S+){0,3} (?:of|from|to|with|by|after|following)(?: (?:a|an|the|his|her|having|sudden|massive))*$/;
const nearly = /\b(?:nearly|almost|could have|about|thought)\b/;
const ownWords = /\b(?:i|me|my|mine|myself)\b/;
const anothersAfter = new RegExp(
  `^(?:\\S+ ){0,6}?(?:is|was|were|are) (?:what |how )(?:my |our |the |his |her )?(?:neighbou?r|aunt|auntie|uncle|cousin|friend|colleague|boss|(?:late )?(?:${family}) (?:had|died))\\b`,
);

/** Said of somebody who is neither the person nor one they look after, or of one who died of it. */
export function isOfAnother(passage: Passage, span: Span): boolean {
  const rest = lineOf(passage, span.last + 1, Math.min(sentenceEnd(passage, span.last), span.last + 14));
  if (anothersAfter.test(rest)) return true;
  if (ownWords.test(lineOf(passage, span.first, span.last + 1))) return false;
  return isOfOutsider(passage, span) || isToldOfThemselves(passage, span) || isOfOneWhoDied(passage, span);
}

function isOfOutsider(passage: Passage, span: Span): boolean {
  const { tokens, covered } = passage;
  let unknown = 0;
  for (let place = span.first - 1; place >= 0 && span.first - place <= REACH; place--) {
    const after = tokens[place + 1]?.after;
    // "Walked the dog, chest pain", "Nobody was home: chest pain": behind a pause it is told of the one who writes.
    if (after === '.' || after === '?' || after === ':' || after === ',') return false;
    const word = wordAt(passage, place);
    if (isOutsider(passage, place, span))
      return (
        !isLeftBehind(passage, place, span) &&
        !/\b(?:like|as if|as though)(?: (?:a|an|the|some))?$/.test(lineOf(passage, place - 3, place))
      );
    if (others.has(word) && !(word === 'my' && wordAt(passage, place + 1) === 'family')) return false;
    if (!covered[place] && !smallWords.has(word) && ++unknown > MOST_UNKNOWN) return false;
  }
  return false;
}

const smallWords = setOf(
  'had has have was mine ours old new best good dear turned out is got who that with next door at in the on a an of from been be to and or just once she he her his tv telly church work being',
);

/** "Helped my neighbour and got …": what follows is of whoever helped. */
function isLeftBehind(passage: Passage, place: number, { first }: Span): boolean {
  if (!/\b(?:and|then)\b/.test(lineOf(passage, place + 1, first))) return false;
  return /\b(?:help\w*|carry\w*|carried|lift\w*|holding|held|pick\w* up|visit\w*|with|for|chas\w*|bath\w*|cuddl\w*|walk\w*|fed|feeding|push\w*|took|take|taking|let|letting|met|meeting|saw|seeing)(?: \S+){1,2}$/.test(
    lineOf(passage, place - 4, place),
  );
}

const toldOfThemselves =
  /\b(?:told|tells|telling|said|says|admitted|confided|mentioned|explained)(?: me| us)?(?: that| how)? (?:she|he|they)(?: (?!i\b|my\b|me\b)\S+){0,4}$/;

/** "A man said he …", "the lady told me she …". */
function isToldOfThemselves(passage: Passage, span: Span): boolean {
  const { first } = span;
  const before = lineOf(passage, Math.max(sentenceStart(passage, first), first - 16), first);
  const told = toldOfThemselves.exec(before);
  if (told === null) return false;
  const at = first - before.slice(told.index).split(' ').length;
  for (let place = at - 1; place >= 0 && at - place <= 6; place--) {
    if (isOutsider(passage, place, span)) return true;
    if (/^(?:mum|dad|mam|husband|wife|i)$/.test(wordAt(passage, place))) return false;
  }
  return false;
}

function isOutsider(passage: Passage, place: number, span: Span): boolean {
  const word = wordAt(passage, place);
  if (isWiderFamily(passage, place, span) || isKinElsewhere(passage, place) || isThing(passage, place))
    return true;
  if (outsiders.has(word) || (word === 'one' && wordAt(passage, place - 1) === 'no')) return true;
  if (!anyone.test(word)) return false;
  const before = wordAt(passage, place - 1);
  if (/^(?:a|an|another|some|one|young|elderly)$/.test(before)) return true;
  return /^(?:next door|in (?:the|front)|on (?:the|tv|telly|that)|at \S+|down the|across the|from \S+|up the|over the|opposite)/.test(
    lineOf(passage, place + 1, place + 4),
  );
}

/** Of a grandchild or an in-law a story is told; but what is so now may be happening where one minds them. */
function isWiderFamily(passage: Passage, place: number, { last }: Span): boolean {
  const isKin =
    /^(?:grand(?:son|daughter|child|children|kids?|baby)|teenagers?)$/.test(wordAt(passage, place)) ||
    (wordAt(passage, place) === 'law' && wordAt(passage, place - 1) === 'in');
  return (
    isKin &&
    !/\b(?:can|is|are|has|have|will|does|not|keeps?|hurts)\b/.test(lineOf(passage, place + 1, last + 1))
  );
}

/** "My sister in Delhi": of somebody far away it is news, and nothing to call for from here. */
function isKinElsewhere(passage: Passage, place: number): boolean {
  return (
    /^(?:sister|brother|cousin|son|daughter)$/.test(wordAt(passage, place)) &&
    /^(?:in|over in|out in|back in) (?!(?:bed|the|a|her|his|my|pain|hospital|agony|law|here)\b)/.test(
      lineOf(passage, place + 1, place + 4),
    )
  );
}

/** What faints, gasps or wants to die in another sense: as subject, and not as the place where it happens. */
function isThing(passage: Passage, place: number): boolean {
  return (
    things.has(wordAt(passage, place)) &&
    /^(?:the|my|our|a|this|his|her|new|old|whole|all|plants)?$/.test(wordAt(passage, place - 1)) &&
    !/\b(?:in|on|at|of|from|with|under|by|near|into|onto|to|off|through|past|behind|against|over|out)(?: \S+){1,2}$/.test(
      lineOf(passage, place - 3, place),
    )
  );
}

const things = setOf(
  'print writing ink label plants plant gazebo tent shed street engine laptop phone battery printer telly pavlova cake tomatoes roses flowers lawn economy market signal',
);

function isOfOneWhoDied(passage: Passage, span: Span): boolean {
  const before = lineOf(passage, span.first - 8, span.first);
  return died.test(before) && !nearly.test(before);
}
