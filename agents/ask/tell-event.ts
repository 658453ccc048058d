import type { QueryOf } from '../../src/domain/ask/query.ts';
import { FEWEST_DAYS_AFTER_EVENT, OLDEST_EVENT_DAYS } from '../../src/domain/event-window.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { TimelineEvent } from '../../src/domain/timeline.ts';
import { addDays, daysBetween } from '../../src/shared/day.ts';
import { capital, day, listed, nameOf } from '../narrate/words.ts';
import { findEvents } from './find-events.ts';
import { NO_CAUSE } from './limits.ts';
import { MOST_FINDINGS, moreThan, told, tooLittle } from './tell-findings.ts';
import { tellLevel } from './tell-numbers.ts';
import { type AskWorld, metricIn, plainSentence, type Told } from './world.ts';

/** The windows before and after an event that the analysis compares, and how many values it wants in them. */
const BEFORE = { days: 60, values: 21 } as const;
const AFTER = { days: 28, values: 8 } as const;

export function tellEvent({ event, metrics }: QueryOf<'event'>, world: AskWorld): Told {
  const events = event === null ? world.timeline.toReversed() : findEvents(event, world.timeline);
  const [newest] = events;
  if (newest === undefined) {
    return { sentences: [plainSentence('The profile has no event of this name.')], limits: [] };
  }
  const changes = world.report.findings.filter(
    (finding) =>
      isChangeAfter(finding, newest) &&
      (metrics.length === 0 || finding.metrics.some((metric) => metrics.includes(metric))),
  );
  const head = plainSentence(`${capital(newest.label)}: ${day(newest.day, world.asOf)}.`);
  if (changes.length > 0) {
    return {
      sentences: [head, ...changes.slice(0, MOST_FINDINGS).map(told)],
      limits: [...tooLittle(world), ...moreThan(changes), NO_CAUSE],
    };
  }
  const since = { kind: 'days' as const, from: newest.day, to: world.asOf };
  const levels = metrics.slice(0, 2).map((metric) => tellLevel({ metric, period: since }, world));
  return {
    sentences: [
      head,
      ...compared(newest, metrics, world).map((text) => plainSentence(text)),
      ...levels.flatMap(({ sentences }) => sentences),
    ],
    limits: [
      ...tooLittle(world),
      'What is small does not show in such a comparison.',
      ...levels.flatMap(({ limits }) => limits),
      NO_CAUSE,
    ],
  };
}

/** What was tested on the event, and what began within two weeks of it. */
function isChangeAfter(finding: Finding, { id }: TimelineEvent): boolean {
  if (finding.kind === 'event-effect') return finding.event.id === id;
  return (
    (finding.kind === 'shift' || finding.kind === 'drift') && finding.events.some((event) => event.id === id)
  );
}

/** That there was no difference is said of what was compared, and of nothing else. */
function compared(event: TimelineEvent, metrics: readonly string[], world: AskWorld): string[] {
  const age = daysBetween(event.day, world.asOf);
  if (age < FEWEST_DAYS_AFTER_EVENT)
    return ['It was not compared: it takes two weeks after an event before it can be.'];
  if (age > OLDEST_EVENT_DAYS) return ['It was not compared: only what happened in the last four months is.'];
  const isCompared = (metric: string) => world.report.coverage.sufficient && isKnown(metric, event, world);
  const asked = metrics.length > 0 ? metrics : [...world.numbers.metrics];
  if (!asked.some(isCompared))
    return ['It was not compared: there are too few values before it or after it.'];
  const thin = metrics.filter((metric) => !isCompared(metric)).map((slug) => nameOf(metricIn(world, slug)));
  return [
    'The analysis found no difference between the days before it and the days after it.',
    ...(thin.length === 0
      ? []
      : [`Not compared, for want of values before it or after it: ${listed(thin)}.`]),
  ];
}

function isKnown(metric: string, { day: on }: TimelineEvent, { numbers }: AskWorld): boolean {
  const before = numbers.figures(metric, { from: addDays(on, -BEFORE.days), to: addDays(on, -1) });
  const after = numbers.figures(metric, { from: on, to: addDays(on, AFTER.days - 1) });
  return before.observed.length >= BEFORE.values && after.observed.length >= AFTER.values;
}
