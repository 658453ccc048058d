import type { NoticeChannel } from './channel.ts';
import { ntfyMessage } from './ntfy-message.ts';
import { post } from './post.ts';

const TIMEOUT_MS = 10_000;

/** The topic of one person. */
export function createNtfyChannel(timeoutMs: number = TIMEOUT_MS): NoticeChannel {
  return {
    name: 'ntfy',
    reaches: (reach) => reach?.ntfy !== undefined,
    send: async (notice, reach, signal) => {
      if (reach?.ntfy === undefined) return { state: 'refused', reason: 'There is no ntfy topic any more.' };
      const { outcome } = await post({
        url: new URL(reach.ntfy),
        ...ntfyMessage(notice),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        receiver: 'The ntfy topic',
      });
      return outcome;
    },
  };
}
