import type { Finding } from '../domain/finding.ts';
import type { Violation } from './grounding-context.ts';
import { VEILED } from './lexicon.ts';
import { MASKS } from './mask.ts';

/** Everyday words that are harmless one by one and say together what no finding can. */

const MODAL = '(?:can|could|may|might|must|shall|should|will|would|ought to|needs? to|has to|have to|had to)';
const SMALL =
  '(?:(?:not|also|still|now|then|just|only|even|already|perhaps|maybe|please|really|simply|well|be(?=\\s+(?:the|her|his|your)\\b))\\s+)*';
const THE =
  '(?:(?:the|a|an|this|that|her|his|your|their|any|one|new|next|first|last|evening|morning|night|nightly|daily|current|present|same|whole|other)\\s+)*';
/** What may be done with a matter at a visit. */
const ASKING =
  'consider (?:the|this|that|these|how|what|whether)\\b(?! (?:dos(?:e|age)s? )?(?:lower|higher|stop|start|smaller|larger|another|other))|start (?:by |with )?looking|keep (?:an eye|track)|pay attention|expect|(?:want|like) to (?:look|talk|discuss|see|know|review|go (?:through|over)|ask|check)|talk|discuss|look|ask|review|go (?:through|over|together|along|with)|check|compare|read|explore|understand|interpret|monitor|watch|track|observe|measure|record|note|write|mention|bring|raise|plan|see|show|tell|say|think|help|follow|find|count|relate|belong|fit|suit|match|correlate|overlap|coincide|hold|mean|stand (?:behind|apart|together)|begin by|start (?:by|with)|come (?:into|together|up)|have (?:been|begun|started|to do|something|anything|a (?:part|link|relation|connection)|other|more|both|come|gone|changed|shifted|moved|risen|fallen|dropped|increased|declined|an? )|differ|seem|appear|lie|do (?:so|with)';
const BEING =
  'be (?:(?:keeping (?:an eye|track)|also|still|well|closely|more|worth|just|in any way|at all|somehow|looked|talked|discussed|reviewed|related|connected|linked|associated|correlated|seen|read|watched|tracked|monitored|measured|recorded|noted|written|mentioned|checked|compared|explored|understood|interpreted|separate|followed|told|found|part of|something|useful|worthwhile|relevant|a (?:link|pattern|connection|relation)|behind|about|due for|set|raised|observed|counted|clear|chance|said)\\b)';
/** The words that may stand between count as allowed, so that none of them is taken for the verb itself. */
const BETWEEN =
  'not|also|still|now|then|just|only|even|already|perhaps|maybe|please|really|simply|well|dose|dosage|time|timing|tablet|itself|changes?';
const ALLOWED = `(?:${ASKING}|${BEING}|${BETWEEN})\\b`;
const MATTER =
  '(?:changes?|shifts?|patterns?|trends?|numbers?|figures?|drops?|rises?|falls?|differences?|measurements?|readings?|results?|events?|things?|records?|values?)';
const PERSON = `(?:I|you|she|he|we|they|it|mum|dad|somebody|the (?:patient|person|doctor)|(?:this|that|these|those|both|one|the two|the)(?: two| three| other)? ${MATTER}|(?:these|the) two|(?:this|that|these|those|both|one)(?!(?: two| three| other)? ${MATTER}\\b))`;

interface Combination {
  readonly kind: Violation['kind'];
  readonly pattern: RegExp;
}

const MEDICINE = `dos(?:e|es|age|ages|ing)|medications?|medicines?|tablets?|pills?|capsules?|drugs?|prescriptions?|${VEILED}`;

function ofMedicines(noun: string): readonly Combination[] {
  const before =
    '(?<!\\b(?:after|since|following|before|from|until|with|of|on|by|to|and|or|around|about|than|for|when|at)\\s+(?:\\w+\\s+){0,3})';
  const tail = '(?:\\s+(?:dose|dosage|time|timing|tablet|itself|change|changes))*';
  return [
    // "The dose should come down", "Could the evening tablet be less": the verb after it must be one of asking.
    {
      kind: 'advice',
      pattern: new RegExp(`\\b(?:${noun})${tail}\\s+${MODAL}\\s+${SMALL}(?!${ALLOWED})\\w+`, 'gi'),
    },
    {
      kind: 'advice',
      pattern: new RegExp(
        `\\b${MODAL}\\s+${THE}(?:${noun})${tail}\\s+${SMALL}(?!${ALLOWED}|and\\b|or\\b)\\w+`,
        'gi',
      ),
    },
    // "Lisinopril does this", "the tablet moves …": behind a medicine only what happened to it is told.
    {
      kind: 'cause',
      pattern: new RegExp(
        `${before}\\b(?:${noun})\\s+(?:also\\s+|still\\s+|now\\s+)?(?:do(?:es|ing)?|did|has done|moves|shifts|drops|climbs|lengthens|holds|turns|shows|tells|(?:is|was|are|were) (?:what|why|how|it|the one|where|behind|in this|at the|doing|changing|moving|lowering|raising|shortening|lengthening))\\b`,
        'gi',
      ),
    },
    {
      kind: 'cause',
      pattern: new RegExp(
        `\\bwhat\\s+${THE}(?:${noun})\\s+(?:do(?:es)?|did|has|can|may|might|will)\\b`,
        'gi',
      ),
    },
    {
      kind: 'advice',
      pattern: new RegExp(
        `\\b(?:without|instead of|(?:less|more|half|fewer|rest|break|time off|off|out) (?:of|from)?)\\s*${THE}(?:${noun})\\b|\\b(?:have|having|give|giving|let|letting|get|getting|put|putting|bring|bringing|move|moving|go|going|come|coming|do|doing|begin|beginning|end|ending|change|changing|lower|lowering|raise|raising|half|halve|halving|shift|shifting|edge|edging|slow|slowing|reduce|lose|losing|drop|dropping|add|adding|double|doubling|spell|hold|holding|turn|turning|lengthen|shorten|split|time|note) ${THE}(?:${noun})\\b(?! (?:change|list|was|were|is|and)\\b)`,
        'gi',
      ),
    },
    {
      kind: 'cause',
      pattern: new RegExp(
        `\\bfollow(?:s|ed|ing)? ${THE}(?:${noun})\\b(?! (?:change|was|start|dose change|of)\\b)|\\b(?:start(?:s|ed)?|began|begins|begun|came|comes|come|goes|went|gone|moves?|moved) with ${THE}(?:${noun}|[${MASKS}])`,
        'gi',
      ),
    },
    {
      kind: 'advice',
      pattern:
        /\b(?:mornings?|evenings?|afternoons?|nights?|noon|bedtime|(?:another|a different|an earlier|a later) time)(?: of day)? (?:may|might|would|could|can|will|should) (?:\w+ )?(?:suit|fit|be)\b/gi,
    },
    {
      kind: 'advice',
      pattern: new RegExp(
        `\\b${THE}(?:${noun})\\b[^.?!;]{0,40}\\b(?:instead|at another time|earlier in the|later in the|out of the|less often|more often|(?:every|each) other (?:day|night)|half as|twice a)\\b`,
        'gi',
      ),
    },
    {
      kind: 'advice',
      pattern: new RegExp(
        `\\b(?:no|not (?:a|any|the|one|another)|never (?:a|the|another)) (?:more |further |other |new )?(?:${noun})\\b`,
        'gi',
      ),
    },
  ];
}

const FIXED: readonly Combination[] = [
  // An instruction: a sentence or a part of one that begins with a bare verb.
  {
    kind: 'advice',
    pattern:
      /(?:^|[.!?] |[;:—–] |, (?:and |so |then |please |just |but ))(?:please |just |simply |then |now |first |do not |don['’]t |never |always |perhaps |maybe )*(?:(?:have|do)(?![^.!]*\?)|go|come|get|give|let|make|put|keep|take|try|leave|use|bring|hold|return|begin|stop|wait|ask|talk|tell|say|move|add|be|end) (?:without|the|a|an|her|his|your|it|them|this|that|these|to|with|on|off|out|down|up|for|less|more|half|back|no|not|until|only|one|in|at|through|over|about|some|again|early|later|earlier|slowly|some|\w+ing)\b/gi,
  },
  {
    kind: 'advice',
    pattern:
      /\b(?:do|does|doing|go|going|be|being|get|manage|live|cope|sleep|sleeping|is|are|was|better|slept) without (?!it[,;]|a ring|the ring|data|them[,;])/gi,
  },
  {
    kind: 'advice',
    pattern:
      /\b(?:a|some|one|give|have|take) (?:\w+ )?(?:rest|break|pause|breather)\b(?! in\b)|\b(?:rest|break|pause|time off|nights? off|days? off) from\b|\bright (?:to|for (?:her|him|you|me|us))\b|\b(?:go|goes|going|wait|waiting) (?:on )?with\b(?= the| her| his| your| it| this| that| q)(?![^.?]*(?:\d|change))|\b(?:talk|talking|ask|asking|think|thinking) (?:about|of) (?:going|coming|having|doing|giving|getting|putting|ending|beginning|starting|changing|moving|using|being|holding|lowering|raising|reducing|shifting|dropping|halving|adding|turning|slowing|sleeping)\b/gi,
  },
  // A question or a sentence with "could", "should": what is to be done is to be asked, looked at, talked about.
  {
    kind: 'advice',
    pattern: new RegExp(
      `\\b(?:can|could|may|might|must|shall|should|would)\\s+${PERSON}\\s+(?:both\\s+|also\\s+|still\\s+|now\\s+|then\\s+|perhaps\\s+|please\\s+|two\\s+)*(?!${ALLOWED}|make of\\b)\\w+`,
      'gi',
    ),
  },
  {
    kind: 'advice',
    pattern: new RegExp(
      `\\b(?:I|you|she|he|we|mum|dad)\\s+${MODAL}\\s+${SMALL}(?!${ALLOWED}|get\\b|be (?:\\d|seen)|sleep)\\w+`,
      'gi',
    ),
  },
  {
    kind: 'advice',
    pattern:
      /\b(?:visit|appointment)s? (?:can|could|may|might|should|must|would|will|need|needs|is not|was not)\b|\b(?:without|no|another|a later|an earlier|instead of) (?:the |a |any |this |other |further )?(?:visit|appointment)\b/gi,
  },
  // A cause without one of its words.
  {
    kind: 'cause',
    pattern:
      /\b(?:com(?:e|es|ing)|came) (?:straight |only |all )?from (?!\d|about\b|around\b|one\b|two\b|the (?:ring|records?|check|data|answers|same (?:ring|records?|nights?|time|period|days?)))/gi,
  },
  {
    kind: 'cause',
    pattern:
      /\b(?:goes|go|went|going) back to (?!\d|about|around|early|mid|late|the (?:start|beginning|first|end|days?|week|\d))[^\s]|\b(?:that|this|it) is (?:what|how) (?:the|a|her|his|your|lisinopril|this|that)\b|\b(?:keeps?|kept|keeping)\b(?! (?:an eye|track)\b)|\b(?:is|was|are|were|lies|lay|be) (?:(?:down|up) to(?! \d)|at the (?:root|start|beginning) of)\b|\bbrings? with it\b|(?<!\bwhich )\b(?:part|half|most|much|all|some|share) of (?:this|that|it|the (?:change|drop|fall|rise|decline|shift|increase|decrease)) (?:is|was|goes|lies|comes)\b/gi,
  },
  {
    kind: 'cause',
    pattern:
      /\b(?:(?:has|have|had|be|may|might|could) )?(?:something|a lot|much|everything|a part|a share) to do with\b(?![^.]*\?)|\bhas (?:a|its) (?:part|share|hand) in\b|\b(?:with|if) (?:no|less|more) (?:\w+ )?(?:dose|tablet|medicine|medication|pill)s?\b|\bonly (?:after|since|because|with) (?:the|this|that) (?:dose|tablet|medicine|medication)\b/gi,
  },
  {
    kind: 'cause',
    pattern:
      /\bturn(?:s|ed|ing)? into\b|\banswer(?:s|ed|ing)? to (?! {2}|the question)|\bone and the same\b|\b(?:what|this|it) happens with\b|\b(?:with|for|in) (?:all |many |most |the )?others\b|\bnothing to do with\b/gi,
  },
  // What is told of somebody and not of a number.
  {
    kind: 'claim',
    pattern:
      /\b(?<!\b(?:than|as|what|where|which) )(?:she|he|you|mum|dad) (?:is|was|were|felt|feels?|has been|had been|fell|rose|lost|dropped|slipped|went|goes|came|had|stood|lay|sat)\b(?! (?:\d|about \d|around \d|an? \d|on average|sleeping|asleep|averaging|less|more|fewer|to bed| {2}))/gi,
  },
  // That it is over.
  {
    kind: 'direction',
    pattern:
      /\bback (?:to|at|in|on|within|near|around|where|up to|down to) (?:where|its?|the|her|his|your|their|what|how|usual|before|about|around|(?:an? )?(?:usual|old|earlier|former|previous)|\d)|(?<!\bif it )\b(?:come|comes|came|gone|goes|went|moved|risen|fallen|climbed|dropped|all|now|is|are|was|were|has|have|been|fully|almost|nearly|back) back\b(?! to {2})|\b(?:return(?:s|ed|ing)?|recover(?:s|ed|ing|y)?|reset|revert(?:s|ed)?)\b|\bwhere (?:it|they) (?:was|were|had been|stood|used to be|should be|belongs?)\b(?! (?:about |around |at )?\d)|\bon (?:its|the|their) way (?:up|down|back|out|to)\b|\bsettled(?! (?:at|around|near|about|on|into)\b)|\bas (?:it|they) (?:was|were|used to be|had been|should be)\b|\bas (?:\w+ )?(?:as )?(?:before|ever|always|usual)\b/gi,
  },
  {
    kind: 'direction',
    pattern:
      /\b(?:at|to|in|into|within|near|close to|around|meets?|matches|equals?|reached|reaches|again at|level with|the same as) (?:its|her|his|your|the|their|a) (?:own )?(?:old|earlier|former|previous|usual|typical|baseline|habitual) (?:levels?|averages?|ranges?|values?|baseline|pace|self|figures?|readings?)\b(?! of\b)|\b(?:the change|the drop|the fall|the rise|the shift|the decline|the increase|the decrease|it|this|that|all|the pattern|the loop) (?:is|was|has been|has) (?:now )?(?:over|past|ended|gone|done|closed)\b/gi,
  },
  {
    kind: 'direction',
    pattern:
      /\b(?:once again|again|now) (?:as )?(?:usual|typical|high|low|long|short) as\b|\bno (?:longer|more) (?:lower|higher|shorter|longer|earlier|later|different|below|above|outside|unusual|changed|apart)\b|\b(?:has|have|is|was|are|were|did|does|do|had)(?: not|n['’]t) (?:really |actually |in fact )?(?:changed?|fallen|fall|risen|rise|drop|dropped|shift|shifted|move|moved|differ|differed|lower|higher|shorter|longer|different|happened?|begin|begun|start(?:ed)?)\b(?!, or )/gi,
  },
  // All or none of them: averages and shares say neither.
  {
    kind: 'number',
    pattern:
      /\b(?:every|each and every) (?:single |one|other )?(?:of the |of these )?(?:nights?|days?|mornings?|evenings?|times?|single|one)\b|\b(?:always|never|ever|constantly|invariably|all the time|at all times|without exception|on each (?:night|day|morning)|night after night|day after day|night by night|more and more|less and less|on (?:all|no) (?:nights?|days?|mornings?)|(?:all|none|no one|not one) of (?:the|these|those|her|his|your) (?:\d+ )?(?:nights?|days?|mornings?))\b(?!-)/gi,
  },
  {
    kind: 'number',
    pattern:
      /\b(?:nights?|days?|mornings?|evenings?|weeks?|weekends?|weekdays?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?) only\b|\b(?:happens?|happened|occurs?|occurred|is|was|are|were|falls?|fell|rises?|rose|drops?|dropped|seen) only (?:on|at|in|when|after|during|with|if|since)\b|\bonly (?:ever|when|if|during)\b/gi,
  },
  // That nobody needs to look.
  {
    kind: 'reassurance',
    pattern:
      /\b(?:no|not|nothing|never|nobody|none|hardly|little|neither|without|n['’]t|cannot|too (?:small|little|slight|few|short))\b(?: [\w’']+){0,4}? (?:visit|doctor|clinician|prescriber|appointment|worth|talk|talked|talking|discuss\w*|ask(?:ed|ing)?|raise|raising|mention\w*|needed|need (?:to|for|of|of a|be)(?! wrong)|question|review\w*|watch\w*|monitor\w*|track\w*|look(?:ed|ing)? (?:at|into)|a look|check(?:ed|ing)?(?![- ]in)|hear|be told(?! apart| from)|follow up|note (?:of|down))\b/gi,
  },
  {
    kind: 'reassurance',
    pattern:
      /\b(?:as (?:it|one|they|we|you) (?:should|would|may|might|could)(?: be)?|(?:how|what|where|as) (?:it|she|he|one|they|most|many|all|others?)(?: \w+){0,3} (?:should be|would be|sleeps?|does|do)|like (?:most|many|all|any|every) (?:others?|people|persons?)|(?:well|all) (?:is|are) (?:well|right|clear)|(?:is|are|looks?|seems?|was|were|all|quite|very|just) (?:right|well|clear)\b(?= *[.,;!]| and| now| again| for)|(?:this|that|it) (?:is|was) (?:quite |very |all |just |only |the )?(?:usual|typical)\b|(?:can|could|may|will) be (?:left|let|closed))\b/gi,
  },
  {
    kind: 'reassurance',
    pattern:
      /\b(?:is|was|are|were|means?) nothing\b|\benough\b(?! (?:nights|days|mornings|data|records|readings|results))|\b(?:very|quite|rather|perfectly|all) (?:usual|typical)\b/gi,
  },
  // What a doctor knows or thinks is in no packet.
  {
    kind: 'claim',
    pattern:
      /(?<!\b(?:for|with|to|ask|asking|tell) )\b(?:the )?(?:doctor|clinician|prescriber|specialist|nurse)s? (?:has|have|had|did|does|was|said|says|told|tells|agrees?|agreed|disagrees?|saw|thinks?|thought|finds?|found|noted|notes|noticed|began|started|stopped|changed|asked|reviewed|checked|looked|plans?|planned|reads?|wrote)\b(?![^.]*\?)/gi,
  },
];

/** What a shift does not tell: that it goes on. */
const GOING_ON =
  /\b(?:is|are) (?:still |now |steadily |slowly |gradually |again )*(?:falling|rising|dropping|climbing|declining|increasing|decreasing|growing|shrinking|worsening|improving|sinking|slipping|drifting|shortening|lengthening|going (?:up|down)|creeping (?:up|down)|getting)\b|\b(?:continues?|continued|going on|goes on) (?:to (?:fall|rise|drop|climb|decline|increase|decrease)|falling|rising|dropping|climbing|declining|increasing|decreasing)\b/gi;

const ALL = [...FIXED, ...ofMedicines(MEDICINE)];

/**
 * The wrong combinations of admitted words in a text whose quoted labels and metric names were taken out; `veiled` is the
 * same without the names of medicines.
 */
export function wrongCombinations(text: string, veiled: string, cited: readonly Finding[]): Violation[] {
  const goesOn = cited.some(({ kind }) => LASTING.has(kind))
    ? []
    : [{ kind: 'direction' as const, pattern: GOING_ON }];
  return [...ALL, ...goesOn].flatMap(({ kind, pattern }) =>
    [...veiled.matchAll(pattern)].map(({ 0: words, index }) => ({
      kind,
      words: text.slice(index, index + words.length).trim(),
    })),
  );
}

/** Of these it is told how it is on every day, or that it goes on. */
const LASTING: ReadonlySet<Finding['kind']> = new Set(['drift', 'chain', 'link', 'rule']);
