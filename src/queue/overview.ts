import type { BullQueue } from './bull.ts';
import { countQueue, type QueueCounts } from './inspection.ts';
import { type QueueName, queueNames } from './job.ts';
import { dueTimeOf, iso, lineTimeOf } from './job-entry.ts';
import type { BullQueues } from './queues.ts';

/** How a queue stands. Times are ISO text, as they go over HTTP. */
export interface QueueFacts extends QueueCounts {
  readonly queue: QueueName;
  /** Since when the job that has waited longest is in the line. */
  readonly waitingSince?: string;
  /** When the first of the delayed jobs is to run; in the past when no worker has picked it up. */
  readonly dueAt?: string;
}

export interface ScheduleFacts {
  readonly count: number;
  /** The earliest run there is to come; in the past when nobody made it come. */
  readonly nextAt?: string;
}

export interface QueueOverview {
  readonly queues: readonly QueueFacts[];
  readonly schedules: ScheduleFacts;
}

/** A handful of priorities is in use; each has a line of its own. */
const MOST_PRIORITIES = 16;

export async function overviewOf(queues: BullQueues): Promise<QueueOverview> {
  const [facts, schedules] = await Promise.all([
    Promise.all(queueNames.map((name) => factsOf(queues, name))),
    schedulesOf(queues),
  ]);
  return { queues: facts, schedules };
}

/** How long something has been waiting that could have run, in milliseconds. */
export function oldestAgeMs({ waitingSince, dueAt }: QueueFacts, now: Date): number {
  return Math.max(lateness(waitingSince, now), lateness(dueAt, now));
}

export function scheduleLagMs({ nextAt }: ScheduleFacts, now: Date): number {
  return lateness(nextAt, now);
}

function lateness(time: string | undefined, now: Date): number {
  return time === undefined ? 0 : Math.max(0, now.getTime() - Date.parse(time));
}

async function factsOf(queues: BullQueues, name: QueueName): Promise<QueueFacts> {
  const queue = queues.get(name);
  const { counts, inLine } = await countQueue(queues, name);
  const [first] = counts.delayed > 0 ? await queue.getDelayed(0, 0) : [];
  const heads = [
    ...(inLine > 0 ? await queue.getJobs(['waiting'], inLine - 1, inLine - 1, false) : []),
    ...(counts.waiting > inLine ? await headsByPriority(queue) : []),
  ];
  return {
    queue: name,
    ...counts,
    ...(heads.length > 0 && { waitingSince: iso(Math.min(...heads.map(lineTimeOf))) }),
    ...(first && { dueAt: iso(dueTimeOf(first)) }),
  };
}

/** The oldest job of each priority: found by counting how many stand before it, so that no line is read through. */
async function headsByPriority(queue: BullQueue) {
  const heads = [];
  let before = 0;
  while (heads.length < MOST_PRIORITIES) {
    const [head] = await queue.getPrioritized(before, before);
    if (head === undefined) break;
    heads.push(head);
    const counts = await queue.getCountsPerPriority([head.priority]);
    before += Math.max(1, counts[head.priority] ?? 1);
  }
  return heads;
}

/** Keys and times alone, and only the first of them. */
async function schedulesOf(queues: BullQueues): Promise<ScheduleFacts> {
  const found = await Promise.all(
    queueNames.map(async (name) => {
      const queue = queues.get(name);
      const [count, [, next]] = await Promise.all([
        queue.getJobSchedulersCount(),
        queue.getBackend().getJobSchedulersRange(0, 0, true),
      ]);
      return { count, next: next === undefined ? undefined : Number(next) };
    }),
  );
  const times = found.flatMap(({ next }) => (next === undefined ? [] : [next]));
  return {
    count: found.reduce((sum, { count }) => sum + count, 0),
    ...(times.length > 0 && { nextAt: iso(Math.min(...times)) }),
  };
}
