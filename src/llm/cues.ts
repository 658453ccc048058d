/**
 * What the words around a number tell it as: the usual or what came of it, a level or a difference, a bound, a share.
 * Where they tell nothing, nothing is held against the number.
 */
export interface Cues {
  /** "by 35 minutes", "35 minutes lower"; "averaged 47", "from 82 to 47". */
  readonly told: 'difference' | 'level' | undefined;
  /** A level: "a usual 82", "82 before"; "fell to 47", "47 since". */
  readonly side: Side;
  /** A count: "the 62 nights before"; "the last 18 nights". */
  readonly countSide: Side;
  readonly isPerWeek: boolean;
  /** "under 78 %"; "more than 78 %", which may be a share as well; "78 % or less". */
  readonly bound: 'lead' | 'hedge' | 'tail' | undefined;
  /** "on other days 21 %" is one; "instead of the usual 21 %" may be one. */
  readonly isOnOthers: boolean;
  readonly mayBeOnOthers: boolean;
  /** "over 18 nights". */
  readonly isStretch: boolean;
  /** "80 nights were compared": those on both sides of a change. */
  readonly isOfBoth: boolean;
  /** "4 days later" and "4 days after". */
  readonly isLater: boolean;
  readonly isApart: boolean;
  /** "54 to 60": one of two ends. */
  readonly isInRange: boolean;
  /** "0.9 °C below", "a negative correlation of 0.51": the sign is in the words. */
  readonly isNegative: boolean;
}

export type Side = 'before' | 'after' | undefined;

const ABOUT =
  '(?:(?:(?:just |a (?:little|bit) |slightly |well )?(?:under|over|above|below|(?:more|less|fewer) than)|about|around|roughly|approximately|some|nearly|almost|close to|at least|only|just)\\s+)?(?:an?\\s+)?[~≈]?';
const DAYS = '(?:nights?|days?|mornings?)';
const MOVED =
  '(?:f[ae]ll(?:s|en|ing)?|rose|ris(?:es?|en|ing)|drop\\w*|climb\\w*|(?:in|de)creas\\w*|declin\\w*|went|gone|mov\\w+|chang\\w+|shift\\w*|grew|grown|slipped|sank|dipped|shrank|shrunk|lengthen\\w*|shorten\\w*|improv\\w+|worsen\\w*|reduced|lowered|down|up)';
const CHANGE_NOUN =
  'drop|fall|decline|decrease|reduction|rise|increase|climb|gain|loss|dip|change|shift|difference|drift';
/** Words of the same clause; the point of a decimal ends none. */
const NEAR = '(?:[^.,;()]|[.,]\\d)*';
const WITHIN = '(?:[^.;()]|\\.\\d)*';
const at = (words: string): RegExp => new RegExp(`(?:${words})\\s+${ABOUT}$`, 'i');

const BY = at('\\bby');
/** "A drop in deep sleep of 35 minutes", "which comes to 35 minutes", "35 minutes in all". */
const AMOUNT = at(
  `\\b(?:${CHANGE_NOUN})\\b${NEAR}\\b(?:of|com(?:es|ing) to|came to)|\\bdifference\\b${NEAR}\\b(?:is|was)|\\bwhich\\s+(?:comes|came)\\s+to|\\b(?:add(?:s|ed|ing)?(?: up)?|amount(?:s|ed|ing)?)\\s+to`,
);
const IN_ALL = /^\s+(?:in (?:all|total)|altogether|overall|all told)\b/i;
const COMPARED =
  /^\s+(?:on average )?(?:lower|higher|earlier|later|less|more|shorter|longer|fewer|above|below|short of)\b/i;
const AT_LEVEL = at('\\b(?:averag(?:e|es|ed|ing)|from|to|at|(?<!which )(?:is|was|are|were))');

const USUAL = at(
  '\\b(?:usual|usually|(?<=\\b(?:the|an?|her|his|your|its) )earlier|baseline|previous|former|against|versus|vs\\.?|(?<!(?:less|more|fewer) )than|compar(?:ed|ison) (?:with|to)|instead of)(?:\\s+(?:an?|the|his|her|its|their|your|usual|earlier|former|previous|average|mean|level|range|of|was|between))*',
);
/** "47 minutes (was 82)", "82 → 47". */
const IN_BRACKETS =
  /\((?:was|were|before:?|previously:?|formerly|usual(?:ly)?:?|typical(?:ly)?:?|(?:up|down) from|from|baseline:?|(?:vs\.?|versus|against|instead of)(?: the)?(?: usual)?)\s*$/i;
const BEFORE_BRACKETS =
  /^\s*\((?:was|were|before:?|previously:?|formerly|usual(?:ly)?:?|typical(?:ly)?:?|(?:up|down) from|baseline:?)\s*[−-]?\d/i;
const ARROW_LEAD = /(?:→|->|⟶)\s*$/;
const ARROW_TAIL = /^\s*(?:→|->|⟶)/;
/** "by 35 minutes before and after the change: 82 versus 47": in this order. */
const FIRST_OF_BOTH = /\bbefore and after\b[^.;\d]*$/i;
const SECOND_OF_BOTH = /\bbefore and after\b[^.;\d]*[−-]?\d[^;]*\b(?:versus|vs\.?|and|to|against)\s*$/i;
/** "The usual range of 54 to 60", but "outside the range: it was 66". */
const OF_RANGE = /\brange\b(?![^.;]*\b(?:was|were)\s+$)[^.;]*$/i;
const RANGE_LEAD = /[\d%][^.;,()]{0,24}(?:\b(?:to|and)\b|[–-])\s*(?:about )?$/i;
const RANGE_TAIL = /^\s*(?:to|and|–|-)\s*(?:about )?[−-]?\d|^[^.;,\d]{0,12}\b(?:end|edge|limit|bound)\b/i;
const USUAL_RANGE = at(
  `\\b(?:than|against|above|below|outside|within)\\s+(?:\\w+\\s+)?usual\\b${WITHIN}\\d${WITHIN}\\b(?:to|and)`,
);
const MOVED_FROM = at(`\\b${MOVED}\\b${WITHIN}\\bfrom`);
const MOVED_TO = at(`\\b${MOVED}\\b(?!${WITHIN}\\b(?:usual|range|between)\\b)${WITHIN}\\bto`);
const SO_FAR = at('\\b(?:has|have) (?:been|averaged)|\\bnow(?: at)?');
/** "was 66 bpm, higher than …": what it came to. */
const IS = at('\\b(?:is|was|are|were)');
const THAN = /^[^.;\d]*\b(?:lower|higher|earlier|later|less|more|shorter|longer|fewer) than\b/i;
const STRETCH_OF = `(?:over|in|on|during|across|for)\\s+(?:the\\s+)?(?:last\\s+|past\\s+)?[\\w-]+\\s+${DAYS}`;
const EACH = '(?:(?:on average|a (?:night|day)|per (?:night|day)|each (?:night|day)),?\\s+)?';
const IS_BEFORE = new RegExp(
  `^\\s+${EACH}(?:before(?:hand)?|previously|until|(?:up )?to then|(?:${STRETCH_OF})\\s+(?:before|prior|earlier))\\b`,
  'i',
);
const IS_AFTER = new RegExp(
  `^\\s+${EACH}(?:since|after(?:wards)?|lately|recently|now(?!\\s+\\d)|(?:over|in|for|during|across)\\s+the\\s+(?:last|past)|(?:${STRETCH_OF})\\s+(?:after|since|following))\\b`,
  'i',
);

/** One space: more of them stand where a metric was named ("the rise in deep sleep 4 days after …"). */
const STRETCH =
  /\b(?:over|for|on|in|the|last|past|first|during|across|comparing|with|these|those|there (?:were|are)|we (?:have|had)|hold|holds|cover|covers|covering|counted|using) $/i;
const NIGHTS_BEFORE = new RegExp(
  [
    `\\b(?:before|usual|usually|baseline|earlier)\\b${NEAR}\\($`,
    '\\bbefore (?:that|then|this),?\\s+(?:(?:over|the)\\s+)*$',
    `\\b(?:against|usual|usually)\\b${NEAR}\\b(?:over|in|across|during)\\s+(?:the\\s+)?$`,
  ].join('|'),
  'i',
);
const BOTH_LEAD = /\b(?:based on|among|out of|all|total of|in all,?|comparing)\s+(?:(?:the|all)\s+)*$/i;
const BOTH_TAIL =
  /^\s+(?:(?:were|was|have been) (?:used|compared|read)|in all|altogether|in total|of (?:data|records?))\b/i;

const PER_WEEK_LEAD = /\b(?:weekly|week (?:by|after) week|(?:each|every|a|per) week)\b[^.,;]*$/i;
const PER_WEEK_TAIL = /^\s*(?:(?:a|per|each|every) week\b|\/ ?week\b|weekly\b)/i;
const BOUND_LEAD =
  /(?:\b(?:under|below|above|over|beyond|before|after|past|(?:less|more|fewer|lower|higher|earlier|later|shorter|longer) than|at (?:least|most)|(?:threshold|limit|bound|mark) of)\s+(?:(?:the|about)\s+)*|[<>≤≥]\s*)$/i;
const BOUND_TAIL =
  /^\s+(?:(?:or|and) (?:less|more|lower|higher|under|below|above|earlier|later|fewer|shorter|longer)|mark|threshold|limit)\b/i;
const HEDGE_LEAD = /\b(?:(?:more|less|fewer) than|at (?:least|most))\s+$/i;
const OTHERS_LEAD = at(
  '\\b(?:other|remaining) (?:days|nights|mornings),?(?: (?:it|this|that) (?:was|is|happened)(?: so)?(?: (?:on|in|only|just))*)?|\\botherwise,?|\\belsewhere,?|\\bwithout (?:it|this|that),?',
);
const OTHERS_TAIL =
  /^\s+(?:otherwise|elsewhere|(?:on|of) (?:the |all )?(?:other|others|remaining|rest)|the rest)\b/i;
const CONTRASTED =
  /\b(?:others?|otherwise|remaining|rest|against|versus|vs|compared|usual(?:ly)?|normal(?:ly)?|instead|without|elsewhere|only)\b/i;

const NEGATIVE_LEAD = new RegExp(`\\b(?:negative|inverse|minus|strength)\\b${WITHIN}$`, 'i');

/** "Follows a logged change of dose by about 4 days". */
const FOLLOWS_BY = /\b(?:follow|preced|came|come|trail)\w*\b[^.;]*\bby (?:about |around |some |roughly )?$/i;

export function readCues(lead: string, tail: string): Cues {
  const isDifference = BY.test(lead) || COMPARED.test(tail) || AMOUNT.test(lead) || IN_ALL.test(tail);
  const isStretch = STRETCH.test(lead) || /^\s+from (?:before|after|since)\b/i.test(tail);
  const isOnOthers = OTHERS_LEAD.test(lead) || OTHERS_TAIL.test(tail);
  const countSide = countSideOf(lead, tail, isStretch);
  return {
    told: isDifference ? 'difference' : AT_LEVEL.test(lead) ? 'level' : undefined,
    side: sideOf(lead, tail),
    countSide,
    isPerWeek: PER_WEEK_TAIL.test(tail) || PER_WEEK_LEAD.test(lead),
    bound: boundOf(lead, tail),
    isOnOthers,
    mayBeOnOthers: isOnOthers || CONTRASTED.test(clauseAround(lead, tail)),
    isStretch,
    isOfBoth:
      countSide === undefined &&
      (BOTH_LEAD.test(lead) || BOTH_TAIL.test(tail) || (lead.endsWith('(') && tail.startsWith(')'))),
    isLater: /^\s*-?\s*(?:later|delay|lag)\b/i.test(tail),
    isNegative: NEGATIVE_LEAD.test(lead) || /^\s+(?:below|under|lower|cooler|less)\b/i.test(tail),
    isInRange: RANGE_LEAD.test(lead) || RANGE_TAIL.test(tail),
    isApart: /^\s+(?:after|before|earlier|from|since|of)\b/i.test(tail) || FOLLOWS_BY.test(lead),
  };
}

/** What stands right behind a number says more than what stands before it: "against 47 since". */
function sideOf(lead: string, tail: string): Side {
  if (ARROW_TAIL.test(tail) || FIRST_OF_BOTH.test(lead)) return 'before';
  if (ARROW_LEAD.test(lead) || SECOND_OF_BOTH.test(lead)) return 'after';
  if (IN_BRACKETS.test(lead)) return 'before';
  if (BEFORE_BRACKETS.test(tail)) return 'after';
  if (IS_BEFORE.test(tail)) return 'before';
  if (IS_AFTER.test(tail)) return 'after';
  if (USUAL.test(lead) || USUAL_RANGE.test(lead) || MOVED_FROM.test(lead) || OF_RANGE.test(lead))
    return 'before';
  const isOutcome = MOVED_TO.test(lead) || SO_FAR.test(lead) || (IS.test(lead) && THAN.test(tail));
  return isOutcome ? 'after' : sideOfPeriod(lead);
}

/** Another number's side begins behind these. */
const TURN =
  /[;]|\.\s|\b(?:but|while|whereas|where|compared|against|versus|vs|instead|than|from|down|up|and (?:now|since|then))\b/gi;
const PERIOD =
  /\b(?:(before|until|previously|formerly|used to|preceding|prior)|(since|afterwards|now|lately|recently|following|last|past|from then on))\b/gi;

/** "Since 7 March deep sleep has averaged 47": the last stretch of time named in the clause. */
function sideOfPeriod(lead: string): Side {
  const turn = [...lead.matchAll(TURN)].at(-1);
  const clause = turn === undefined ? lead : lead.slice(turn.index + turn[0].length);
  const [, before, after] = [...clause.matchAll(PERIOD)].at(-1) ?? [];
  return before !== undefined ? 'before' : after !== undefined ? 'after' : undefined;
}

function boundOf(lead: string, tail: string): Cues['bound'] {
  if (BOUND_LEAD.test(lead)) return HEDGE_LEAD.test(lead) ? 'hedge' : 'lead';
  return BOUND_TAIL.test(tail) ? 'tail' : undefined;
}

function countSideOf(lead: string, tail: string, isStretch: boolean): Side {
  if (isStretch && /^\s+(?:before(?:hand)?|prior|earlier)\b/i.test(tail)) return 'before';
  if (isStretch && /^\s+(?:after|since|following)\b/i.test(tail)) return 'after';
  if (/\b(?:last|past|latest|recent)\s+$/i.test(lead)) return 'after';
  return NIGHTS_BEFORE.test(lead) ? 'before' : undefined;
}

function clauseAround(lead: string, tail: string): string {
  const outside = lead.replace(/\(\s*$/, '');
  return `${/[^,;.()]*$/.exec(outside)?.[0] ?? ''} ${/^[^,;.()]*/.exec(tail)?.[0] ?? ''}`;
}
