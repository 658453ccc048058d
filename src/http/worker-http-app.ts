import { Hono } from 'hono';
import { type AdminDependencies, adminOnly } from './admin-only.ts';
import { answerErrors } from './answer-errors.ts';
import { localHostsOnly } from './local-hosts-only.ts';
import type { ReadinessDependencies } from './readiness.ts';
import { requestLog } from './request-log.ts';
import { healthRoute } from './routes/health.ts';
import { type MetricsDependencies, metricsRoute } from './routes/metrics.ts';
import { readyRoute } from './routes/ready.ts';
import { securityHeaders } from './security-headers.ts';

export interface WorkerHttpDependencies
  extends MetricsDependencies,
    ReadinessDependencies,
    AdminDependencies {
  readonly queue: MetricsDependencies['queue'];
  readonly clock: MetricsDependencies['clock'];
  readonly version: string;
}

/** What a process without a web page shows of itself: its counts, that it lives, and whether it can work. */
export function createWorkerHttpApp(dependencies: WorkerHttpDependencies): Hono {
  const app = new Hono();
  app.use(requestLog(dependencies.logger));
  app.use(securityHeaders);
  app.use(localHostsOnly(dependencies.host));
  app.use('/metrics', adminOnly(dependencies));
  app.route('/metrics', metricsRoute(dependencies));
  app.route('/api/health', healthRoute(dependencies));
  app.route('/api/ready', readyRoute(dependencies));
  return answerErrors(app, dependencies.logger);
}
