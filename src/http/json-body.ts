import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { InputError } from '../shared/errors.ts';
import { RequestError } from './http-error.ts';

const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 2;

/** Said so in the header: a form on another site cannot send that without being asked first. */
const ofJson: MiddlewareHandler = async (context, next) => {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new RequestError(415, 'The body must be JSON, with the header "Content-Type: application/json".');
  return next();
};

/** For routes that take a body; nothing else is read, and nothing larger. */
export const jsonOnly: readonly [MiddlewareHandler, MiddlewareHandler] = [
  ofJson,
  bodyLimit({
    maxSize: MOST_MEGABYTES * MEGABYTE,
    onError: () => {
      throw new RequestError(413, `The body is larger than ${MOST_MEGABYTES} MB. Send it in parts.`);
    },
  }),
];

/** The parser's own words would quote the body. */
export async function jsonOf(context: Context): Promise<unknown> {
  const text = await context.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError('The body is not JSON.');
  }
}
