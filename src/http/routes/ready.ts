import { Hono } from 'hono';
import { checkReadiness, type ReadinessDependencies } from '../readiness.ts';

/** Whether to send work here: for load balancers and process managers. */
export function readyRoute(dependencies: ReadinessDependencies): Hono {
  return new Hono().get('/', async (context) => {
    const { ready, checks } = await checkReadiness(dependencies);
    return context.json({ status: ready ? 'ready' : 'not-ready', checks }, ready ? 200 : 503);
  });
}
