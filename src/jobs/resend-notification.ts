import type { PersonStore } from '../../db/stores/person-store.ts';
import type { RedFlagStore } from '../../db/stores/red-flag-store.ts';
import type { RoundStore } from '../../db/stores/round-store.ts';
import { ConfigError } from '../shared/errors.ts';
import { dayOf } from './notify-person.ts';
import {
  ABANDONED,
  type Delivery,
  type SendingDependencies,
  sendNotification,
  unstopped,
} from './send-notification.ts';

export interface ResendDependencies extends SendingDependencies {
  readonly people: PersonStore;
  readonly rounds: RoundStore;
  readonly redFlags: RedFlagStore;
}

/** By hand, and at once: somebody has looked, and waits for how it goes. */
export async function resendNotification(dependencies: ResendDependencies, id: string): Promise<Delivery> {
  const { notifications, people, channels } = dependencies;
  const known = await notifications.get(id);
  const channel = channels.find((candidate) => candidate.name === known.channel);
  if (channel === undefined) {
    throw new ConfigError(
      'This notice goes a way that is not set here: ROUNDS_NOTIFY_URL or ROUNDS_SMTP_URL.',
    );
  }
  const person = await people.getById(known.personId);
  const day = await dayOf(dependencies, known);
  await notifications.markAbandoned(id, ABANDONED);
  const notification = await notifications.retry(id);
  return sendNotification(dependencies, {
    channel,
    person,
    notification,
    day,
    signal: unstopped(),
    isOnlyTry: true,
  });
}
