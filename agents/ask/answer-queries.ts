import type { Beyond, Sentence } from '../../src/domain/ask/answer.ts';
import { spanOf } from '../../src/domain/ask/period.ts';
import type { Query, QueryOf } from '../../src/domain/ask/query.ts';
import { eventDayIn } from './find-events.ts';
import { beyondWords, NO_DIAGNOSIS } from './limits.ts';
import { tellEvent } from './tell-event.ts';
import { tellFindings, tellPage, tellTrend } from './tell-findings.ts';
import { tellCompare, tellCount, tellExtreme, tellLevel } from './tell-numbers.ts';
import { tellAppointment, tellCheckIns, tellCoverage, tellLabs, tellMedications } from './tell-records.ts';
import { topicMetrics } from './topics.ts';
import { type AskWorld, noSuchDays, plainSentence, type Told } from './world.ts';

/** The same queries over the same records are always the same words: no model has a part in them. */
export function answerQueries(queries: readonly Query[], beyond: Beyond | undefined, world: AskWorld): Told {
  const told = queries.map((query) => tell(query, world));
  const sentences = told.flatMap((part) => part.sentences);
  const head: readonly Sentence[] = beyond === undefined ? [] : [plainSentence(beyondWords[beyond])];
  return {
    sentences: [...head, ...sentences],
    limits: [...new Set([...told.flatMap(({ limits }) => limits), NO_DIAGNOSIS])],
  };
}

function tell(query: Query, world: AskWorld): Told {
  switch (query.kind) {
    case 'summary':
      return tellSummary(query, world);
    case 'level':
      return tellLevel(query, world);
    case 'compare':
      return tellCompare(query, world);
    case 'extreme':
      return tellExtreme(query, world);
    case 'count':
      return tellCount(query, world);
    case 'trend':
      return tellTrend(query, world);
    case 'findings':
      return tellFindings(query, world);
    case 'event':
      return tellEvent(query, world);
    case 'labs':
      return tellLabs(query, world);
    case 'medications':
      return tellMedications(world);
    case 'appointment':
      return tellAppointment(world);
    case 'check-ins':
      return tellCheckIns(query, world);
    case 'page':
      return tellPage(world);
    case 'coverage':
      return tellCoverage(query, world);
  }
}

/** Of each main metric that the person has at all, how it was. */
function tellSummary({ topic, period }: QueryOf<'summary'>, world: AskWorld): Told {
  if (spanOf(period, world.asOf, eventDayIn(world.timeline)) === undefined) return noSuchDays(period);
  const known = topicMetrics[topic].filter((metric) => world.numbers.metrics.has(metric));
  if (known.length === 0)
    return { sentences: [plainSentence('There are no values to answer this with.')], limits: [] };
  const told = known.map((metric) => tellLevel({ metric, period }, world));
  return {
    sentences: told.flatMap(({ sentences }) => sentences),
    limits: told.flatMap(({ limits }) => limits),
  };
}
