import type { Notice } from '../domain/notice.ts';
import type { NoticeChannel } from './channel.ts';
import { ntfyMessage } from './ntfy-message.ts';
import { post } from './post.ts';

const TIMEOUT_MS = 10_000;
const NTFY = 'ntfy+';

/**
 * The one address that is told for everybody: as JSON, or, written `ntfy+https://server/topic`, as ntfy reads it. Who
 * else listens there no single person chose, so it never gets anybody's values.
 */
export function createUrlChannel(address: string, timeoutMs: number = TIMEOUT_MS): NoticeChannel {
  const isNtfy = address.startsWith(NTFY);
  const url = new URL(isNtfy ? address.slice(NTFY.length) : address);
  const messageFor = isNtfy ? ntfyMessage : jsonMessage;
  return {
    name: 'url',
    reaches: () => true,
    send: async (notice, _reach, signal) => {
      const { id, kind, person, day } = notice;
      const { outcome } = await post({
        url,
        ...messageFor({ id, kind, person, day }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        receiver: 'The address of ROUNDS_NOTIFY_URL',
      });
      return outcome;
    },
  };
}

function jsonMessage({ id, kind, person, day }: Notice) {
  return {
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': id },
    body: JSON.stringify({ event: kind, person, day, id }),
  };
}
