import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where notices go: it counts what it accepted by the key that says which notice it is. */
export interface NoticeReceiver extends AsyncDisposable {
  readonly url: string;
  accepted(): ReadonlyMap<string, number>;
}

export async function startNoticeReceiver(): Promise<NoticeReceiver> {
  const accepted = new Map<string, number>();
  const server = createServer((request, response) => {
    const key = String(request.headers['idempotency-key'] ?? '');
    request.resume().once('end', () => {
      accepted.set(key, (accepted.get(key) ?? 0) + 1);
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    accepted: () => accepted,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
