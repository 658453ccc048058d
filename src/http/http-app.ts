import { Hono } from 'hono';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { ReceiveDependencies } from '../jobs/receive-webhook.ts';
import { scryptHash } from '../jobs/share-passcode.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { type AdminDependencies, adminOnly } from './admin-only.ts';
import { answerErrors } from './answer-errors.ts';
import { localHostsOnly } from './local-hosts-only.ts';
import type { ReadinessDependencies } from './readiness.ts';
import { requestLog } from './request-log.ts';
import { RoundFeed } from './round-feed.ts';
import { type AskRouteDependencies, askRoute } from './routes/ask.ts';
import { boardPath, boardRoute } from './routes/board.ts';
import { type CheckInsDependencies, checkInsRoute } from './routes/check-ins.ts';
import { connectionsRoute } from './routes/connections.ts';
import { type GoalsDependencies, goalsRoute } from './routes/goals.ts';
import { healthRoute } from './routes/health.ts';
import { jobsApiRoute } from './routes/jobs-api.ts';
import { type JobsPageDependencies, jobsPageRoute } from './routes/jobs-page.ts';
import { type MetricsDependencies, metricsRoute } from './routes/metrics.ts';
import {
  type NotificationDependencies,
  notificationsRoute,
  pushApiRoute,
  pushSubscriptionsRoute,
} from './routes/notifications.ts';
import { type OauthDependencies, oauthRoute } from './routes/oauth.ts';
import { type ObservationDependencies, observationsRoute } from './routes/observations.ts';
import { pagesRoute } from './routes/pages.ts';
import { readyRoute } from './routes/ready.ts';
import { type RoundsDependencies, roundsApiRoute, roundsRoute } from './routes/rounds.ts';
import { type ShareRouteDependencies, shareRoute } from './routes/share.ts';
import { type VisitsDependencies, visitsRoute } from './routes/visits.ts';
import { webhookRoute } from './routes/webhook.ts';
import { sameOriginOnly } from './same-origin-only.ts';
import { securityHeaders } from './security-headers.ts';

export interface HttpDependencies
  extends AskRouteDependencies,
    CheckInsDependencies,
    VisitsDependencies,
    GoalsDependencies,
    Omit<ObservationDependencies, 'queue'>,
    Omit<ReceiveDependencies, 'queue'>,
    Omit<RoundsDependencies, 'queue' | 'feed'>,
    Omit<JobsPageDependencies, 'queue'>,
    Omit<MetricsDependencies, 'queue'>,
    Omit<ReadinessDependencies, 'queue'>,
    AdminDependencies,
    Omit<ShareRouteDependencies, 'shareUrl' | 'slowHash'>,
    NotificationDependencies,
    OauthDependencies {
  readonly queue: () => Promise<JobQueue>;
  readonly pages: PageStore;
  readonly version: string;
  /** Absent where nothing is shared. */
  readonly shareUrl: string | undefined;
}

export function createHttpApp(dependencies: HttpDependencies): Hono {
  const app = new Hono();
  const feed = new RoundFeed(dependencies);
  const admin = adminOnly(dependencies);
  const { shareUrl } = dependencies;
  app.use(requestLog(dependencies.logger));
  app.use(securityHeaders);
  app.use(localHostsOnly(dependencies.host));
  app.use(sameOriginOnly);
  for (const path of ['/jobs/*', '/api/jobs/*', '/metrics']) app.use(path, admin);
  app.route('/api/health', healthRoute(dependencies));
  app.route('/api/ready', readyRoute(dependencies));
  app.route('/metrics', metricsRoute(dependencies));
  app.route('/api/jobs', jobsApiRoute(dependencies));
  app.route(boardPath, boardRoute(dependencies));
  app.route('/jobs', jobsPageRoute(dependencies));
  app.route('/api/people', checkInsRoute(dependencies));
  app.route('/api/people', askRoute(dependencies));
  app.route('/api/people', visitsRoute(dependencies));
  app.route('/api/people', goalsRoute(dependencies));
  app.route('/api/people', roundsApiRoute({ ...dependencies, feed }));
  app.route('/api/people', pushSubscriptionsRoute(dependencies));
  app.route('/', pushApiRoute(dependencies));
  app.route('/api/memory/metrics', observationsRoute(dependencies));
  app.route('/oauth', oauthRoute(dependencies));
  app.route('/webhooks/oura', webhookRoute(dependencies));
  if (shareUrl !== undefined) {
    app.route('/s', shareRoute({ ...dependencies, shareUrl, slowHash: scryptHash }));
  }
  app.route('/people', connectionsRoute(dependencies));
  app.route('/people', notificationsRoute(dependencies));
  app.route('/people', roundsRoute({ ...dependencies, feed }));
  app.route('/', pagesRoute(dependencies));
  return answerErrors(app, dependencies.logger);
}
