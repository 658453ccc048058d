import { TransientError } from '../../shared/errors.ts';
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
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export type GetJson = (
  url: URL,
  collection: Collection,
  signal: AbortSignal | undefined,
) => Promise<{ found: true; json: unknown } | { found: false }>;

/**
 * One authorised GET with one refresh if it must be; everything else is an error of the project's own family.
 */
export function createTransport(options: TransportOptions): GetJson {
  const refresh = refreshOnce(options);
  return async (url, collection, signal) => {
    const token = await options.accessToken();
    let answer = await send(options, url, token, signal);
    if (answer.status === 401 && scopeErrorOf(answer, collection) === undefined && options.onUnauthorised) {
      await refresh(token);
      answer = await send(options, url, await options.accessToken(), signal);
    }
    if (answer.status === 404) return { found: false };
    if (answer.status !== 200) throw scopeErrorOf(answer, collection) ?? errorOf(answer, collection);
    return { found: true, json: parse(answer.text) };
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

async function send(
  options: TransportOptions,
  url: URL,
  token: string,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  // Anything else cannot stand in a header, and fetch would quote it in its complaint.
  if (!/^[\x21-\x7e]+$/.test(token)) throw expired();
  const stop = [options.signal, signal].filter((one) => one !== undefined);
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TransientError("Oura's answer broke off in the middle.");
  }
}
