import type { Beyond } from '../../src/domain/ask/answer.ts';
import type { Query } from '../../src/domain/ask/query.ts';
import type { AskedContext } from './asked-context.ts';
import { readBeyond } from './beyond.ts';
import { mendTyping } from './mend-typing.ts';
import { plainName, plainQuestion } from './plain-question.ts';
import { readNumbers } from './read-numbers.ts';
import { readPeriods } from './read-periods.ts';
import { readRecords } from './read-records.ts';
import { spokenMetrics, spokenNames } from './spoken-metrics.ts';

export interface ReadQuestion {
  /** None, and nothing beyond: it was not understood. */
  readonly queries: readonly Query[];
  readonly beyond?: Beyond | undefined;
}

export const MOST_QUERIES = 3;
/** "On Mondays" asks for a pattern of weekdays, which no query answers: nothing is better than the wrong days. */
const unanswerable = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\bweekends\b|\bweekdays?\b/;

/** An English question by its words, without any model: the same question is always the same queries. */
export function readQuestion(question: string, context: AskedContext): ReadQuestion {
  const names = spokenNames(context.customMetrics);
  const text = mendTyping(plainQuestion(question), vocabularyOf(names, context));
  if (unanswerable.test(text)) return { queries: [] };
  const beyond = readBeyond(text);
  const queries = partsOf(text).flatMap((part) => {
    const heard = spokenMetrics(part, names, context.available);
    const { periods, rest } = readPeriods(heard.rest, context.asOf);
    const asked = { text: part, rest, metrics: timesAsked(part, heard.metrics), periods, beyond, context };
    return readRecords(asked) ?? readNumbers(asked) ?? [];
  });
  const distinct = new Map(queries.map((query) => [JSON.stringify(query), query]));
  const chosen = [...distinct.values()].slice(0, MOST_QUERIES);
  // Whoever asks for more than there is learns what there is: what was written down for the doctor.
  return { queries: chosen.length === 0 && beyond !== undefined ? [{ kind: 'page' }] : chosen, beyond };
}

/** "When did I fall asleep?" is answered by a time of day, "how long did it take" by minutes. */
function timesAsked(text: string, metrics: readonly string[]): readonly string[] {
  if (!/\b(?:what time|when)\b/.test(text)) return metrics;
  return metrics.map((metric) => (metric === 'sleepLatency' ? 'bedtime' : metric));
}

/** "… and when is …": each with a question word of its own. */
function partsOf(text: string): string[] {
  return text.split(/ and (?=(?:how|what|when|which|who|did|do|does|is|are|was|were|why) )/);
}

const words =
  'sleep slept asleep awake night nights today yesterday week month year last this since between average highest lowest longest shortest latest earliest best worst compare compared trend appointment doctor medication medicine tablets symptoms check-ins notes missing coverage changed patterns unusual activity active recovery recovered heart wellbeing feeling blood results talking points usual summary overview january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday minutes hours fortnight weekend under below above over';

function vocabularyOf(names: readonly { readonly name: string }[], context: AskedContext): Set<string> {
  const named = [
    ...names.map(({ name }) => name),
    ...context.analytes.map(plainName),
    ...context.medications.map(plainName),
    ...context.timeline.map(({ label }) => plainName(label)),
  ];
  return new Set(
    [words, ...named].flatMap((name) => name.split(/[^a-z]+/)).filter((word) => word.length > 2),
  );
}
