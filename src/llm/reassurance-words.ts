/** What tells somebody that all is well: no number of a ring can. */
const REASSURANCE: readonly RegExp[] = [
  /\b(?:nothing|no need|not|no reason|no cause|don['’]?t|do not|need not|needn['’]t|never|without|isn['’]t|aren['’]t|hardly|unlikely)\s+(?:\w+\s+){0,3}?(?:worr(?:y|ied|ying|isome)|concern(?:ed|s|ing)?|alarm(?:ed|ing)?|panic|fear|fret|afraid|serious|dangerous|anxious)\b/gi,
  /\b(?:all|everything|things?|it all)\s+(?:is |are |seems? |looks? |was |were )?(?:very |perfectly |quite |just )?(?:good|well|fine|clear|ok|okay|right|in order|normal|healthy)\b/gi,
  /\bwithin\s+(?:the\s+|a\s+)?(?:\w+\s+)?(?:normal|healthy|expected|acceptable|safe)\b/gi,
  /(?<!\b(?:than|above|below|under|over|outside|from|against|of|to)\s(?:\w+\s){0,3})\b(?:normal|normally)\b/gi,
  /\b(?:fine|reassur\w+|harmless|benign|innocent|innocuous|rest assured|no (?:big deal|problem|issue|danger|harm|risk|red flags?|worries)|(?:good|great) news|a clean bill|in good (?:shape|health)|nothing (?:serious|unusual|wrong|special|bad|new)|can (?:safely )?be ignored|ignore (?:this|it|these)|to be expected|only natural|part of (?:ageing|aging|getting older)|at (?:her|his|your) age)\b/gi,
  /\b(?:you are|you['’]re|she is|he is|she['’]s|he['’]s|they are)\s+(?:fine|well|healthy|ok|okay|safe|doing (?:well|great|fine))\b|\b(?:is|are|was|were|seems?|looks?)\s+(?:\w+\s+)?(?:healthy|safe|ok|okay)\b/gi,
  /\bwill\s+(?:\w+\s+)?(?:pass|go away|be fine|settle|get better|improve|recover|return|sort itself|go back|resolve)\b|\b(?:relax|stay calm|keep calm|cheer up)\b/gi,
  /\bjust\s+(?:an?|the|some|age(?:ing)?|stress|tired(?:ness)?|nerves|normal|chance|noise|getting)\b(?!\s+(?:little|bit|few|day|week|night|hour|minute|after|before|over|under|quarter|half)\b)/gi,
];

/** What takes weight from a warning. */
const LOWERING: readonly RegExp[] = [
  /\b(?:can|could|may|might|will|should)\s+(?:\w+\s+)?wait\b|\b(?:not|isn['’]t|hardly|less|non)[- ](?:\w+\s+)?(?:urgent|an emergency|important)\b|\bno (?:rush|hurry|urgency|emergency)\b|\bwait and see\b|\bsee how it goes\b|\bsleep it off\b/gi,
  /\b(?:no need|need not|needn['’]t|not necessary|unnecessary|don['’]?t|do not|don['’]?t need|does not need|doesn['’]t need|not need)\s+(?:to|for|any|a|her|you)?\s*(?:see|call|tell|ring|seek|visit|go|contact|bother|doctor|ambulance|999|911|112)\b/gi,
  /\b(?:indigestion|heartburn|(?:probably|likely|presumably|most likely)\s+(?:just|only|nothing|harmless|stress|a |an |the |due|muscular|wind|nerves|tired)\w*|merely|nothing more than|only\s+(?:an?\s+)?(?:little|mild|minor|slight|bit|small|stress|tired|chance|noise)\w*|simply (?:an?|stress|tired|the)|nothing but|over-?react\w*|exaggerat\w*|false alarm|ruled? out)\b/gi,
];

/** Beside a red flag even these weaken it. */
const BESIDE_RED_FLAG =
  /\b(?:only|just|merely|slight(?:ly)?|mild(?:ly)?|probably|likely|perhaps|maybe|possibly|presumably|a bit|a little|minor|small|usual(?:ly)?|common(?:ly)?|often|wait|later|tomorrow|next (?:week|visit|appointment)|if (?:it|this) (?:persists|continues)|keep an eye|monitor|when convenient|at some point)\b/gi;

const ALARM =
  /\b(?:abnormal(?:ly|ity|ities)?|alarming(?:ly)?|dangerous(?:ly)?|deadly|fatal|life-threatening|pathological|worrying(?:ly)?|worrisome|disturbing(?:ly)?|unhealthy|poor health|critical(?:ly)?|severe(?:ly)?|catastroph\w+|(?:is|are|was|were|looks?|seems?) (?:\w+ )?(?:concerning|serious|bad|terrible))\b/gi;

export function reassuranceWords(text: string, isBesideRedFlag: boolean): string[] {
  const patterns = [...REASSURANCE, ...LOWERING, ...(isBesideRedFlag ? [BESIDE_RED_FLAG] : [])];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([words]) => words));
}

export function alarmWords(text: string): string[] {
  return [...text.matchAll(ALARM)].map(([words]) => words);
}
