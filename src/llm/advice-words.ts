import { VEILED } from './lexicon.ts';

const NOUN =
  'dos(?:e|es|age|ages|ing)|medications?|medicines?|tablets?|pills?|capsules?|drugs?|prescriptions?|treatment|supplements?';
const FILLER =
  '(?:(?:taking|using|the|your|her|his|their|its|any|this|that|these|evening|morning|night|bedtime|nightly|daily|current|blood|pressure|sleeping|to|of|with|on|half|a|an|one|some|next)\\s+){0,6}';
const VERBS =
  'stop|start|restart|increase|decrease|reduce|raise|lower|double|halve|skip|miss|switch|adjust|change|move|shift|take|try|cut|taper|avoid|resume|delay|pause|drop|swap|replace|split|bring forward|put off|stopping|starting|restarting|increasing|decreasing|reducing|raising|lowering|doubling|halving|skipping|missing|switching|adjusting|changing|moving|shifting|cutting|tapering|trying|avoiding|pausing|dropping|swapping|replacing|splitting|resuming|delaying';
const STEM =
  '(?:stop|start|restart|increas|decreas|reduc|rais|lower|doubl|halv|skip|switch|adjust|tak|cut|taper|paus|resum|delay|drop|swap|wean|split|mov|shift|chang|com(?:e|ing) off|go(?:ing)? (?:up|down|back|off))\\w*';
const DONE =
  'taken|given|stopped|started|increased|decreased|reduced|raised|lowered|doubled|halved|skipped|moved|shifted|switched|changed|adjusted|tapered|paused|cut|dropped|swapped|split';
const DAYTIME =
  '(?:mornings?|evenings?|afternoons?|nights?|bedtime|noon|lunch|breakfast|dinner|\\d{1,2}(?::\\d\\d| ?[ap]\\.?m))';
/** What a person may be encouraged in: no medicine. */
const LIFESTYLE =
  '(?![^.?;]{0,40}\\b(?:caffeine|coffee|tea|alcohol|wine|beer|drinks?|meals?|dinner|screens?|phone|bedtime|walk(?:s|ing)?|exercise|training|workouts?|steps|naps?|salt|sugar|activity|daylight|rest|notes?|look|breaks?|stock|part)\\b)';

/** Everyone asks whether; what is asked must not be a deed. */
const FIXED: readonly RegExp[] = [
  new RegExp(
    `\\b(?:should|must|could|might|may|would|can|needs? to|ought to|had better|has to|have to)\\s+(?:\\w+\\s+){0,3}?be\\s+(?:better\\s+)?(?:${DONE})\\b`,
    'gi',
  ),
  /\b(?:take|taking|move|moving|shift|shifting|give|giving|try|trying)\s+(?:it|them|this|these|one|half)\s+(?:earlier|later|at|in|before|after|to|with|on|for|off|out)\b/gi,
  new RegExp(
    `\\b(?:you|she|he|they|I|we|mum|dad)\\s+(?:should|must|need(?:s)? to|ought to|had better|might want to|may want to|could try to)\\s+(?:not\\s+)?${LIFESTYLE}(?:take|stop|start|increase|decrease|reduce|skip|switch|move|lower|raise|halve|double|change|cut|pause|try)\\b`,
    'gi',
  ),
  new RegExp(
    `\\b(?:consider|try|suggest(?:s|ed)?|recommend(?:s|ed)?|advis(?:e|es|ed)|propos(?:e|es|ed)|worth|best to|better to|help(?:s|ful)? to|wise to|sensible to|(?:is|be|it) time to|safe to|ok(?:ay)? to|reasonable to|good idea to|an option to|whether to|how about|what about|why not|instead of)\\s+(?:\\w+\\s+){0,2}?${LIFESTYLE}${STEM}`,
    'gi',
  ),
  /\b(?:might|may|could|would|should|will|is|are|be)\s+(?:be\s+|work\s+|suit\s+|fit\s+|do\s+|feel\s+|sit\s+|go\s+)?(?:\w+\s+){0,2}?(?:better|best)\s+(?:\w+\s+){0,2}?(?:in the|at night|at bedtime|at noon|before (?:bed|breakfast)|after (?:breakfast|dinner)|with (?:food|breakfast|dinner)|earlier|later|taken|given|tolerated)\b/gi,
  /\b(?:better|best)\s+(?:taken|given|tolerated)\b|\b(?:if|when|were|being|be)\s+taken\s+(?:earlier|later|in the|at|with|before|after)\b/gi,
  /\b(?:a|another|half(?: the| a)?)\s+(?:much\s+|slightly\s+)?(?:lower|higher|smaller|larger|bigger|different|reduced|weaker|stronger|gentler|half)?\s*(?<=(?:lower|higher|smaller|larger|bigger|different|reduced|weaker|stronger|gentler|half|half the|half a)\s)(?:dose|dosage|tablet|pill|medication|medicine|drug)\b/gi,
  new RegExp(
    `(?<!\\b(?:a|the|this|that|its|her|his|your|of)\\s)\\b(?:move|moving|shift|shifting|switch|switching|change|changing|go|going|back)\\s+(?:\\w+\\s+){0,4}?(?:to|into)\\s+(?:the\\s+|a\\s+)?${DAYTIME}`,
    'gi',
  ),
  /\b(?:stop|skip|pause|halve|double|quit|drop|cut (?:out|back on|down on)|hold|taper|wean)(?:ping|ing|ling|ting)?\s+(?:it|them|this|these|one|taking|off)\b|\b(?:come|coming|came|wean(?:ing|ed)?|get(?:ting)?)\s+off\s+(?:it|the|her|his|this|them|your)\b/gi,
  /\b(?:morning|evening|bedtime|night-?time|earlier|later|lower|higher|split|twice-daily) (?:dosing|intake|use)\b[^.?]{0,30}\b(?:better|help|prefer|worth|suit|improve)\w*/gi,
  /\b(?:halving|doubling|tapering|weaning|an? (?:dose|timing) (?:reduction|increase|adjustment|change) (?:may|might|could|would|should|is (?:worth|needed|due)))\b/gi,
];

const DEED = new RegExp(
  `(?<!\\b(?:the|a|an|this|that|since|after|was|were|is|been|of|last|latest|any)\\s)\\b(?:${VERBS})\\s+${FILLER}(?:${NOUN}|${VEILED})\\b(?! (?:list|name|diary|change))`,
  'gi',
);

/** Advice is an instruction or a suggestion about a medicine, whoever it is put to. `veiled` is the text without names of medicines. */
export function adviceWords(text: string, veiled: string): string[] {
  return [
    ...[...veiled.matchAll(DEED)].map(({ 0: words, index }) => text.slice(index, index + words.length)),
    ...FIXED.flatMap((pattern) => [...text.matchAll(pattern)].map(([words]) => words)),
  ];
}
