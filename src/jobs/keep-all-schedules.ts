import type { JobQueue } from '../queue/runtime.ts';
import type { SchedulingDependencies } from './keep-schedules.ts';
import { scheduleWebhooks, type WebhookSettings } from './keep-webhooks.ts';
import { scheduleNightlyRounds } from './start-nightly-round.ts';
import { scheduleWeeklyDigests } from './start-weekly-digest.ts';

interface AllSchedules extends SchedulingDependencies {
  readonly queue: JobQueue;
  readonly webhooks: WebhookSettings | undefined;
}

/** Everything the clock starts. `except` are people for whom it starts nothing. */
export async function keepAllSchedules(dependencies: AllSchedules, except: readonly string[]): Promise<void> {
  await scheduleNightlyRounds(dependencies, except);
  await scheduleWeeklyDigests(dependencies, except);
  await scheduleWebhooks(dependencies.queue, dependencies.webhooks);
}
