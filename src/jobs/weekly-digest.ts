import { z } from 'zod';
import type { ContactStore } from '../../db/stores/contact-store.ts';
import type { PersonStore } from '../../db/stores/person-store.ts';
import { preferencesOf } from '../domain/contact.ts';
import { daySchema } from '../domain/profile.ts';
import { parseWeekEnding } from '../domain/week.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { type MakeDigestDependencies, makeDigest } from './make-digest.ts';
import { enqueueNotice } from './notify-person.ts';
import { writeDigest } from './write-digest.ts';
import { writeForPerson } from './write-for-person.ts';

/** One week of one person. Run again, it finds what it made and tells nobody twice. */
export const weeklyDigest = defineJob({
  name: 'weekly-digest',
  queue: 'reports',
  payload: z.object({ personId: z.uuid(), weekEnding: daySchema }),
  retry: { attempts: 5, backoffMs: 5_000, maxAgeMs: 60 * 60_000 },
  timeoutMs: 60_000,
  idempotencyKey: ({ personId, weekEnding }) => `${personId} ${weekEnding}`,
});

export interface DigestDependencies extends MakeDigestDependencies {
  readonly people: PersonStore;
  readonly contacts: ContactStore;
  readonly queue: Pick<JobQueue, 'enqueue'>;
  readonly reportsDirectory: string;
}

export function weeklyDigestHandler(dependencies: DigestDependencies) {
  const { people, contacts, queue, reportsDirectory } = dependencies;
  return handle(weeklyDigest, async ({ personId, weekEnding }, { logger }) => {
    const person = await people.getById(personId);
    const digest = await makeDigest(dependencies, person, parseWeekEnding(weekEnding));
    if (digest === undefined) {
      logger.info('a week without a page has no digest');
      return;
    }
    await writeForPerson(people, person, () => writeDigest(reportsDirectory, person.slug, digest));
    if (!preferencesOf(await contacts.find(person)).digest) return;
    await enqueueNotice(queue, { personId, kind: 'digest', about: weekEnding });
  });
}
