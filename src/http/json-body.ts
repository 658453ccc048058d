import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { InputError, RoundsError } from '../shared/errors.ts';

const KILOBYTE = 1024;

export function limitBody(kilobytes: number): MiddlewareHandler {
  return bodyLimit({
    maxSize: kilobytes * KILOBYTE,
    onError: () => {
      throw new RoundsError(`The body is larger than ${kilobytes} KB.`, { code: 'too-large' });
    },
  });
}

/** The type is asked for because a form of another site cannot send it without asking first. */
export async function readJsonBody({ req }: Context): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(req.header('content-type') ?? '')) {
    throw new RoundsError('Send the body as JSON, with the header "Content-Type: application/json".', {
      code: 'unsupported-type',
    });
  }
  const text = await req.text();
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the text.
    throw new InputError('The body is not valid JSON.');
  }
}
