import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** The bytes as they came. */
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Challenges answered so far. */
  readonly challenges: URLSearchParams[];
  /** The statuses of the next answers; 204 after these, and `hang` gives none. */
  answerWith(...statuses: (number | 'hang')[]): void;
  /** From now on the challenge is answered with other words. */
  forgetToken(): void;
}

/** What an application puts on the web to be told of new documents. Gone when the test is. */
export async function startReceiver(token = 'expected'): Promise<Receiver> {
  const received: Received[] = [];
  const challenges: URLSearchParams[] = [];
  let statuses: (number | 'hang')[] = [];
  let known = true;
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'GET') {
        challenges.push(searchParams);
        const right = known && searchParams.get('verification_token') === token;
        response.writeHead(right ? 200 : 401, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ challenge: right ? searchParams.get('challenge') : 'unknown' }));
        return;
      }
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      const status = statuses.shift() ?? 204;
      if (status !== 'hang') response.writeHead(status).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/oura-webhook`,
    received,
    challenges,
    answerWith: (...next) => {
      statuses = next;
    },
    forgetToken: () => {
      known = false;
    },
  };
}
