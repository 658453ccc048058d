import { TransientError } from '../../shared/errors.ts';
import { retryAfterMs } from '../../shared/retry-after.ts';
import type { Collection } from './collections.ts';
import { type Answer, errorOf, expired, scopeErrorOf } from './http-errors.ts';

export interface TransportOptions {
  readonly fetch?: typeof fetch;
  readonly accessToken: () => Promise<string>;
  /**
   * The token was refused: get another one, so that `accessToken` returns it. The refused token is handed
   * over so that a store can see that somebody else has refreshed already. Without this a refused token is
   * final.
   */
  readonly onUnauthorised?: (refused: string) => Promise<void>;
  /** Waits for this request's turn under the limits of the application; asked before every request. */
  readonly turn?: (signal: AbortSignal | undefined) => Promise<void>;
  /** Told when Oura says "too many": the next turn comes after that pause, for everybody who shares the limits. */
  readonly onTooMany?: (pauseMs: number) => Promise<void>;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** The answer's text as it came: documents are kept word for word. Undefined: there is no such thing. */
export type GetText = (
  url: URL,
  collection: Collection,
  signal: AbortSignal | undefined,
) => Promise<string | undefined>;

/**
 * One authorised GET with one refresh if it must be; everything else is an error of the project's own family.
 */
export function createTransport(options: TransportOptions): GetText {
  const refresh = refreshOnce(options);
  return async (url, collection, signal) => {
    const token = await options.accessToken();
    let answer = await sendPatiently(options, url, token, signal);
    if (answer.status === 401 && scopeErrorOf(answer, collection) === undefined && options.onUnauthorised) {
      await refresh(token);
      answer = await sendPatiently(options, url, await options.accessToken(), signal);
      // Whether the connection is over is for the refresh to say, and it has just said that it is not.
      if (answer.status === 401 && scopeErrorOf(answer, collection) === undefined) {
        throw new TransientError('Oura does not accept an access token that it has only just given.');
      }
    }
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw scopeErrorOf(answer, collection) ?? errorOf(answer, collection);
    return answer.text;
  };
}

/**
 * Collections are fetched side by side: all of them that were refused with one token wait for one refresh.
 */
function refreshOnce(options: TransportOptions): (refused: string) => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const refresh = async (refused: string) => {
    if ((await options.accessToken()) === refused) await options.onUnauthorised?.(refused);
  };
  return (refused) => {
    const known = running.get(refused);
    if (known !== undefined) return known;
    const started = refresh(refused).finally(() => running.delete(refused));
    running.set(refused, started);
    return started;
  };
}

/** Where the server does not say how long it wants to be left alone. */
const USUAL_PAUSE_MS = 5_000;
/** A longer pause is not worth holding a job for: it comes back by itself when the pause is over. */
const LONGEST_PAUSE_MS = 60_000;
const MOST_PAUSES = 3;

async function sendPatiently(
  options: TransportOptions,
  url: URL,
  token: string,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  for (let pauses = 0; ; pauses++) {
    const answer = await send(options, url, token, signal);
    if (answer.status !== 429 || options.onTooMany === undefined) return answer;
    const pauseMs = retryAfterMs(answer.headers) ?? USUAL_PAUSE_MS;
    await options.onTooMany(pauseMs);
    if (pauseMs > LONGEST_PAUSE_MS || pauses === MOST_PAUSES) return answer;
  }
}

async function send(
  options: TransportOptions,
  url: URL,
  token: string,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  // Anything else cannot stand in a header, and fetch would quote it in its complaint.
  if (!/^[\x21-\x7e]+$/.test(token)) throw expired();
  const stop = [options.signal, signal].filter((one) => one !== undefined);
  await options.turn?.(signal);
  try {
    const response = await (options.fetch ?? fetch)(url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.any([...stop, AbortSignal.timeout(options.timeoutMs ?? 30_000)]),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch {
    throw new TransientError(
      stop.some((one) => one.aborted)
        ? 'The request to Oura was stopped.'
        : 'Oura cannot be reached, or its answer broke off.',
    );
  }
}
