import type { GroundingContext, Violation } from './grounding-context.ts';
import { emptyLexicon, foreignDiseases, type Lexicon } from './lexicon.ts';
import { maskQuoted } from './mask.ts';

const CAUSES =
  /\b(?:caus(?:e|es|ed|ing)|because|due to|owing to|thanks to|(?:led|leads?|leading) to|trigger(?:s|ed|ing)?|result(?:s|ed|ing)? (?:in|from)|(?:a|the) result of|responsible for|explain(?:s|ed) (?:by|the|this|why)|brought (?:on|about)|provok(?:e|es|ed|ing)|driven by|drives|contribut(?:e|es|ed|ing) to|induced|made (?:it |her |his |the )?(?:\w+ )?worse|to blame)\b/gi;

const ALARM =
  /\b(?:abnormal(?:ly|ity)?|alarming(?:ly)?|dangerous(?:ly)?|deadly|life-threatening|pathological)\b/gi;

const REASSURANCE =
  /\b(?:(?:nothing|no need|not|no reason|don't|do not) (?:to )?(?:be )?(?:worr(?:y|ied)|concerned)|no cause for concern|(?:perfectly|completely|totally|quite) (?:normal|fine|safe|healthy)|(?:is|are|was|were|seems?|looks?) (?:normal|harmless|healthy)|harmless|not serious|(?:you are|you're|she is|he is|everything is|all is) (?:fine|well|healthy|ok|okay)|can (?:safely )?be ignored|ignore (?:this|it|these)|will (?:pass|go away|be fine|settle)|no need (?:to|for) (?:see|call|tell|a doctor))/gi;

const NOUN = 'dos(?:e|es|age|ages)|medications?|medicines?|tablets?|pills?|drugs?|prescriptions?|treatment';
const FILLER =
  '(?:(?:taking|using|the|your|her|his|their|its|any|this|that|evening|morning|night|nightly|daily|current|blood|pressure|to|of|with|on)\\s+){0,5}';
const VERBS =
  'stop|start|restart|increase|decrease|reduce|raise|lower|double|halve|skip|switch|adjust|change|move|shift|take|try|cut|taper|avoid|resume|delay|stopping|starting|increasing|decreasing|reducing|raising|lowering|doubling|halving|skipping|switching|moving|shifting|cutting|tapering';

/** Advice is an instruction or a suggestion about a medicine, whoever it is put to. */
function advicePatterns(medications: readonly string[]): RegExp[] {
  const escaped = medications.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const noun = [NOUN, ...escaped].join('|');
  return [
    new RegExp(
      `(?<!\\b(?:the|a|this|that|since|after|was|were|is|been)\\s)\\b(?:${VERBS})\\s+${FILLER}(?:${noun})\\b(?! list)`,
      'gi',
    ),
    /\b(?:should|must|could|might|needs? to|ought to|had better)\s+(?:\w+\s+){0,3}?be\s+(?:taken|stopped|started|increased|decreased|reduced|raised|lowered|doubled|halved|skipped|moved|shifted|switched|changed)\b/gi,
    /\b(?:take|taking|move|moving|shift|shifting|give|giving)\s+(?:it|them|this|one)\s+(?:earlier|later|at|in|before|after|to|with)\b/gi,
    /\b(?:you|she|he|they)\s+(?:should|must|need to|ought to)\s+(?:not\s+)?(?:take|stop|start|increase|decrease|reduce|skip|switch|move|lower|raise|halve|double)\b/gi,
  ];
}

/** What may not be said, whatever the numbers are. */
export function checkWording(
  text: string,
  context: GroundingContext,
  claims: readonly string[],
  lexicon: Lexicon = emptyLexicon,
): Violation[] {
  // The fixed text of a red flag is passed on as it stands: it may tell someone to call for help.
  const masked = maskQuoted(text, context, claims);
  const medications = (context.profile.medications ?? []).map(({ name }) => name.toLowerCase());
  const labels = context.timeline.flatMap(({ medication }) => medication?.toLowerCase() ?? []);
  const conditions = (context.profile.conditions ?? []).map(({ name }) => name).join(' ');
  const advice = advicePatterns([...new Set([...medications, ...labels, ...lexicon.medications])]);
  return [
    ...found('cause', masked, [CAUSES]),
    ...found('alarm', masked, [ALARM]),
    ...found('reassurance', masked, [REASSURANCE]),
    ...found('advice', masked, advice),
    ...foreignDiseases(masked, conditions).map((words) => ({ kind: 'disease' as const, words })),
  ];
}

export function checkQuestion(question: string): Violation[] {
  return question.trim().endsWith('?')
    ? []
    : [{ kind: 'question', words: 'It must end with a question mark.' }];
}

function found(kind: Violation['kind'], text: string, patterns: readonly RegExp[]): Violation[] {
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([words]) => ({ kind, words })));
}
