import type { Beyond } from '../../src/domain/ask/answer.ts';

/**
 * What is asked for and cannot be had of a person's records. It is looked for by rule before anything else, so that no
 * model decides whether advice is given.
 */
export function readBeyond(text: string): Beyond | undefined {
  return patterns.find(([, pattern]) => pattern.test(text))?.[0];
}

const who = '(?:i|we|she|he|they|mum|dad|my \\w+)';
const doses =
  'tablets?|pills?|medicines?|medications?|meds|doses?|dosage|drugs?|mg|statins?|insulin|antibiotics?|painkillers?|aspirin|ibuprofen|paracetamol|supplements?|melatonin|magnesium';
const illnesses =
  'apno?ea|insomnia|diabet\\w+|depress\\w+|cancer|tumou?r|arrhythmia|afib|fibrillation|covid|flu|infect\\w+|an[ae]+mi\\w+|disease|disorder|syndrome|narcolepsy|dementia|alzheimer\\w*|parkinson\\w*|stroke|hypertension|heart (?:failure|attack|problem|condition)|asthma|copd|epilepsy|burn ?out|pregnan\\w+|menopaus\\w+|thyroid (?:problem|disease)|overtrain\\w+|\\w{3,}(?:itis|osis|[ae]mia|pathy|oma)';

const patterns: readonly (readonly [Beyond, RegExp])[] = [
  [
    'treatment',
    new RegExp(
      `\\b(?:should|can|could|may|must|shall|ought) ${who} (?:to )?(?:\\w+ )?(?:stop|start|take|taking|skip|double|halve|reduce|increase|lower|raise(?! with)|change|switch|quit|drop|come off|go off|go back|continue|keep|try|cut|split|have)\\b(?!.*\\b(?:question|appointment|talking points?|raise with)\\b)`,
    ),
  ],
  [
    'treatment',
    new RegExp(
      `\\bhow (?:much|many)\\b[^?]*\\b(?:${doses})\\b[^?]*\\bshould\\b|\\bshould\\b[^?]*\\b(?:${doses})\\b`,
    ),
  ],
  [
    'treatment',
    /\b(?:what|which|right|best|correct|safe) (?:dose|dosage)\b|\b(?:safe|ok|okay|fine|dangerous) to (?:stop|take|skip|double|start|mix)\b/,
  ],
  [
    'treatment',
    /\b(?:what should i (?:take|do)|how (?:can|do|could|should) i (?:improve|fix|treat|cure|lower|raise|increase|reduce|get better|sleep better)|what (?:can|could) i do)\b/,
  ],
  [
    'diagnosis',
    new RegExp(
      `\\b(?:do|does|did|have|has|could|can|might|may|am|is|are|was) (?:${who}|it|this|these|that|there)\\b[^?]*\\b(?:${illnesses})\\b|\\bdiagnos\\w+|\\bwhat is wrong with\\b|\\bwhat do i (?:have|suffer)\\b|\\bam i (?:ill|sick|dying)\\b|\\b(?:signs?|symptoms?) of (?:${illnesses})\\b`,
    ),
  ],
  [
    'judgement',
    /\b(?:dangerous|normal|abnormal|healthy|unhealthy|worrying|worr(?:y|ied)|serious|harmful|alarming|safe|concern(?:ed|ing)?|too (?:low|high|little|short|much))\b|\bsee (?:a|the|my) (?:doctor|gp)\b(?=.*\bshould\b)|\bshould i (?:see|call|go|ring|phone)\b|\b(?:is|are|was|were) (?:it|this|that|my [\w ]+?|_+) (?:ok|okay|fine|bad|good enough|alright)\b|\bgood for (?:me|my age)\b|\bfor my age\b/,
  ],
  [
    'cause',
    /\bwhy\b|\bbecause\b|\bcaus(?:e|es|ed|ing)\b|\breasons?\b|\bwhat (?:makes|made)\b|\bto blame\b|\bdue to\b|\bexplains?\b/,
  ],
  [
    'prediction',
    /\b(?:will|going to) (?:i|my|it|be|sleep|improve|get)\b|\bwill\b.*\b(?:tomorrow|next (?:week|month|year))\b|\btomorrow\b(?!.*\bappointment)|\b(?:predict|forecast)\w*/,
  ],
];
