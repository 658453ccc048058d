import { describe, expect, it } from 'vitest';
import {
  ConfigError,
  InputError,
  NotFoundError,
  PermanentError,
  publicMessageOf,
  RoundsError,
  TransientError,
} from '../../../src/shared/errors.ts';

describe('errors', () => {
  it.each([
    [new TransientError('Later.'), 'unavailable', true],
    [new PermanentError('Never.'), 'internal', false],
    [new PermanentError('Never.', { code: 'unauthorised' }), 'unauthorised', false],
    [new NotFoundError('Gone.'), 'not-found', false],
    [new InputError('Wrong.'), 'invalid-input', false],
    [new ConfigError('Contradiction.'), 'invalid-config', false],
    [new RoundsError('Taken.', { code: 'conflict' }), 'conflict', false],
    [new RoundsError('Busy.', { code: 'locked', retryable: true }), 'locked', true],
  ])('%s has the code %s and may be tried again: %s', (error, code, retryable) => {
    expect(error).toBeInstanceOf(RoundsError);
    expect(error).toBeInstanceOf(Error);
    expect({ code: error.code, retryable: error.retryable }).toEqual({ code, retryable });
    expect(error.message).toBe(error.publicMessage);
  });

  it('carry the pause that the other side asked for, and the cause', () => {
    const cause = new Error('429');
    const error = new TransientError('Later.', { retryAfterMs: 30_000, cause });
    expect(error.retryAfterMs).toBe(30_000);
    expect(error.cause).toBe(cause);
    expect(new InputError('Wrong.', { cause }).cause).toBe(cause);
    expect(new TransientError('Later.').retryAfterMs).toBeUndefined();
    expect(Object.hasOwn(new PermanentError('Never.'), 'cause')).toBe(false);
  });

  it('name themselves, so that a log can tell them apart', () => {
    expect(new TransientError('x').name).toBe('TransientError');
    expect(new PermanentError('x').name).toBe('PermanentError');
    expect(new RoundsError('x', { code: 'internal' }).name).toBe('RoundsError');
  });
});

describe('the public message', () => {
  it('is ours, and never the words of a stranger', () => {
    expect(publicMessageOf(new InputError('A day is written YYYY-MM-DD.'))).toBe(
      'A day is written YYYY-MM-DD.',
    );
    const stranger = 'An unexpected error stopped this step.';
    expect(publicMessageOf(new Error('Metoprolol 50 mg'))).toBe(stranger);
    expect(publicMessageOf(new TypeError('x', { cause: new InputError('y') }))).toBe(stranger);
    for (const thrown of ['Metoprolol', undefined, null, 5, { publicMessage: 'Metoprolol' }]) {
      expect(publicMessageOf(thrown)).toBe(stranger);
    }
  });
});
