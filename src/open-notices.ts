import type { Stores } from '../db/stores/stores.ts';
import type { Secrets } from './config/secrets.ts';
import { openChannels } from './notify/open-channels.ts';
import { makeVapidKey, vapidPublicKey } from './notify/push/vapid.ts';
import type { Clock } from './shared/clock.ts';

/** The ways in which people are told, and the key by which browsers know this server again. */
export function openNotices(
  { people, pushSubscriptions, serverKeys }: Stores,
  secrets: Pick<Secrets, 'notifyUrl' | 'smtpUrl'>,
  clock: Clock,
) {
  const key = () => serverKeys.findOrMake('vapid', makeVapidKey);
  const channels = openChannels(secrets, {
    key,
    clock,
    forget: async (slug, endpoint) => {
      await pushSubscriptions.delete(await people.get(slug), endpoint);
    },
  });
  return { channels, pushKey: async () => vapidPublicKey(await key()) };
}
