import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineJob } from '../../../src/queue/job.ts';
import { addJob, prepareJob } from '../../../src/queue/producer.ts';
import type { BullQueues } from '../../../src/queue/queues.ts';

const job = prepareJob(
  defineJob({
    name: 'tidy-up',
    queue: 'sources',
    payload: z.object({}),
    retry: { attempts: 1, backoffMs: 1, maxAgeMs: 1 },
    timeoutMs: 1,
    idempotencyKey: () => 'all',
  }),
  {},
);

/** A queue whose finished job cannot be removed; what is found of it at the first look, and at the next ones. */
function queuesWhere(first: object | undefined, next: object | undefined) {
  const added: string[] = [];
  let looks = 0;
  const remove = () => Promise.reject(new Error('could not be removed because it is locked'));
  const queue = {
    getJob: async () => {
      looks += 1;
      const found = looks === 1 ? first : next;
      return found && { ...found, remove };
    },
    add: async (name: string) => added.push(name),
  };
  return { queues: { get: () => queue } as unknown as BullQueues, added };
}

describe('addJob with replaceFinished', () => {
  it.each([
    ['dropped for its age', undefined],
    ['begun anew by somebody else', {}],
  ])('goes on when the finished job was %s in between', async (_how, next) => {
    const { queues, added } = queuesWhere({ finishedOn: 1 }, next);
    await expect(addJob(queues, job, { replaceFinished: true })).resolves.toBe(job.id);
    expect(added).toEqual(['tidy-up']);
  });

  it('does not pass over one that is there and cannot be removed', async () => {
    const { queues, added } = queuesWhere({ finishedOn: 1 }, { finishedOn: 1 });
    await expect(addJob(queues, job, { replaceFinished: true })).rejects.toThrow('locked');
    expect(added).toEqual([]);
  });
});
