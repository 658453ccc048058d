import type { MiddlewareHandler } from 'hono';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

export function isLoopback(host: string): boolean {
  return ['127.0.0.1', '::1', 'localhost'].includes(host);
}

/**
 * What is reached under the public name of whatever stands in front: Oura proves itself by its signature, the reader of
 * a share link by the link.
 */
export function isForOutside(path: string): boolean {
  return path.startsWith('/webhooks/') || path.startsWith('/s/');
}

/**
 * While rounds listens on loopback only, requests must name loopback. A web page elsewhere can point its own name
 * at 127.0.0.1 and would otherwise read what is served here.
 */
export function localHostsOnly(boundTo: string): MiddlewareHandler {
  const isLocal = isLoopback(boundTo);
  return async (context, next) => {
    if (isForOutside(context.req.path)) return next();
    const name = (context.req.header('host') ?? '').replace(/:\d+$/, '').toLowerCase();
    if (isLocal && !loopbackNames.includes(name))
      return context.text('This server answers to localhost only.', 403);
    return next();
  };
}
