import { answerQueries } from '../../agents/ask/answer-queries.ts';
import type { AskedContext } from '../../agents/ask/asked-context.ts';
import { readBeyond } from '../../agents/ask/beyond.ts';
import { chooseQueries } from '../../agents/ask/choose-queries.ts';
import { plainQuestion } from '../../agents/ask/plain-question.ts';
import { type ReadQuestion, readQuestion } from '../../agents/ask/read-question.ts';
import type { AskWorld } from '../../agents/ask/world.ts';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { askedNumbers } from '../analysis/asked-numbers.ts';
import { namingOf } from '../analysis/frame.ts';
import type { Answer, Reading } from '../domain/ask/answer.ts';
import { suggestions } from '../domain/ask/suggestions.ts';
import type { Finding } from '../domain/finding.ts';
import { analyteFinder } from '../domain/knowledge.ts';
import { profileAsOf } from '../domain/profile.ts';
import { emergencyNumberFor } from '../domain/red-flags/emergency-number.ts';
import type { RaisedFlag } from '../domain/red-flags/raised-flag.ts';
import { redFlagFindings } from '../domain/red-flags/red-flag-findings.ts';
import { screen } from '../domain/red-flags/screen.ts';
import { timelineOf } from '../domain/timeline.ts';
import type { Model } from '../llm/model.ts';
import type { Prompt } from '../llm/prompts.ts';
import type { Clock } from '../shared/clock.ts';
import { addDays, type Day, dayInZone } from '../shared/day.ts';
import { InputError } from '../shared/errors.ts';
import { seriesOf } from './custom-metrics.ts';
import { type FindingsDependencies, findingsFor } from './findings-for.ts';
import { profileOf } from './profile-of.ts';
import { whereabouts } from './screen-record.ts';

export interface AskDependencies extends FindingsDependencies {
  readonly pages: Pick<PageStore, 'findLatest'>;
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
/** Ten years: what a person asks about lies within it, and a series is a block a year. */
const REACH_DAYS = 3660;

/** A question is health data: it is answered, and neither kept nor logged. */
export async function answerQuestion(
  dependencies: AskDependencies,
  person: Person,
  { question, asOf = dayInZone(dependencies.clock.now(), person.timezone) }: AskedQuestion,
): Promise<Answer> {
  checkLength(question);
  const { context, world } = await worldOf(dependencies, person, asOf);
  const medications = context.medications;
  const text = { day: asOf, source: 'question' as const, text: question };
  const { knowledge } = dependencies;
  const raised = screen({ texts: [text], readings: [], medications }, knowledge);
  const emergencyNumber = emergencyNumberFor(whereabouts(person, world.profile), knowledge);
  const inQuestion = redFlagFindings(raised, knowledge, { emergencyNumber });
  const { queries, beyond, reading } = await understand(dependencies, question, context);
  const understood = queries.length > 0 || beyond !== undefined;
  const told = understood ? answerQueries(queries, beyond, world) : { sentences: [], limits: [] };
  return {
    schema: 'rounds.answer/1',
    asOf,
    timezone: person.timezone,
    understood,
    // What was found in the records and must not wait is said whatever is asked.
    flags: [...inQuestion, ...world.report.findings].flatMap(toldFlag),
    ...told,
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

async function worldOf(
  dependencies: AskDependencies,
  person: Person,
  asOf: Day,
): Promise<{ context: AskedContext; world: AskWorld }> {
  const from = addDays(asOf, -REACH_DAYS);
  const [series, known, { report }, page, checkIns] = await Promise.all([
    seriesOf(dependencies, person, from, asOf),
    profileOf(dependencies, person, asOf),
    findingsFor(dependencies, person, asOf),
    dependencies.pages.findLatest(person, asOf),
    dependencies.checkIns.list(person, from, asOf),
  ]);
  const profile = profileAsOf(known, asOf);
  const numbers = askedNumbers(series);
  const naming = namingOf(series.values());
  const timeline = timelineOf(profile);
  const { labs } = dependencies.knowledge;
  const context: AskedContext = {
    asOf,
    available: numbers.metrics,
    customMetrics: naming.customMetrics ?? [],
    timeline,
    analytes: [
      ...labs.flatMap(({ name, synonyms }) => [name, ...synonyms]),
      ...profile.labs.map(({ analyte }) => analyte),
    ],
    medications: profile.medications.map(({ name }) => name),
  };
  const findAnalyte = analyteFinder(dependencies.knowledge);
  return {
    context,
    world: { asOf, numbers, report, profile, timeline, page, checkIns, findAnalyte, naming },
  };
}

/** By the model where there is one and its choice follows from the question; else, and always for what is beyond, by rule. */
async function understand(
  { askModel, askPrompt }: AskDependencies,
  question: string,
  context: AskedContext,
): Promise<ReadQuestion & { reading: Reading }> {
  const model = await askModel();
  if (model === undefined) return { ...readQuestion(question, context), reading: { by: 'pattern' } };
  const signal = AbortSignal.timeout(MODEL_TIMEOUT_MS);
  const chosen = await chooseQueries(question, context, { model, prompt: askPrompt, signal }).catch(() => ({
    queries: [],
    usage: { model: model.id },
  }));
  const { queries, usage } = chosen;
  if (queries.length === 0) {
    return { ...readQuestion(question, context), reading: { by: 'pattern', ...usage } };
  }
  return { queries, beyond: readBeyond(plainQuestion(question)), reading: { by: 'model', ...usage } };
}

function toldFlag(finding: Finding): RaisedFlag[] {
  if (finding.kind !== 'red-flag') return [];
  const { rule, urgency, to, summary, seen } = finding;
  return [{ rule, urgency, day: to as Day, message: summary, seen }];
}
