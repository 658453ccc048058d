import { answerQueries } from '../../agents/ask/answer-queries.ts';
import type { AskedContext } from '../../agents/ask/asked-context.ts';
import { readBeyond } from '../../agents/ask/beyond.ts';
import { chooseQueries } from '../../agents/ask/choose-queries.ts';
import { plainQuestion } from '../../agents/ask/plain-question.ts';
import { type ReadQuestion, readQuestion } from '../../agents/ask/read-question.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Answer, AskedFlag, Reading } from '../domain/ask/answer.ts';
import { suggestions } from '../domain/ask/suggestions.ts';
import { adviceLater, adviceNow } from '../domain/red-flags/advice.ts';
import { emergencyNumberFor } from '../domain/red-flags/emergency-number.ts';
import type { RaisedFlag } from '../domain/red-flags/raised-flag.ts';
import { redFlagFindings } from '../domain/red-flags/red-flag-findings.ts';
import { screen } from '../domain/red-flags/screen.ts';
import type { Model } from '../llm/model.ts';
import type { Prompt } from '../llm/prompts.ts';
import type { Clock } from '../shared/clock.ts';
import { type Day, dayInZone } from '../shared/day.ts';
import { InputError } from '../shared/errors.ts';
import { askedRecords, askedWorld, flagsInRecords, type RecordDependencies } from './asked-records.ts';
import { whereabouts } from './screen-record.ts';

export interface AskDependencies extends RecordDependencies {
  readonly clock: Clock;
  /** Opened when something is asked; undefined where none is configured. */
  readonly askModel: () => Promise<Model | undefined>;
  readonly askPrompt: Prompt;
}

export interface AskedQuestion {
  readonly question: string;
  /** Today where the person lives, unless it is said. */
  readonly asOf?: Day | undefined;
}

const MOST_LETTERS = 500;
const MODEL_TIMEOUT_MS = 20_000;

/** A question is health data: it is answered, and neither kept nor logged. */
export async function answerQuestion(
  dependencies: AskDependencies,
  person: Person,
  { question, asOf = dayInZone(dependencies.clock.now(), person.timezone) }: AskedQuestion,
): Promise<Answer> {
  checkLength(question);
  const { knowledge } = dependencies;
  const records = await askedRecords(dependencies, person, asOf);
  const { context, profile } = records;
  const [inRecords, { queries, beyond, reading }] = await Promise.all([
    flagsInRecords(dependencies, person, records),
    understand(dependencies, person, question, context),
  ]);
  const text = { day: asOf, source: 'question' as const, text: question };
  const inQuestion = screen({ texts: [text], readings: [], medications: context.medications }, knowledge);
  const emergencyNumber = emergencyNumberFor(whereabouts(person, profile), knowledge);
  const told = (raised: readonly RaisedFlag[], adviceFor: typeof adviceNow): AskedFlag[] =>
    redFlagFindings(raised, knowledge, { emergencyNumber }).map(({ rule, urgency, to, summary, seen }) => {
      const advice = adviceFor(urgency, emergencyNumber);
      return { rule, urgency, day: to as Day, message: summary, seen, advice };
    });
  const understood = queries.length > 0 || beyond !== undefined;
  const answer = understood
    ? answerQueries(queries, beyond, await askedWorld(dependencies, person, records, queries))
    : { sentences: [], limits: [] };
  return {
    schema: 'rounds.answer/1',
    asOf,
    timezone: person.timezone,
    understood,
    // What was found in the records and must not wait is said whatever is asked.
    flags: [...told(inQuestion, adviceNow), ...told(inRecords, adviceLater)],
    ...answer,
    suggestions: understood ? [] : suggestions,
    queries,
    reading,
  };
}

function checkLength(question: string): void {
  if (question.trim() === '') throw new InputError('There is no question.');
  if (question.length > MOST_LETTERS) {
    throw new InputError(`A question has at most ${MOST_LETTERS} letters.`);
  }
}

/** By the model where there is one and its choice follows from the question; else, and always for what is beyond, by rule. */
async function understand(
  { askModel, askPrompt }: AskDependencies,
  { slug }: Person,
  question: string,
  context: AskedContext,
): Promise<ReadQuestion & { reading: Reading }> {
  const model = await askModel();
  if (model === undefined) return { ...readQuestion(question, context), reading: { by: 'pattern' } };
  const signal = AbortSignal.timeout(MODEL_TIMEOUT_MS);
  const chosen = await chooseQueries(question, context, {
    model,
    prompt: askPrompt,
    signal,
    personName: slug,
  }).catch(() => ({ queries: [], usage: { model: model.id } }));
  const { queries, usage } = chosen;
  if (queries.length === 0) {
    return { ...readQuestion(question, context), reading: { by: 'pattern', ...usage } };
  }
  return { queries, beyond: readBeyond(plainQuestion(question)), reading: { by: 'model', ...usage } };
}
