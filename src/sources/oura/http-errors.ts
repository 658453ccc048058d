import { PermanentError, type RoundsError, TransientError } from '../../shared/errors.ts';
import { retryAfterMs } from '../../shared/retry-after.ts';
import type { Collection } from './collections.ts';

/** An answer read to its end. The text is looked at, never shown. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** No error here carries a cause: what fetch and JSON.parse say may quote a token or a document. */
export function errorOf(answer: Answer, collection: Collection): RoundsError {
  const { status } = answer;
  if (status === 429) {
    const wait = retryAfterMs(answer.headers);
    return new TransientError(
      'Oura asks for a pause: too many requests.',
      wait === undefined ? {} : { retryAfterMs: wait },
    );
  }
  if (status >= 500 || status === 408) return new TransientError(`Oura is not available (status ${status}).`);
  if (status === 401) return expired();
  if (status === 403) {
    return new PermanentError(
      'Oura refuses access. The membership may have lapsed or a permission be withdrawn: see the Oura app.',
      { code: 'forbidden' },
    );
  }
  if (status === 426) {
    return new PermanentError('The Oura app on the phone is too old for this data. Update the app.', {
      code: 'outdated',
    });
  }
  return new PermanentError(`Oura did not accept the request for ${collection.name} (status ${status}).`);
}

export function expired(): RoundsError {
  return new PermanentError('Oura no longer accepts this connection. Connect Oura again.', {
    code: 'unauthorised',
  });
}

/**
 * A missing scope also answers 401. Refreshing on it would burn single-use refresh tokens for nothing. The
 * scope named is the one this collection is known to need, not what the body says.
 */
export function scopeErrorOf(answer: Answer, collection: Collection): RoundsError | undefined {
  if (answer.status !== 401 || !/not authorized[\s\S]{0,80}\bscope\b/i.test(answer.text)) return undefined;
  return new PermanentError(
    `Oura was not allowed to share "${collection.scope}" data. Connect Oura again and allow it.`,
    { code: 'missing-scope' },
  );
}
