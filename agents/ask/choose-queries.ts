import { z } from 'zod';
import type { Reading } from '../../src/domain/ask/answer.ts';
import { type Span, spanOf } from '../../src/domain/ask/period.ts';
import { type Period, type Query, querySchema } from '../../src/domain/ask/query.ts';
import { findMetric, metricSlugs } from '../../src/domain/metric.ts';
import type { Model } from '../../src/llm/model.ts';
import type { Prompt } from '../../src/llm/prompts.ts';
import { addDays, spellDay } from '../../src/shared/day.ts';
import { withoutContacts } from '../without-contacts.ts';
import type { AskedContext } from './asked-context.ts';
import { ceilingPurse } from './ceiling-purse.ts';
import { eventDayIn } from './find-events.ts';
import { plainName, plainQuestion } from './plain-question.ts';
import { readPeriods } from './read-periods.ts';
import { MOST_QUERIES } from './read-question.ts';
import { amountsIn, readThreshold, thresholdFor } from './read-threshold.ts';
import { isAskable, spokenMetrics, spokenNames, unitOf } from './spoken-metrics.ts';

export const chosenSchema = z.strictObject({ queries: z.array(querySchema).max(MOST_QUERIES) });

export interface ChooseOptions {
  readonly model: Model;
  readonly prompt: Prompt;
  readonly signal: AbortSignal;
  /** By which the person is kept here: it goes to no model. */
  readonly personName: string;
}

export interface Chosen {
  /** None where the model found nothing that fits, or what it found does not follow from the question. */
  readonly queries: readonly Query[];
  readonly usage: Omit<Reading, 'by'>;
}

const MAX_OUTPUT_TOKENS = 1000;
/** Of one question, all tries together: the metrics and instructions are some 3,000, an answer asked for twice as much again. */
const MOST_TOKENS = 20_000;

/** A model may choose among the queries and nothing else: it sees no value and writes no word of the answer. */
export async function chooseQueries(
  question: string,
  context: AskedContext,
  { model, prompt, signal, personName }: ChooseOptions,
): Promise<Chosen> {
  const answer = await model.generate({
    system: prompt.fill({ title: 'reader of questions', maxPoints: String(MOST_QUERIES) }),
    input: inputOf(question, context, personName),
    schema: chosenSchema,
    schemaName: 'queries',
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    signal,
    purse: ceilingPurse(MOST_TOKENS),
  });
  const { value, inputTokens, outputTokens, cost } = answer;
  const usage = {
    model: answer.model ?? model.id,
    inputTokens,
    outputTokens,
    ...(cost !== undefined && { cost }),
  };
  const follows = followingFrom(question, context);
  return { queries: value.queries.every(follows) ? value.queries : [], usage };
}

/** Neither profile nor values: names of metrics, and the question, as JSON that it cannot step out of. */
function inputOf(question: string, { asOf, customMetrics }: AskedContext, personName: string): string {
  const slugs = [...metricSlugs, ...customMetrics.map(({ slug }) => slug)];
  const metrics = slugs.flatMap((slug) => {
    const metric = findMetric(slug, { customMetrics });
    return metric === undefined ? [] : [{ slug, name: metric.label, unit: metric.unit }];
  });
  return JSON.stringify({
    ...withoutContacts({ question, metrics }, personName),
    today: spellDay(asOf, { weekday: true, year: true }),
    date: asOf,
  });
}

/**
 * Whether a query is one about this question: only metrics that there are, and where the question plainly names metrics,
 * periods, a number or an event, those.
 */
function followingFrom(question: string, context: AskedContext): (query: Query) => boolean {
  const text = plainQuestion(question);
  const heard = spokenMetrics(text, spokenNames(context.customMetrics), context.available);
  const { periods } = readPeriods(heard.rest, context.asOf);
  const span = (period: Period) => spanOf(period, context.asOf, eventDayIn(context.timeline));
  const spans = periods.map(span);
  const isHeard = (metric: string) => heard.metrics.length === 0 || heard.metrics.includes(metric);
  const quotes = (words: string | null) => words === null || text.includes(plainName(words));
  const isSound = (period: Period) =>
    (period.kind !== 'since-event' || quotes(period.event)) &&
    (period.kind !== 'days' || period.from <= period.to);
  const isNamed = (period: Period) =>
    isSound(period) && (spans.length === 0 || spans.some((known) => isSame(known, span(period))));
  // "Worse than before?" names one period and means the days right before it as the other.
  const isOther = (against: Period | null, period: Period) => {
    if (against === null) return true;
    const [other, first] = [span(against), span(period)];
    if (isSame(other, first)) return false;
    const isBefore = spans.length === 1 && isRightBefore(other, first);
    return isNamed(against) || (isBefore && isSound(against));
  };
  return (query) =>
    metricsOf(query).every((metric) => isAskable(metric, context.customMetrics) && isHeard(metric)) &&
    (!('period' in query) || isNamed(query.period)) &&
    (query.kind !== 'compare' || isOther(query.against, query.period)) &&
    (query.kind !== 'event' || quotes(query.event)) &&
    (query.kind !== 'labs' || quotes(query.analyte)) &&
    (query.kind !== 'count' || isBarOf(query, heard.rest, context));
}

function metricsOf(query: Query): readonly string[] {
  if ('metrics' in query) return query.metrics;
  return 'metric' in query ? [query.metric] : [];
}

function isSame(left: Span | undefined, right: Span | undefined): boolean {
  return left?.from === right?.from && left?.to === right?.to;
}

function isRightBefore(other: Span | undefined, span: Span | undefined): boolean {
  return other !== undefined && span !== undefined && addDays(other.to, 1) === span.from;
}

/** The number is the question's own, and lies on the side that it says. */
function isBarOf(
  { metric, threshold, comparator }: Extract<Query, { kind: 'count' }>,
  text: string,
  { customMetrics }: AskedContext,
): boolean {
  const unit = unitOf(metric, customMetrics);
  const told = readThreshold(text);
  return (
    amountsIn(text).some((amount) => thresholdFor(metric, unit, amount) === threshold) &&
    (told === undefined || told.comparator[0] === comparator[0])
  );
}
