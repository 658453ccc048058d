import { Hono } from 'hono';
import type { JobQueue } from '../../queue/runtime.ts';
import { NotFoundError, RoundsError } from '../../shared/errors.ts';
import { policyWith } from '../security-headers.ts';

export interface BoardDependencies {
  readonly queue: () => Promise<Pick<JobQueue, 'board'>>;
  readonly adminPassword: string | undefined;
}

export const boardPath = '/jobs/board';

/** Retrying and cleaning dead jobs; pausing, emptying and inventing jobs is nothing to do by a slip of the mouse. */
const ALLOWED_CHANGES =
  /^\/jobs\/board\/api\/queues\/[^/]+\/(retry\/failed|clean\/(failed|completed)|[^/]+\/(retry|clean))$/;
const policy = policyWith({
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'self'",
});
/** The page would ask for a font from elsewhere; the policy forbids it, and the browser would complain. */
const FOREIGN_FONT = /<link[^>]*fonts\.googleapis\.com[^>]*>/g;

/** Bull Board, on Redis and behind the password alone. Loaded when it is first asked for. */
export function boardRoute({ queue, adminPassword }: BoardDependencies): Hono {
  let opening: Promise<Hono | undefined> | undefined;
  return new Hono().all('/*', async ({ req, env }) => {
    if (adminPassword === undefined) {
      throw new RoundsError('Bull Board is there once ROUNDS_ADMIN_PASSWORD is set.', { code: 'forbidden' });
    }
    if (req.method !== 'GET' && !(req.method === 'PUT' && ALLOWED_CHANGES.test(req.path))) {
      throw new RoundsError('Bull Board may retry and remove jobs here and nothing else.', {
        code: 'forbidden',
      });
    }
    opening ??= openBoard(queue);
    const board = await opening.catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    if (board === undefined) {
      throw new NotFoundError('Bull Board shows queues on Redis only; /jobs shows them on every backend.');
    }
    return withPolicy(await board.fetch(req.raw, env));
  });
}

async function openBoard(queue: BoardDependencies['queue']): Promise<Hono | undefined> {
  const queues = await (await queue()).board();
  if (queues === undefined) return undefined;
  const [{ createBullBoard }, { HonoAdapter }, { serveStatic }] = await Promise.all([
    import('@bull-board/api'),
    import('@bull-board/hono'),
    import('@hono/node-server/serve-static'),
  ]);
  const adapter = new HonoAdapter(serveStatic).setBasePath(boardPath);
  createBullBoard({
    queues,
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'rounds', hideRedisDetails: true } },
  });
  return new Hono().route(boardPath, adapter.registerPlugin());
}

async function withPolicy(response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.set('Content-Security-Policy', policy);
  const isPage = headers.get('content-type')?.startsWith('text/html') ?? false;
  if (!isPage) return new Response(response.body, { status: response.status, headers });
  headers.delete('content-length');
  return new Response((await response.text()).replaceAll(FOREIGN_FONT, ''), {
    status: response.status,
    headers,
  });
}
