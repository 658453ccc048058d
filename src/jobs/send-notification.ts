import type { ContactStore } from '../../db/stores/contact-store.ts';
import type {
  Notification,
  NotificationClaim,
  NotificationStore,
  Settlement,
} from '../../db/stores/notification-store.ts';
import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import type { PushSubscriptionStore } from '../../db/stores/push-subscription-store.ts';
import { preferencesOf, type Reach } from '../domain/contact.ts';
import type { NoticeChannel, SendOutcome } from '../notify/channel.ts';
import type { Day } from '../shared/day.ts';
import { newId } from '../shared/ids.ts';
import { systemWait } from '../shared/wait.ts';
import { type NoticeLineStores, noticeLines } from './notice-lines.ts';

/** What says how somebody can be told. */
interface ReachStores {
  readonly contacts: ContactStore;
  readonly pushSubscriptions: PushSubscriptionStore;
}

/** What sends to somebody, whatever there is to tell. */
export interface ChannelDependencies extends ReachStores {
  readonly channels: readonly NoticeChannel[];
}

export interface SendingDependencies extends ChannelDependencies, NoticeLineStores {
  readonly notifications: NotificationStore;
}

/** What says by which ways a person can be told. */
export interface ReachingDependencies extends ChannelDependencies {
  readonly people: Pick<PersonStore, 'getById'>;
}

/** What became of a notification: as it was settled before, or just now; `busy` while somebody else is at it. */
export type Delivery = SendOutcome | { readonly state: 'busy' };

export const ABANDONED = 'The process that sent this notice ended before it heard what became of it.';
/** Between tries to write what was heard: nobody else knows it. */
const STORING_PAUSES_MS = [100, 500, 2_000];
/** A shutdown leaves this much time to the answer of a notice that is on its way. */
const LAST_WORD_MS = 4_000;

interface Sending {
  readonly channel: NoticeChannel;
  readonly person: Person;
  readonly notification: Notification;
  readonly day: Day;
  readonly signal: AbortSignal;
  /** Nobody comes back for it: what could be tried again later counts as refused. */
  readonly isOnlyTry?: boolean;
}

/** Sends at most once, whoever calls it and however often: the database says whose turn it is. */
export async function sendNotification(
  dependencies: SendingDependencies,
  { channel, person, notification, day, signal, isOnlyTry = false }: Sending,
): Promise<Delivery> {
  const { notifications } = dependencies;
  const { id, kind, state } = notification;
  if (state === 'sending') {
    return (await notifications.markAbandoned(id, ABANDONED))
      ? { state: 'unknown', reason: ABANDONED }
      : { state: 'busy' };
  }
  if (state === 'sent') return { state };
  if (state !== 'waiting') return { state, reason: notification.reason ?? '' };
  signal.throwIfAborted();
  const reach = await reachOf(dependencies, person);
  const lines = await noticeLines(dependencies, person, notification, preferencesOf(reach).values);
  const claim = await notifications.claim(id);
  if (claim === undefined) return { state: 'busy' };
  const notice = { id, kind, person: person.slug, day, lines };
  const heard = await channel.send(notice, reach, afterGrace(signal));
  const outcome = isOnlyTry && heard.state === 'waiting' ? { ...heard, state: 'refused' as const } : heard;
  await settle(notifications, claim, outcome);
  return outcome;
}

async function settle(
  notifications: NotificationStore,
  claim: NotificationClaim,
  outcome: Settlement,
): Promise<void> {
  for (const pauseMs of STORING_PAUSES_MS) {
    try {
      await notifications.settle(claim, outcome);
      return;
    } catch {
      await systemWait(pauseMs);
    }
  }
  await notifications.settle(claim, outcome);
}

function afterGrace(signal: AbortSignal): AbortSignal {
  const late = new AbortController();
  signal.addEventListener('abort', () => setTimeout(() => late.abort(), LAST_WORD_MS).unref(), {
    once: true,
  });
  return late.signal;
}

/** None where nothing is set, or nothing that reaches this person. */
export async function channelsReaching(
  dependencies: ReachingDependencies,
  personId: string,
): Promise<readonly NoticeChannel[]> {
  const reach = await reachOf(dependencies, await dependencies.people.getById(personId));
  return dependencies.channels.filter((channel) => channel.reaches(reach));
}

async function reachOf(
  { contacts, pushSubscriptions }: ReachStores,
  person: Person,
): Promise<Reach | undefined> {
  const [contact, browsers] = await Promise.all([contacts.find(person), pushSubscriptions.list(person)]);
  return contact === undefined && browsers.length === 0 ? undefined : { ...contact, browsers };
}

/** For one that somebody sends by hand and waits for: the channels know themselves when to give up. */
export function unstopped(): AbortSignal {
  return new AbortController().signal;
}

/** By every way this person is told; nothing of it is kept. */
export async function sendTestNotices(
  dependencies: ChannelDependencies,
  person: Person,
  day: Day,
): Promise<{ channel: string; delivery: SendOutcome }[]> {
  const reach = await reachOf(dependencies, person);
  const reaching = dependencies.channels.filter((channel) => channel.reaches(reach));
  return Promise.all(
    reaching.map(async (channel) => {
      const notice = { id: newId(), kind: 'test', person: person.slug, day } as const;
      return { channel: channel.name, delivery: await channel.send(notice, reach, unstopped()) };
    }),
  );
}
