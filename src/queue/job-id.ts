import { createHash } from 'node:crypto';
import { ConfigError, NotFoundError } from '../shared/errors.ts';
import { type QueueName, queueNames } from './job.ts';

/**
 * `queue.name.hash` for a job, `queue.name.<schedule id>` for a schedule; BullMQ makes `repeat:<schedule>:<time>`
 * of the latter, one id per slot. Queue and name stand in the id so that an event, which carries nothing else,
 * tells which job it speaks of. The key is hashed: it may hold any character, and BullMQ refuses some.
 */
const NAME = /^[a-z][a-z0-9-]*$/;
const RUN = /^repeat:(.+):\d+$/;

interface Named {
  readonly name: string;
  readonly queue: QueueName;
}

export function jobIdOf(job: Named, idempotencyKey: string): string {
  return `${prefixOf(job)}${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32)}`;
}

export function schedulerKeyOf(job: Named, scheduleId: string): string {
  return `${prefixOf(job)}${encodeURIComponent(scheduleId)}`;
}

export function scheduleIdOf(schedulerKey: string): string {
  return decodeURIComponent(schedulerKey.split('.').slice(2).join('.'));
}

export function describeJobId(id: string): Named {
  const [queue, name] = (RUN.exec(id)?.[1] ?? id).split('.');
  const known = queueNames.find((candidate) => candidate === queue);
  if (known === undefined || name === undefined) throw new NotFoundError('There is no job with this id.');
  return { queue: known, name };
}

function prefixOf({ queue, name }: Named): string {
  if (!NAME.test(name)) throw new ConfigError(`A job name is written like "sync-person"; "${name}" is not.`);
  return `${queue}.${name}.`;
}
