import type { Finding } from '../domain/finding.ts';
import type { Naming } from '../domain/metric.ts';
import { readMetrics } from './metric-names.ts';

const CAUSES = new RegExp(
  [
    "caus(?:e[sd]?|ing|al(?:ly)?)|because|due to|owing to|thanks to|on account of|as a (?:direct )?(?:result|consequence)|consequen(?:ce|tly)|therefore|thereby|thus|hence|so that|(?:that|this|which)(?: i|’|')s why|for this reason|the reason (?:for|why|is)",
    '(?:led|leads?|leading) to|trigger(?:s|ed|ing)?|result(?:s|ed|ing)? (?:in|from)|(?:a|the) result of|responsible|explain(?:s|ed|ing)?(?: by| the| this| why| that| her| his| your| it| how)|explained|explanation|account(?:s|ed)? for|(?:is|are|was|were|be|lies?|lay) behind',
    'br(?:ought|ings?|inging) (?:on|about|down|up)|provok(?:e|es|ed|ing)|driv(?:en|ing) by|drives|drove|is driving|are driving|driver of|contribut(?:e|es|ed|ing|or|ory)|induc(?:e[sd]?|ing)|to blame|culprit|spark(?:s|ed)|stem(?:s|med|ming)? from|aris(?:es?|ing) from|attribut(?:ed|able|es?) to|(?:a|the) (?:reaction|response) to|in response to|(?:root|source) of|plays? (?:a|its) (?:role|part)|factor (?:in|for|behind)',
    'affect(?:s|ed|ing)?|impact(?:s|ed|ing)?|influenc(?:e[sd]?|ing)|(?:an?|the|its|has|had|have|some|no) effects? (?:on|upon)|effect of (?:the|this|her|his|your|lis|a)\\w* [^.?]{0,40}\\bon\\b|takes? a toll|interfer(?:es?|ed|ing)|(?:is|are|was|were) (?:making|disrupting|disturbing|worsening|lowering|raising|reducing)',
    '(?:mak(?:es?|ing)|made) (?:\\w+ ){0,4}?(?:worse|better|higher|lower|shorter|longer|rise|fall|drop|climb|less|more|harder|easier|tired|sleep)',
    'depends? on|depend(?:ed|ing) on|hinges? on|the side[- ]effects?|a side[- ]effect of|as (?:her|his|your|the) body (?:adjusts|adapts|reacts)',
  ]
    .map((words) => `\\b(?:${words})\\b`)
    .join('|'),
  'gi',
);
const SO =
  /,\s+so (?!far\b|that\b|too\b|did\b|has\b|have\b|is\b|was\b|much\b|many\b|little\b|could\b)[a-z]/gi;

const DETERMINERS = '(?:(?:the|her|his|your|their|its|average|nightly|usual)\\s+)';
const ACTS =
  'lowers|raises|reduces|increases|decreases|shortens|lengthens|improves|worsens|disrupts|disturbs|suppresses|boosts|cuts|hurts|harms|helps|limits|lifts|pushes (?:up|down)?|brings (?:up|down)?|drags (?:down)?|keeps';
const ACTED =
  'lowered|raised|reduced|increased|decreased|shortened|lengthened|improved|worsened|disrupted|disturbed|suppressed|boosted|cut|hurt|harmed|helped|limited|lifted|pushed (?:up|down)?|dragged (?:down)?';
/** "The dose lowers deep sleep"; "a lowered deep sleep" is no deed. */
const DEED = new RegExp(
  `\\b(?:${ACTS})\\s+${DETERMINERS}*$|\\b(?:${ACTED})\\s+${DETERMINERS}+$|\\b(?:may|might|could|can|will|would|to)\\s+(?:also\\s+)?(?:lower|raise|reduce|increase|decrease|shorten|lengthen|improve|worsen|disrupt|disturb|suppress|boost|cut|hurt|harm|help|limit)\\s+${DETERMINERS}*$`,
  'i',
);

/** "Not proof of cause", "no cause", "not the cause": what our own pages say. */
const NO_CAUSE =
  /\b(?:no|not|never|without)(?: (?:a|an|the|any))?(?: (?:proof|evidence|sign))?(?: of)?(?: (?:a|an|the|any))? caus(?:e|es|ality|ation|al link)\b/gi;
/** To ask what may stand behind something is to tell nothing of it. */
const WHAT_MAY =
  /\bwhat(?: else)? (?:could|may|might|can|would)(?: possibly)?(?: be)?\s*$|\bwhether\b[^.?]*\b(?:could|may|might)(?: be)?\s*$/i;

function isAsked(text: string, index: number): boolean {
  const end = /[.!?](?=\s|$)/.exec(text.slice(index))?.[0];
  const word = text.slice(index, index + 14);
  const isOpen = /^(?:be behind|lie behind|explain\b|contribut\w*)/i.test(word);
  return end === '?' && isOpen && WHAT_MAY.test(text.slice(Math.max(0, index - 80), index));
}

/** Words that make a cause of what was only seen together. */
export function causeWords(text: string, cited: readonly Finding[], naming: Naming): string[] {
  const said = text.replace(NO_CAUSE, (found) => ' '.repeat(found.length));
  const words = [CAUSES, SO].flatMap((pattern) =>
    [...said.matchAll(pattern)].filter(({ index }) => !isAsked(said, index)).map(([found]) => found),
  );
  const deeds = readMetrics(text, cited, naming).metrics.flatMap(({ index }) => {
    const deed = DEED.exec(text.slice(Math.max(0, index - 60), index))?.[0];
    return deed === undefined ? [] : [deed.trim()];
  });
  return [...words, ...deeds];
}
