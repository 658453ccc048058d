import { Hono } from 'hono';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { ReceiveDependencies } from '../jobs/receive-webhook.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Logger } from '../shared/logger.ts';
import { errorPage } from '../web/error-page.ts';
import { toHttpError } from './http-error.ts';
import { localHostsOnly } from './local-hosts-only.ts';
import { type CheckInsDependencies, checkInsRoute } from './routes/check-ins.ts';
import { connectionsRoute } from './routes/connections.ts';
import { healthRoute } from './routes/health.ts';
import { type OauthDependencies, oauthRoute } from './routes/oauth.ts';
import { type ObservationDependencies, observationsRoute } from './routes/observations.ts';
import { pagesRoute } from './routes/pages.ts';
import { webhookRoute } from './routes/webhook.ts';
import { sameOriginOnly } from './same-origin-only.ts';
import { securityHeaders } from './security-headers.ts';

export interface HttpDependencies
  extends CheckInsDependencies,
    Omit<ObservationDependencies, 'queue'>,
    Omit<ReceiveDependencies, 'queue'>,
    OauthDependencies {
  readonly queue: () => Promise<Pick<JobQueue, 'enqueue' | 'state'>>;
  readonly pages: PageStore;
  readonly logger: Logger;
  readonly version: string;
  readonly host: string;
}

export function createHttpApp(dependencies: HttpDependencies): Hono {
  const app = new Hono();
  app.use(securityHeaders);
  app.use(localHostsOnly(dependencies.host));
  app.use(sameOriginOnly);
  app.route('/api/health', healthRoute(dependencies));
  app.route('/api/people', checkInsRoute(dependencies));
  app.route('/api/memory/metrics', observationsRoute(dependencies));
  app.route('/oauth', oauthRoute(dependencies));
  app.route('/webhooks/oura', webhookRoute(dependencies));
  app.route('/people', connectionsRoute(dependencies));
  app.route('/', pagesRoute(dependencies));
  app.notFound((context) => {
    const line = 'There is nothing at this address.';
    return context.req.path.startsWith('/api/')
      ? context.json({ error: { code: 'not-found', message: line } }, 404)
      : context.html(errorPage('Not found', line), 404);
  });
  app.onError((error, context) => {
    const { status, code, message } = toHttpError(error);
    if (status >= 500) dependencies.logger.error({ err: error }, 'request failed');
    return /^\/(api|webhooks)\//.test(context.req.path)
      ? context.json({ error: { code, message } }, status)
      : context.html(errorPage('This did not work', message), status);
  });
  return app;
}
