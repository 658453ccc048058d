import type { JobQueue } from '../queue/runtime.ts';
import { keepSchedules, type SchedulingDependencies } from './keep-schedules.ts';
import { scheduleWebhooks, type WebhookSettings } from './keep-webhooks.ts';
import { scheduleKeyRotation } from './rotate-keys.ts';
import { scheduleMaintenance } from './schedule-maintenance.ts';
import { eveningSchedule, morningSchedule } from './start-appointment-round.ts';
import { nightlySchedule } from './start-nightly-round.ts';
import { weeklySchedule } from './start-weekly-digest.ts';

interface AllSchedules extends SchedulingDependencies {
  readonly queue: JobQueue;
  readonly webhooks: WebhookSettings | undefined;
}

/** Everything the clock starts. `except` are people for whom it starts nothing. */
export async function keepAllSchedules(dependencies: AllSchedules, except: readonly string[]): Promise<void> {
  await keepSchedules(
    dependencies,
    [nightlySchedule, eveningSchedule, morningSchedule, weeklySchedule],
    except,
  );
  await scheduleWebhooks(dependencies.queue, dependencies.webhooks);
  await scheduleKeyRotation(dependencies.queue);
  await scheduleMaintenance(dependencies.queue);
}
