import type { JobType } from 'bullmq';
import { isRecord } from '../shared/json.ts';
import type { BullQueue } from './bull.ts';
import { queueNames } from './job.ts';
import { readJobData } from './job-data.ts';
import type { BullJob } from './job-entry.ts';
import type { BullQueues } from './queues.ts';

export interface FoundJobs {
  readonly jobs: number;
  /** Of these: a worker is at them, so they cannot be taken away. */
  readonly active: number;
  readonly schedules: number;
}

/** What waits for other jobs comes last: then nothing is left that it could be called for. */
const REMOVABLE: readonly JobType[] = [
  'waiting',
  'prioritized',
  'delayed',
  'completed',
  'failed',
  'waiting-children',
];
const PAGE = 100;

/** Every job and schedule whose payload has one of these names as a value. */
export async function findJobsAbout(queues: BullQueues, names: ReadonlySet<string>): Promise<FoundJobs> {
  return visit(queues, names, { job: async () => false, schedule: async () => undefined });
}

/** The same, and takes away those that no worker is at. Tells of what was there. */
export async function removeJobsAbout(queues: BullQueues, names: ReadonlySet<string>): Promise<FoundJobs> {
  return visit(queues, names, {
    // Somebody may have taken it up in the meantime: then it ends by itself.
    job: (job) =>
      job.remove({ removeChildren: false }).then(
        () => true,
        () => false,
      ),
    schedule: async (queue, key) => {
      await queue.removeJobScheduler(key);
    },
  });
}

interface Visitor {
  /** Whether it is gone now. */
  job(job: BullJob): Promise<boolean>;
  schedule(queue: BullQueue, key: string): Promise<void>;
}

async function visit(queues: BullQueues, names: ReadonlySet<string>, visitor: Visitor): Promise<FoundJobs> {
  const found = { jobs: 0, active: 0, schedules: 0 };
  for (const name of queueNames) {
    const queue = queues.get(name);
    found.schedules += await visitSchedules(queue, names, visitor);
    found.active += (await queue.getActive()).filter(({ data }) => isAbout(data, names)).length;
    for (const state of REMOVABLE) found.jobs += await visitJobs(queue, state, names, visitor);
  }
  return { ...found, jobs: found.jobs + found.active };
}

async function visitSchedules(
  queue: BullQueue,
  names: ReadonlySet<string>,
  visitor: Visitor,
): Promise<number> {
  const schedulers = await queue.getJobSchedulers(0, -1, true);
  const own = schedulers.filter(({ template }) => isAbout(template?.data, names));
  for (const { key } of own) await visitor.schedule(queue, key);
  return own.length;
}

async function visitJobs(
  queue: BullQueue,
  state: JobType,
  names: ReadonlySet<string>,
  visitor: Visitor,
): Promise<number> {
  let [found, passed] = [0, 0];
  for (;;) {
    const page = await queue.getJobs([state], passed, passed + PAGE - 1, true);
    for (const job of page) {
      // One that ended between the list and its look-up is listed and not there.
      const isOwn = job !== undefined && isAbout(job.data, names);
      if (isOwn) found += 1;
      if (!(isOwn && (await visitor.job(job)))) passed += 1;
    }
    if (page.length < PAGE) return found;
  }
}

function isAbout(data: unknown, names: ReadonlySet<string>): boolean {
  const { payload } = readJobData(data);
  return (
    isRecord(payload) && Object.values(payload).some((value) => typeof value === 'string' && names.has(value))
  );
}
