import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Notice } from '../domain/notice.ts';
import { retryAfterMs } from '../shared/retry-after.ts';
import type { NoticeChannel, SendOutcome } from './channel.ts';

const TIMEOUT_MS = 10_000;
/** The server says itself that it has not taken it, and that it may later. */
const LATER = [408, 425, 429, 503];

/**
 * One POST to one address. On a connection of its own, whose opening is watched: what fails before it stands was
 * certainly not taken, and what fails after it may have been.
 */
export function createUrlChannel(address: string, timeoutMs: number = TIMEOUT_MS): NoticeChannel {
  return {
    name: 'url',
    reaches: () => true,
    send: (notice, _contact, signal) =>
      post(new URL(address), notice, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])),
  };
}

function post(url: URL, notice: Notice, signal: AbortSignal): Promise<SendOutcome> {
  const { id, kind, person, day } = notice;
  const body = JSON.stringify({ event: kind, person, day, id });
  const isSecure = url.protocol === 'https:';
  return new Promise((resolve) => {
    let isOpen = false;
    const request = (isSecure ? requestHttps : requestHttp)(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'Idempotency-Key': id,
        'User-Agent': 'rounds',
      },
    });
    request.once('socket', (socket) =>
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        isOpen = true;
      }),
    );
    request.once('response', (response) => {
      resolve(outcomeOf(response));
      dropRest(request, response);
    });
    // Comes as well when the answer is dropped unread; by then the outcome is known.
    request.on('error', () => resolve(isOpen ? handedOver : notReached));
    request.end(body);
  });
}

/** The status is the whole answer. */
function dropRest(request: ClientRequest, response: IncomingMessage): void {
  response.on('error', () => undefined);
  response.destroy();
  request.destroy();
}

const handedOver: SendOutcome = {
  state: 'unknown',
  reason: 'The address of ROUNDS_NOTIFY_URL took the notice but did not say what became of it.',
};
const notReached: SendOutcome = {
  state: 'waiting',
  reason: 'The address of ROUNDS_NOTIFY_URL could not be reached.',
};

function outcomeOf({ statusCode = 0, headers }: IncomingMessage): SendOutcome {
  if (statusCode >= 200 && statusCode < 300) return { state: 'sent' };
  const said = `(status ${statusCode})`;
  if (LATER.includes(statusCode)) {
    const pause = retryAfterMs(
      new Headers({ 'retry-after': headers['retry-after'] ?? '', date: headers.date ?? '' }),
    );
    return {
      state: 'waiting',
      reason: `The address of ROUNDS_NOTIFY_URL does not take notices now ${said}.`,
      retryAfterMs: pause,
    };
  }
  if (statusCode >= 300 && statusCode < 400) {
    return {
      state: 'refused',
      reason: `The address of ROUNDS_NOTIFY_URL leads elsewhere ${said}; set the new one.`,
    };
  }
  if (statusCode >= 400 && statusCode < 500) {
    return { state: 'refused', reason: `The address of ROUNDS_NOTIFY_URL refused the notice ${said}.` };
  }
  // It failed on the way, or after it was taken: nobody can say which.
  return {
    state: 'unknown',
    reason: `The address of ROUNDS_NOTIFY_URL met with an error of its own ${said}.`,
  };
}
