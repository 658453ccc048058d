import { Hono } from 'hono';
import { type QueueName, queueNames } from '../../queue/job.ts';
import type { JobDesk } from '../../queue/job-desk.ts';
import { type JobStateName, jobStates } from '../../queue/job-entry.ts';
import { InputError } from '../../shared/errors.ts';

export interface JobsApiDependencies {
  readonly queue: () => Promise<JobDesk>;
}

const DEFAULT_LIMIT = 50;

export function jobsApiRoute({ queue }: JobsApiDependencies): Hono {
  return new Hono()
    .get('/', async (context) => context.json(await (await queue()).overview()))
    .get('/list', async (context) => {
      const { state, queue: name, limit } = context.req.query();
      const options = {
        state: oneOf<JobStateName>('state', state, jobStates),
        queue: oneOf<QueueName>('queue', name, queueNames),
        limit: limitOf(limit),
      };
      return context.json({ jobs: await (await queue()).list(options) });
    })
    .get('/dead', async (context) => {
      const limit = limitOf(context.req.query('limit'));
      return context.json({ jobs: await (await queue()).listDead({ limit }) });
    })
    .post('/dead/retry', async (context) => context.json({ retried: await (await queue()).retryAllDead() }))
    .get('/:id', async (context) => context.json(await (await queue()).getDead(context.req.param('id'))))
    .post('/:id/retry', async (context) => {
      await (await queue()).retryDead(context.req.param('id'));
      return context.json({ retried: 1 });
    })
    .delete('/:id', async (context) => {
      await (await queue()).removeDead(context.req.param('id'));
      return context.json({ removed: 1 });
    });
}

function oneOf<Value extends string>(
  name: string,
  text: string | undefined,
  known: readonly Value[],
): Value | undefined {
  const found = known.find((value) => value === text);
  if (found !== undefined || text === undefined) return found;
  throw new InputError(`${name} is one of ${known.join(', ')}.`);
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  if (/^[1-9]\d{0,2}$/.test(text)) return Math.min(Number(text), 500);
  throw new InputError('limit is a number from 1 to 500.');
}
