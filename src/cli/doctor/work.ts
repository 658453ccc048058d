import { startNightlyRound } from '../../jobs/start-nightly-round.ts';
import { DEMO_SLUG } from '../options.ts';
import { durationText, peopleText } from '../quantities.ts';
import { type Check, checksOf } from './check.ts';
import type { Facts, QueueFacts } from './facts.ts';

const { ok, warning, problem } = checksOf('Queue and rounds');

const titles = {
  embedded: 'Embedded queue',
  redis: 'Redis',
  'redis-sentinel': 'Redis Sentinel',
  'redis-cluster': 'Redis Cluster',
  postgres: 'PostgreSQL queue',
} as const;
/** A schedule is taken up within seconds where a worker runs. */
const LATE_MS = 10 * 60_000;

export function checkWork(facts: Facts): Check[] {
  return [...checkQueue(facts), ...checkRounds(facts)];
}

function checkQueue(facts: Facts): Check[] {
  const { queue, queueKind } = facts;
  const name = titles[queueKind];
  if (queue.state === 'absent') return [ok(name, 'not there yet; made by the first round')];
  if (queue.state === 'held') {
    return [ok(name, 'held by a running server, which alone can look into it: see its page /jobs')];
  }
  if (queue.state === 'failed') {
    const todo = queueKind === 'embedded' ? 'Stop what holds it, or see its page.' : 'Check QUEUE_URL.';
    return [problem(name, queue.reason, todo)];
  }
  const { warnings, dead } = queue.seen;
  const settings = warnings.map((line) => warning(name, line, 'Jobs can be lost until it is set.'));
  const failed =
    dead === 0 ? [] : [warning('Failed jobs', `${dead} gave up for good`, 'Look at them: rounds jobs dead')];
  return [
    ...(settings.length > 0 ? settings : [ok(name, 'answers')]),
    ...failed,
    ...checkSchedules(facts, queue.seen),
  ];
}

function checkSchedules({ at, database }: Facts, { schedules }: QueueFacts): Check[] {
  const slugs = database.state === 'seen' ? (database.seen.content?.slugs ?? []) : [];
  const people = slugs.filter((slug) => slug !== DEMO_SLUG).length;
  const nightly = schedules.filter(({ name }) => name === startNightlyRound.name);
  const lag = Math.max(0, ...nightly.map(({ nextAt }) => at.getTime() - (nextAt?.getTime() ?? at.getTime())));
  const found = `${nightly.length} of ${peopleText(people)} have a nightly round`;
  if (nightly.length < people) {
    return [warning('Schedules', found, 'Let "rounds serve" run: it gives everybody one.')];
  }
  if (lag > LATE_MS) {
    const late = `${found}, the oldest is due since ${durationText(lag)}`;
    return [
      warning('Schedules', late, 'Is "rounds serve" or "rounds worker" running? It goes on by itself then.'),
    ];
  }
  return [ok('Schedules', people === 0 ? 'nobody to have one yet' : `${found}, none is late`)];
}

function checkRounds({ database }: Facts): Check[] {
  const content = database.state === 'seen' ? database.seen.content : undefined;
  if (content === undefined) return [];
  if (content.stuckRounds === 0) return [ok('Rounds', 'none is stuck')];
  const rounds = content.stuckRounds === 1 ? '1 round has' : `${content.stuckRounds} rounds have`;
  return [
    warning(
      'Rounds',
      `${rounds} been running for more than six hours`,
      'Is a worker running? If so, look at what failed: rounds jobs dead',
    ),
  ];
}
