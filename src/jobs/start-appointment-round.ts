import { z } from 'zod';
import type { PersonStore } from '../../db/stores/person-store.ts';
import type { ProfileStore } from '../../db/stores/profile-store.ts';
import type { RoundStore } from '../../db/stores/round-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import { addDays, dayInZone } from '../shared/day.ts';
import type { PersonSchedule } from './keep-schedules.ts';
import { newestSlotDay, slotOf } from './slots.ts';
import { startRound } from './start-round.ts';

/** In the evening, so that there is time to read the page and to print it. */
const EVENING = '18:00';

/**
 * Asks every evening whether there is an appointment tomorrow, rather than being set for each: appointments are moved,
 * and so are people. Whoever missed the evening gets it in the morning; each appointment has one such page.
 */
export const startAppointmentRound = defineJob({
  name: 'start-appointment-round',
  queue: 'sources',
  payload: z.object({ personId: z.uuid() }),
  retry: { attempts: 5, backoffMs: 10_000, maxAgeMs: 60 * 60_000 },
  timeoutMs: 30_000,
  idempotencyKey: ({ personId }) => personId,
});

export interface AppointmentDependencies {
  readonly people: PersonStore;
  readonly profiles: ProfileStore;
  readonly rounds: RoundStore;
  readonly queue: Pick<JobQueue, 'enqueueFlow'>;
  readonly clock: Clock;
}

export function startAppointmentRoundHandler(dependencies: AppointmentDependencies) {
  return handle(startAppointmentRound, async ({ personId }) => {
    const person = await dependencies.people.getById(personId);
    const now = dependencies.clock.now();
    const tomorrow = addDays(newestSlotDay(now, person.timezone, EVENING), 1);
    const { appointments } = await dependencies.profiles.get(person);
    if (!appointments.some(({ day }) => day === tomorrow)) return;
    const asOf = dayInZone(now, person.timezone);
    await startRound(dependencies, person, slotOf('appointment', tomorrow), asOf);
  });
}

export const eveningSchedule: PersonSchedule = {
  prefix: 'evening-',
  job: startAppointmentRound,
  pattern: '0 18 * * *',
};

/** Once more on the day itself: an appointment may be entered late in the evening. Where there is a page, nothing is made. */
export const morningSchedule: PersonSchedule = {
  prefix: 'morning-',
  job: startAppointmentRound,
  pattern: '0 6 * * *',
};
