import {
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { retryAfterMs } from '../shared/retry-after.ts';
import type { SendOutcome } from './channel.ts';

/** The server says itself that it has not taken it, and that it may later. */
const LATER = [408, 425, 429, 503];

export interface Posting {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly signal: AbortSignal;
  /** What reasons call the other side: "The address of ROUNDS_NOTIFY_URL". */
  readonly receiver: string;
  /** How the name of the server is looked up, where not any address will do. */
  readonly lookup?: RequestOptions['lookup'];
}

export interface Posted {
  readonly outcome: SendOutcome;
  /** Where one was answered. */
  readonly status?: number;
}

/**
 * One POST to one address. On a connection of its own, whose opening is watched: what fails before it stands was
 * certainly not taken, and what fails after it may have been.
 */
export function post({ url, headers, body, signal, receiver, lookup }: Posting): Promise<Posted> {
  const isSecure = url.protocol === 'https:';
  return new Promise((resolve) => {
    let isOpen = false;
    const request = (isSecure ? requestHttps : requestHttp)(url, {
      method: 'POST',
      agent: false,
      signal,
      ...(lookup === undefined ? {} : { lookup }),
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'rounds' },
    });
    request.once('socket', (socket) =>
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        isOpen = true;
      }),
    );
    request.once('response', (response) => {
      resolve({ outcome: outcomeOf(response, receiver), status: response.statusCode ?? 0 });
      dropRest(request, response);
    });
    // Comes as well when the answer is dropped unread; by then the outcome is known.
    request.on('error', () => resolve({ outcome: isOpen ? handedOver(receiver) : notReached(receiver) }));
    request.end(body);
  });
}

/** The status is the whole answer. */
function dropRest(request: ClientRequest, response: IncomingMessage): void {
  response.on('error', () => undefined);
  response.destroy();
  request.destroy();
}

function handedOver(receiver: string): SendOutcome {
  return { state: 'unknown', reason: `${receiver} took the notice but did not say what became of it.` };
}

function notReached(receiver: string): SendOutcome {
  return { state: 'waiting', reason: `${receiver} could not be reached.` };
}

function outcomeOf({ statusCode = 0, headers }: IncomingMessage, receiver: string): SendOutcome {
  if (statusCode >= 200 && statusCode < 300) return { state: 'sent' };
  const said = `(status ${statusCode})`;
  if (LATER.includes(statusCode)) {
    const pause = retryAfterMs(
      new Headers({ 'retry-after': headers['retry-after'] ?? '', date: headers.date ?? '' }),
    );
    return {
      state: 'waiting',
      reason: `${receiver} does not take notices now ${said}.`,
      retryAfterMs: pause,
    };
  }
  if (statusCode >= 300 && statusCode < 400) {
    return { state: 'refused', reason: `${receiver} leads elsewhere ${said}; set the new one.` };
  }
  if (statusCode >= 400 && statusCode < 500) {
    return { state: 'refused', reason: `${receiver} refused the notice ${said}.` };
  }
  // It failed on the way, or after it was taken: nobody can say which.
  return { state: 'unknown', reason: `${receiver} met with an error of its own ${said}.` };
}
