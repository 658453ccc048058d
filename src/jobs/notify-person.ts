import { z } from 'zod';
import type { Telling } from '../../db/stores/notification-store.ts';
import type { PersonStore } from '../../db/stores/person-store.ts';
import type { RedFlagStore } from '../../db/stores/red-flag-store.ts';
import type { Round, RoundStore } from '../../db/stores/round-store.ts';
import { noticeKinds } from '../domain/notice.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { type Day, isDay, parseDay } from '../shared/day.ts';
import { ConfigError, NotYetError, TransientError } from '../shared/errors.ts';
import {
  channelsReaching,
  type Delivery,
  type SendingDependencies,
  sendNotification,
} from './send-notification.ts';

/** Tells one person of one thing over every channel there is for them. */
export const notifyPerson = defineJob({
  name: 'notify-person',
  queue: 'notices',
  payload: z.object({ personId: z.uuid(), kind: z.enum(noticeKinds), about: z.string().min(1).max(64) }),
  retry: { attempts: 8, backoffMs: 60_000, maxAgeMs: 6 * 3_600_000 },
  timeoutMs: 60_000,
  idempotencyKey: ({ personId, kind, about }) => `${personId} ${kind} ${about}`,
});

export interface NotifyDependencies extends SendingDependencies {
  readonly people: PersonStore;
  readonly rounds: RoundStore;
  readonly redFlags: RedFlagStore;
}

const BUSY_MS = 15_000;
/** In the words of the one who can mend it. */
export const NOBODY_IS_SET = 'Nobody is set to be told: ROUNDS_NOTIFY_URL or "rounds contact".';
const NO_LONGER_SET = 'This way of telling is no longer set, or there is no address any more.';

/** Asked for twice, it is one job; a job that has ended is run again, and finds in the database what is left to do. */
export async function enqueueNotice(queue: Pick<JobQueue, 'enqueue'>, telling: Telling): Promise<void> {
  const { personId, kind, about } = telling;
  // One without a priority goes before all that have one.
  const priority = kind === 'red-flag' ? undefined : 1;
  await queue.enqueue(notifyPerson, { personId, kind, about }, { replaceFinished: true, priority });
}

export function notifyPersonHandler(dependencies: NotifyDependencies) {
  const { notifications } = dependencies;
  return handle(
    notifyPerson,
    async (telling, { signal, logger }) => {
      const deliveries = await tellOverChannels(dependencies, telling, signal);
      logger.info(statesOf(deliveries), 'told');
      const waiting = [...deliveries.values()].flatMap((one) => (one.state === 'waiting' ? [one] : []));
      const [first] = waiting;
      if (first !== undefined) {
        const retryAfterMs = Math.max(...waiting.map((one) => one.retryAfterMs ?? 0));
        throw new TransientError(first.reason, { retryAfterMs });
      }
      if ([...deliveries.values()].some(({ state }) => state === 'busy')) {
        throw new NotYetError('Another worker is sending this notice.', BUSY_MS);
      }
      await notifications.giveUp(telling, NO_LONGER_SET);
      // A page is found when somebody looks for it; of a red flag nobody would hear, so it stands among the dead letters.
      if (telling.kind === 'red-flag' && deliveries.size === 0) throw new ConfigError(NOBODY_IS_SET);
    },
    { onDead: (telling, reason) => notifications.giveUp(telling, reason) },
  );
}

/** By channel: one that fails neither holds up nor doubles another. */
export async function tellOverChannels(
  dependencies: NotifyDependencies,
  telling: Telling,
  signal: AbortSignal,
): Promise<Map<string, Delivery>> {
  const { people, notifications } = dependencies;
  const reaching = await channelsReaching(dependencies, telling.personId);
  if (reaching.length === 0) return new Map();
  const person = await people.getById(telling.personId);
  const day = await dayOf(dependencies, telling);
  const deliveries = await Promise.all(
    reaching.map(async (channel) => {
      const notification = await notifications.insert(telling, channel.name);
      const delivery = await sendNotification(dependencies, { channel, person, notification, day, signal });
      return [channel.name, delivery] as const;
    }),
  );
  return new Map(deliveries);
}

/** A week is named by its last day, a red flag by itself, a page and a pack by their round. */
export async function dayOf(
  { rounds, redFlags }: Pick<NotifyDependencies, 'rounds' | 'redFlags'>,
  { kind, about }: Telling,
): Promise<Day> {
  switch (kind) {
    case 'digest':
      return parseDay(about);
    case 'red-flag':
      return redFlags.dayOf(about);
    case 'page':
    case 'appointment':
      return dayOfRound(await rounds.get(about));
  }
}

/** The pack for an appointment is of the day it is for, whenever it was made. */
function dayOfRound({ slot, asOf }: Round): Day {
  const [kind, day = ''] = slot.split(':');
  return kind === 'appointment' && isDay(day) ? day : asOf;
}

function statesOf(deliveries: ReadonlyMap<string, Delivery>): Record<string, string> {
  return Object.fromEntries([...deliveries].map(([channel, { state }]) => [channel, state]));
}
