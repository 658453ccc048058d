import type { JobQueue } from '../queue/runtime.ts';
import { applyRetention } from './apply-retention.ts';
import { resumeRounds } from './resume-rounds.ts';

/** What keeps the house in order. Enqueued at once as well: a start is when something may have been left lying. */
export async function scheduleMaintenance(queue: Pick<JobQueue, 'schedule' | 'enqueue'>): Promise<void> {
  const utc = (pattern: string) => ({ pattern, timeZone: 'UTC' });
  await queue.schedule('resume-rounds', resumeRounds, {}, utc('*/10 * * * *'));
  await queue.schedule('apply-retention', applyRetention, {}, utc('40 3 * * *'));
  await queue.enqueue(resumeRounds, {}, { replaceFinished: true });
}
