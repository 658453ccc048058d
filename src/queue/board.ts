import type { BaseAdapter } from '@bull-board/api/baseAdapter';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { Queue } from 'bullmq';
import { queueNames } from './job.ts';
import type { BullQueues } from './queues.ts';

export type BoardQueues = BaseAdapter[];

/** Every queue as the board wants it. Jobs are made by the program alone, so none can be added there. */
export function boardQueues(queues: BullQueues): BoardQueues {
  return queueNames.map(
    (name) => new BullMQAdapter(queues.get(name) as unknown as Queue, { allowRetries: true }),
  );
}
