import type { Notification, Telling } from '../../../db/stores/notification-store.ts';
import type { Person } from '../../../db/stores/person-store.ts';
import { notifyPerson, notifyPersonHandler } from '../../../src/jobs/notify-person.ts';
import { openChannels } from '../../../src/notify/open-channels.ts';
import { parseDay } from '../../../src/shared/day.ts';
import type { Logger } from '../../../src/shared/logger.ts';
import { asTheQueue } from '../oura/as-the-queue.ts';
import { silentLogger } from '../queue/silent-logger.ts';
import type { Store } from '../stores/stage.ts';

type Addresses = Parameters<typeof openChannels>[0];

/** The job that tells people, over the stores of a test. */
export interface Postman {
  readonly dependencies: Parameters<typeof notifyPersonHandler>[0];
  /** One try of the job. */
  once(telling: Telling, signal?: AbortSignal): Promise<void>;
  /** As often as the queue would, on the clock of the store. */
  untilDone(telling: Telling): Promise<void>;
  /** By channel. */
  states(telling: Telling): Promise<Record<string, string>>;
}

export function postmanOf(
  store: Store,
  addresses: Partial<Addresses>,
  logger: Logger = silentLogger,
): Postman {
  const channels = openChannels({ notifyUrl: undefined, smtpUrl: undefined, ...addresses });
  const dependencies = { ...store, channels };
  const { run, onDead } = notifyPersonHandler(dependencies);
  const once = (telling: Telling, signal = new AbortController().signal) =>
    run(telling, { signal, attempt: 1, logger });
  return {
    dependencies,
    once,
    untilDone: async (telling) => {
      const ending = await asTheQueue(store.clock, notifyPerson.retry, () => once(telling));
      if ('error' in ending) await onDead(telling, (ending.error as Error).message);
    },
    states: async (telling) => {
      const rows = await rowsOf(store, telling);
      return Object.fromEntries(rows.map(({ channel, state }) => [channel, state]));
    },
  };
}

export async function rowsOf(
  { db, notifications }: Store,
  { personId, kind, about }: Telling,
): Promise<Notification[]> {
  const rows = await db
    .selectFrom('notification')
    .select('id')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('about', '=', about)
    .orderBy('channel')
    .execute();
  return Promise.all(rows.map(({ id }) => notifications.get(id)));
}

/** A round of 20 March that there is something to tell of. */
export async function pageOf({ rounds }: Store, person: Person): Promise<Telling> {
  const { id } = await rounds.upsert(person, 'nightly:2026-03-20', parseDay('2026-03-20'));
  return { personId: person.id, kind: 'page', about: id };
}
