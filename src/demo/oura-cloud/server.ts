import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../shared/clock.ts';
import { type CloudContext, createContext, type OuraCloudOptions } from './context.ts';
import type { CloudFaults, Fault } from './faults.ts';
import { type IssuedTokens, knownScopes } from './oauth-desk.ts';
import { tooMany } from './rate-limit.ts';
import { type Reply, refuse, writeReply } from './reply.ts';
import { answer, findTarget, notAuthorized } from './router.ts';

export interface OuraCloud {
  readonly url: string;
  readonly faults: CloudFaults;
  /** Requests so far by collection; the token endpoint counts as `oauth`. */
  requests(): Readonly<Record<string, number>>;
  /** Tokens without the dance, for tests of what comes after it. */
  issueTokens(accountId: string, scopes?: readonly string[]): IssuedTokens;
  expireAccessTokens(): void;
  close(): Promise<void>;
}

/** A cloud for one machine: real HTTP on loopback, everything in memory, nothing logged. */
export async function startOuraCloud(options: OuraCloudOptions): Promise<OuraCloud> {
  const context = createContext(options);
  const { counts, desk, faults, clients } = context;
  const server = createServer((request, response) => {
    handle(context, request, response).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    requests: () => Object.fromEntries(counts),
    issueTokens: (accountId, scopes = [...knownScopes]) =>
      desk.issue({ accountId, clientId: clients[0]?.clientId ?? '', scopes }),
    expireAccessTokens: () => desk.expireAccessTokens(),
    close: () => close(server),
  };
}

async function handle(
  context: CloudContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = findTarget(request);
  if (target === undefined) return writeReply(response, refuse(404, 'Not Found'));
  context.counts.set(target.name, (context.counts.get(target.name) ?? 0) + 1);
  const fault = context.faults.take(target.name);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') {
    request.socket.destroy();
    return;
  }
  const broken = fault && faultReply(fault, context.clock);
  writeReply(response, broken ?? (await answer(context, request, target)), fault?.kind === 'truncated');
}

function faultReply(fault: Fault, clock: Clock): Reply | undefined {
  if (fault.kind === 'rate-limited') {
    const seconds = Math.floor(clock.now().getTime() / 1000);
    return tooMany({ requests: 5000, windowSeconds: 300 }, fault.retryAfterSeconds, seconds);
  }
  if (fault.kind === 'server-error') return refuse(fault.status ?? 500, 'Internal Server Error');
  return fault.kind === 'expired-token' ? notAuthorized() : undefined;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Requests left hanging on purpose would keep it open.
    server.closeAllConnections();
  });
}
