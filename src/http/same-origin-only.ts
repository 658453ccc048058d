import type { MiddlewareHandler } from 'hono';
import { RoundsError } from '../shared/errors.ts';
import { isForOutside } from './local-hosts-only.ts';

/**
 * A browser names the page that a changing request comes from: it must be one of this server's. What is no browser
 * names none. Webhooks come from elsewhere by nature, and a shared page tells nobody where its form comes from: both prove
 * themselves by a secret that no other site knows.
 */
export const sameOriginOnly: MiddlewareHandler = async (context, next) => {
  const { method, path } = context.req;
  const origin = context.req.header('origin');
  const changes = method !== 'GET' && method !== 'HEAD' && !isForOutside(path);
  if (changes && origin !== undefined && !isSameHost(origin, context.req.header('host') ?? '')) {
    throw new RoundsError('This server takes changes only from its own pages.', { code: 'forbidden' });
  }
  return next();
};

/** The scheme is left out: a proxy in front may have taken TLS off. */
function isSameHost(origin: string, host: string): boolean {
  const own = `http://${host}`;
  return URL.canParse(origin) && URL.canParse(own) && new URL(origin).host === new URL(own).host;
}
