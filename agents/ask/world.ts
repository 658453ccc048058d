import type { Sentence } from '../../src/domain/ask/answer.ts';
import type { AskedNumbers } from '../../src/domain/ask/numbers.ts';
import { type Span, spanOf } from '../../src/domain/ask/period.ts';
import type { Period } from '../../src/domain/ask/query.ts';
import type { CheckIn } from '../../src/domain/check-in.ts';
import type { FindingsReport } from '../../src/domain/finding.ts';
import type { FindAnalyte } from '../../src/domain/knowledge.ts';
import { getMetric, type Metric, type Naming } from '../../src/domain/metric.ts';
import type { Page } from '../../src/domain/page.ts';
import type { Profile } from '../../src/domain/profile.ts';
import type { TimelineEvent } from '../../src/domain/timeline.ts';
import { addDays, type Day } from '../../src/shared/day.ts';
import { day } from '../narrate/words.ts';
import { eventDayIn } from './find-events.ts';

/** All that an answer may be made of, as of one day. */
export interface AskWorld {
  readonly asOf: Day;
  readonly numbers: AskedNumbers;
  readonly report: FindingsReport;
  readonly profile: Profile;
  readonly timeline: readonly TimelineEvent[];
  readonly page: Page | undefined;
  readonly checkIns: readonly CheckIn[];
  readonly findAnalyte: FindAnalyte;
  readonly naming: Naming;
}

/** What is told to one query. */
export interface Told {
  readonly sentences: readonly Sentence[];
  readonly limits: readonly string[];
}

export interface AskedSpan extends Span {
  /** Undefined where the period holds no day that has begun. */
  readonly limit?: string | undefined;
}

/** What adds up until the evening: of the day on which it is asked there is only a part. */
const addsUp = new Set(['activity', 'stress', 'nap', 'day-heart-rate']);

/** The days of a period for one metric; undefined where there are none. */
export function daysAsked(
  period: Period,
  metric: Metric | undefined,
  world: AskWorld,
): AskedSpan | undefined {
  const span = spanOf(period, world.asOf, eventDayIn(world.timeline));
  if (span === undefined || span.to < world.asOf) return span;
  if (metric === undefined || !metric.families.some((family) => addsUp.has(family))) return span;
  const told = `${day(world.asOf, world.asOf)} is not over`;
  if (span.from === world.asOf) return { ...span, limit: `${told}: this is what there is of it so far.` };
  return {
    from: span.from,
    to: addDays(world.asOf, -1),
    limit: `${told} and is left out of ${metric.label}.`,
  };
}

export function metricIn(world: AskWorld, slug: string): Metric {
  return getMetric(slug, world.naming);
}

export function plainSentence(text: string, findings: readonly string[] = []): Sentence {
  return { text, metrics: [], findings };
}

/** "from 16 to 20 March", "on 20 March", "in the night to 20 March". */
export function spanWords({ from, to }: Span, asOf: Day, noun: 'night' | 'day' | 'morning'): string {
  if (from === to) return noun === 'night' ? `in the night to ${day(to, asOf)}` : `on ${day(to, asOf)}`;
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  return `from ${sameMonth ? Number(from.slice(8)) : day(from, asOf)} to ${day(to, asOf)}`;
}

export function noSuchDays(period: Period): Told {
  const text =
    period.kind === 'since-event'
      ? 'The profile has no event of this name, so there are no days since it.'
      : 'None of the days asked about has begun.';
  return { sentences: [plainSentence(text)], limits: [] };
}
