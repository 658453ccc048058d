import type { JsonWebKey } from 'node:crypto';
import type { PushSubscription } from '../../domain/contact.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Clock } from '../../shared/clock.ts';
import type { NoticeChannel, SendOutcome } from '../channel.ts';
import { type Posted, post } from '../post.ts';
import { encryptPush } from './encrypt-push.ts';
import { isPublicEndpoint, lookupPublic } from './public-address.ts';
import { pushHeaders, pushText } from './push-message.ts';
import { vapidHeader } from './vapid.ts';

export interface PushSettings {
  /** The server's own key, made when it is first asked for. */
  readonly key: () => Promise<JsonWebKey>;
  /** Where push services may write to whoever runs this server. */
  readonly contact: string | undefined;
  /** The push service no longer knows this browser. */
  readonly forget: (person: string, endpoint: string) => Promise<void>;
  readonly clock: Clock;
  /** Whether a push service may be on this machine: in tests. */
  readonly mayBeLocal?: boolean;
}

const TIMEOUT_MS = 10_000;
const GONE = [404, 410];

/** To every browser of a person that asked for it. Told is who was told on one of them. */
export function createPushChannel(settings: PushSettings): NoticeChannel {
  return {
    name: 'push',
    reaches: (reach) => (reach?.browsers ?? []).length > 0,
    send: async (notice, reach, signal) => {
      const sending = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
      const key = await settings.key().catch(() => undefined);
      if (key === undefined)
        return { state: 'waiting', reason: 'The key of this server cannot be read now.' };
      const outcomes = await Promise.all(
        (reach?.browsers ?? []).map((browser) => sendTo(browser, notice, { ...settings, key }, sending)),
      );
      return worthiest(outcomes);
    },
  };
}

type Opened = Omit<PushSettings, 'key'> & { readonly key: JsonWebKey };

async function sendTo(
  browser: PushSubscription,
  notice: Notice,
  settings: Opened,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { endpoint } = browser;
  if (!settings.mayBeLocal && !isPublicEndpoint(endpoint)) {
    return { state: 'refused', reason: 'The address of this browser is not one of a push service.' };
  }
  const { status, outcome } = await postTo(browser, notice, settings, signal);
  if (!GONE.includes(status ?? 0)) return outcome;
  // Where that fails, the next notice meets with the same answer.
  await settings.forget(notice.person, endpoint).catch(() => undefined);
  return { state: 'refused', reason: 'The browser takes no notices any more, and was forgotten.' };
}

function postTo(
  browser: PushSubscription,
  notice: Notice,
  { key, contact, clock, mayBeLocal }: Opened,
  signal: AbortSignal,
): Promise<Posted> {
  const authorization = vapidHeader(key, browser.endpoint, clock.now(), contact);
  return post({
    url: new URL(browser.endpoint),
    headers: { ...pushHeaders(notice), Authorization: authorization },
    body: encryptPush(browser, pushText(notice)),
    signal,
    receiver: 'The push service',
    ...(mayBeLocal ? {} : { lookup: lookupPublic }),
  });
}

const worth = ['sent', 'unknown', 'waiting', 'refused'] as const;

/** Sent to one is sent: the others are not worth a double. */
function worthiest(outcomes: readonly SendOutcome[]): SendOutcome {
  const [best] = outcomes.toSorted((left, right) => worth.indexOf(left.state) - worth.indexOf(right.state));
  return best ?? { state: 'refused', reason: 'There is no browser any more.' };
}
