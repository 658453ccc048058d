import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { newId } from '../shared/ids.ts';
import type { Logger } from '../shared/logger.ts';

declare module 'hono' {
  interface ContextVariableMap {
    requestId: string;
  }
}

const HEADER = 'X-Request-Id';
/** What a proxy in front may have given; anything else could be meant for whoever reads the log. */
const SANE = /^[\w.:-]{8,64}$/;
/** Asked for every few seconds by machines. */
const BACKGROUND = /^\/(metrics|api\/(health|ready))$/;

/**
 * One line a request, with the pattern of its route: an address may name a person, a query anything at all.
 */
export function requestLog(logger: Logger): MiddlewareHandler {
  return async (context, next) => {
    const given = context.req.header(HEADER);
    const requestId = given !== undefined && SANE.test(given) ? given : newId();
    context.set('requestId', requestId);
    const startedAt = performance.now();
    await next();
    context.header(HEADER, requestId);
    const route = routeOf(context);
    const line = {
      requestId,
      method: context.req.method,
      route,
      status: context.res.status,
      ms: Math.round(performance.now() - startedAt),
    };
    if (BACKGROUND.test(route)) logger.debug(line, 'request');
    else logger.info(line, 'request');
  };
}

function routeOf(context: Context): string {
  const route = routePath(context, -1);
  return route === '' ? '*' : route;
}
