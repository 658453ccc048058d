import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the receiver does with a request that it has read whole; the last step of the script repeats. */
export type ReceiverStep =
  | number
  | { readonly status: number; readonly headers: Record<string, string> }
  | 'hang'
  | 'drop'
  | 'half an answer'
  | Promise<unknown>;

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The same, for what is no text. */
  readonly bytes: Buffer;
}

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
}

/** Takes notices on loopback, by a script. A promise as a step: it answers 204 when that is settled. */
export async function startReceiver(...script: readonly ReceiverStep[]): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((bytes) => {
      const step = script[Math.min(received.length, script.length - 1)] ?? 204;
      const { method = '', url: path = '', headers } = request;
      received.push({ method, path, headers, body: bytes.toString('utf8'), bytes });
      play(step, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook?token=red-token-41`,
    received,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function play(step: ReceiverStep, response: ServerResponse): void {
  if (typeof step === 'number') response.writeHead(step).end('an answer with words');
  else if (step instanceof Promise) void step.then(() => response.writeHead(204).end());
  else if (step === 'drop') response.socket?.destroy();
  else if (step === 'half an answer') response.socket?.end('HTTP/1.1 20');
  else if (step !== 'hang') response.writeHead(step.status, step.headers).end();
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
