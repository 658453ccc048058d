import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface BreakableProxy {
  readonly url: string;
  /** As if the server had been switched off: open connections end, new ones are refused. */
  breakOff(): Promise<void>;
}

/** Stands between a test and a service that the test must not stop. */
export async function proxyTo(serviceUrl: string): Promise<BreakableProxy> {
  const target = new URL(serviceUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  const url = new URL(serviceUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    breakOff: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
