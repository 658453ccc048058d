/**
 * One family of errors. `publicMessage` is a single line fit for the person in front of the screen: it says what
 * happened and what to do, and never carries health data or a secret. `retryable` drives the queue.
 */
export type ErrorCode =
  | 'invalid-config'
  | 'invalid-input'
  | 'not-found'
  | 'wrong-key'
  | 'locked'
  | 'port-in-use'
  | 'unauthorised'
  | 'forbidden'
  | 'missing-scope'
  | 'outdated'
  | 'rate-limited'
  | 'unavailable'
  | 'conflict'
  | 'too-large'
  | 'unsupported-type'
  | 'unprocessable'
  | 'internal';

interface RoundsErrorOptions {
  readonly code: ErrorCode;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

export class RoundsError extends Error {
  override readonly name: string = 'RoundsError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly publicMessage: string;

  constructor(publicMessage: string, options: RoundsErrorOptions) {
    super(publicMessage, options.cause === undefined ? undefined : { cause: options.cause });
    this.publicMessage = publicMessage;
    this.code = options.code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** It may work later by itself: back off, honour `retryAfterMs`, try again. */
export class TransientError extends RoundsError {
  override readonly name = 'TransientError';
  constructor(
    publicMessage: string,
    options: { code?: ErrorCode; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(publicMessage, { ...options, code: options.code ?? 'unavailable', retryable: true });
  }
}

/** Trying again cannot help: stop, keep the reason for the user. */
export class PermanentError extends RoundsError {
  override readonly name = 'PermanentError';
  constructor(publicMessage: string, options: { code?: ErrorCode; cause?: unknown } = {}) {
    super(publicMessage, {
      code: options.code ?? 'internal',
      ...(options.cause === undefined ? {} : { cause: options.cause }),
    });
  }
}

export class NotFoundError extends PermanentError {
  constructor(publicMessage: string) {
    super(publicMessage, { code: 'not-found' });
  }
}

/** Erased, perhaps while somebody was at work for them: there is nothing left to do, and nothing went wrong. */
export class PersonGoneError extends NotFoundError {
  constructor() {
    super('This person is no longer here.');
  }
}

export class InputError extends PermanentError {
  constructor(publicMessage: string, options: { cause?: unknown } = {}) {
    super(publicMessage, { code: 'invalid-input', ...options });
  }
}

export class ConfigError extends PermanentError {
  constructor(publicMessage: string) {
    super(publicMessage, { code: 'invalid-config' });
  }
}

/** One line for a log or a terminal. A foreign error keeps its words out: they may quote data. */
export function publicMessageOf(error: unknown): string {
  return error instanceof RoundsError ? error.publicMessage : 'An unexpected error stopped this step.';
}

/** Not a failure: what is waited for is not there yet. The queue runs the job again after this time, however often. */
export class NotYetError extends RoundsError {
  override readonly name = 'NotYetError';
  constructor(publicMessage: string, retryAfterMs: number) {
    super(publicMessage, { code: 'unavailable', retryable: true, retryAfterMs });
  }
}
