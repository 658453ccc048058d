import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorCode, publicMessageOf, RoundsError } from '../shared/errors.ts';

const statusByCode: Record<ErrorCode, ContentfulStatusCode> = {
  'invalid-config': 500,
  'invalid-input': 400,
  'not-found': 404,
  'wrong-key': 500,
  locked: 503,
  'port-in-use': 503,
  unauthorised: 401,
  forbidden: 403,
  'missing-scope': 403,
  outdated: 403,
  'rate-limited': 429,
  unavailable: 503,
  conflict: 409,
  'too-large': 413,
  'unsupported-type': 415,
  unprocessable: 422,
  internal: 500,
};

/** The one place where the program's errors become HTTP's. */
export function toHttpError(error: unknown): {
  status: ContentfulStatusCode;
  code: ErrorCode;
  message: string;
} {
  const code = error instanceof RoundsError ? error.code : 'internal';
  return { status: statusByCode[code], code, message: publicMessageOf(error) };
}
