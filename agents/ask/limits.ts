import type { Beyond } from '../../src/domain/ask/answer.ts';
import type { Figures } from '../../src/domain/ask/numbers.ts';
import type { Metric } from '../../src/domain/metric.ts';
import type { Day } from '../../src/shared/day.ts';
import { count, spanNoun } from '../narrate/words.ts';
import { spanWords } from './world.ts';

const FEW_DAYS = 14;
const stages = new Set(['deepSleep', 'remSleep', 'lightSleep']);

export const NO_DIAGNOSIS = 'Nothing here is a diagnosis.';
export const NO_CAUSE = 'A pattern is no cause: what came before something need not have brought it about.';

/** What has to be known to read figures rightly. */
export function limitsOf(metric: Metric, figures: Figures, unfinished: string | undefined): string[] {
  return [
    ...(unfinished === undefined ? [] : [unfinished]),
    ...gapsIn(metric, figures),
    ...(figures.observed.length < FEW_DAYS ? ['A few days or nights say little about a trend.'] : []),
    ...(stages.has(metric.slug)
      ? ['A ring estimates sleep stages; those of a single night say little.']
      : []),
  ];
}

export function gapsIn(metric: Metric, figures: Figures, asOf?: Day): string[] {
  const missing = figures.expected - figures.observed.length;
  if (missing === 0) return [];
  const when = asOf === undefined ? 'asked about' : spanWords(figures, asOf, spanNoun(metric));
  return [`${count(missing, spanNoun(metric))} ${when} ${missing === 1 ? 'is' : 'are'} missing.`];
}

export const beyondWords: Record<Beyond, string> = {
  treatment:
    'rounds cannot say what to take, stop or change: that is a question for the doctor or pharmacist. What the records show is below.',
  diagnosis:
    'rounds cannot say whether this is an illness: records of a ring do not tell. What they show is below; it can be raised with the doctor.',
  judgement:
    'rounds cannot judge whether this is healthy: it knows only what is usual for this person. What the records show is below; a doctor can judge it.',
  cause: 'The records do not say why. What changed, and what tends to go together in them, is below.',
  prediction: 'rounds does not foretell. What the records show up to now is below.',
};
