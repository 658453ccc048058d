import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { RoundsError } from '../shared/errors.ts';

export interface Listening extends AsyncDisposable {
  readonly url: string;
}

const CLOSE_GRACE_MS = 2_000;

export function listen(app: Hono, host: string, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address) => {
      const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      resolve({
        url: `http://${name}:${address.port}`,
        async [Symbol.asyncDispose]() {
          const closed = new Promise<void>((done) => {
            server.close(() => done());
          });
          const force = setTimeout(
            () => 'closeAllConnections' in server && server.closeAllConnections(),
            CLOSE_GRACE_MS,
          );
          await closed;
          clearTimeout(force);
        },
      });
    });
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
  });
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): RoundsError {
  if (cause.code === 'EADDRINUSE') {
    return new RoundsError(
      `Port ${port} on ${host} is taken by another program. Choose one with --port or ROUNDS_PORT.`,
      {
        code: 'port-in-use',
        cause,
      },
    );
  }
  return new RoundsError(
    `It is not possible to listen on ${host}, port ${port}. Choose others with --host and --port.`,
    {
      code: 'unavailable',
      cause,
    },
  );
}
