import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorCode, InputError, publicMessageOf, RoundsError } from '../shared/errors.ts';

const statusByCode: Record<ErrorCode, ContentfulStatusCode> = {
  'invalid-config': 500,
  'invalid-input': 400,
  'not-found': 404,
  'wrong-key': 500,
  locked: 503,
  'port-in-use': 503,
  unauthorised: 401,
  forbidden: 403,
  'rate-limited': 429,
  unavailable: 503,
  conflict: 409,
  internal: 500,
};

/** A request at fault in a way that HTTP has a number of its own for. */
export class RequestError extends InputError {
  readonly status: 413 | 415 | 422;

  constructor(status: 413 | 415 | 422, publicMessage: string) {
    super(publicMessage);
    this.status = status;
  }
}

/** The one place where the program's errors become HTTP's. */
export function toHttpError(error: unknown): {
  status: ContentfulStatusCode;
  code: ErrorCode;
  message: string;
} {
  const code = error instanceof RoundsError ? error.code : 'internal';
  const status = error instanceof RequestError ? error.status : statusByCode[code];
  return { status, code, message: publicMessageOf(error) };
}
