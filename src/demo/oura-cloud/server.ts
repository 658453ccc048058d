import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type CloudContext, createContext, type OuraCloudOptions } from './context.ts';
import { faultReply } from './fault-reply.ts';
import type { CloudFaults } from './faults.ts';
import { type IssuedTokens, knownScopes } from './oauth-desk.ts';
import { answerInCircle } from './paging.ts';
import { refuse, writeReply } from './reply.ts';
import { findTarget } from './router.ts';
import type { AnnounceOptions, SendOptions, WebhookEvent } from './webhook-types.ts';

export interface OuraCloud {
  readonly url: string;
  readonly faults: CloudFaults;
  /** Requests so far by collection; the token endpoint counts as `oauth`. */
  requests(): Readonly<Record<string, number>>;
  /** Refusals by the rate limits; faults that say 429 are none. */
  rateLimitViolations(): number;
  /** The most requests one access token made within one window (300 seconds where no limit is set). */
  peakRate(): number;
  /** Tokens without the dance, for tests of what comes after it. */
  issueTokens(accountId: string, scopes?: readonly string[]): IssuedTokens;
  expireAccessTokens(): void;
  /** One event to all who subscribed to it; the statuses of all tries in their order, 0 where nobody answered. */
  sendWebhook(event: WebhookEvent, options?: SendOptions): Promise<number[]>;
  /** Events for everything that came, changed or went by the clock since the last call. */
  announce(options?: AnnounceOptions): Promise<number[]>;
  close(): Promise<void>;
}

/** A cloud for one machine: real HTTP on loopback, everything in memory, nothing logged. */
export async function startOuraCloud(options: OuraCloudOptions): Promise<OuraCloud> {
  const closing = new AbortController();
  const context = createContext(options, closing.signal);
  const { counts, desk, faults, clients, limiter, sender } = context;
  const server = createServer((request, response) => {
    handle(context, request, response, closing.signal).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    requests: () => Object.fromEntries(counts),
    rateLimitViolations: () => limiter.violations(),
    peakRate: () => limiter.peak('token'),
    issueTokens: (accountId, scopes = [...knownScopes]) =>
      desk.issue({ accountId, clientId: clients[0]?.clientId ?? '', scopes }),
    expireAccessTokens: () => desk.expireAccessTokens(),
    sendWebhook: (event, sent) => sender.send(event, sent),
    announce: (sent) => context.announce(sent),
    close: () => {
      closing.abort();
      return close(server);
    },
  };
}

async function handle(
  context: CloudContext,
  request: IncomingMessage,
  response: ServerResponse,
  closed: AbortSignal,
): Promise<void> {
  const target = findTarget(request, context.controls);
  if (target === undefined) return writeReply(response, refuse(404, 'Not Found'));
  if (target.name !== 'simulator') {
    context.counts.set(target.name, (context.counts.get(target.name) ?? 0) + 1);
  }
  const fault = context.faults.take(target);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') {
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'slow') await pause(fault.milliseconds, undefined, { signal: closed });
  const broken = fault && faultReply(fault, target.name, context.clock);
  const answer = () => target.answer(context);
  const reply =
    broken ?? (await (fault?.kind === 'wrong-page' ? answerInCircle(target.url, answer) : answer()));
  writeReply(response, reply, fault?.kind === 'truncated');
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Requests left hanging on purpose would keep it open.
    server.closeAllConnections();
  });
}
