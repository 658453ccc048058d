import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer as data; one place writes it to the wire. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent instead of `body`, as HTML. */
  readonly html?: string;
}

/** The live API speaks FastAPI: `{"detail": …}`. */
export function refuse(
  status: number,
  detail: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body: { detail } };
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export function redirect(location: string): Reply {
  return { status: 302, headers: { location } };
}

/** A fault may send only the first half of the text: the transport is content, the JSON is broken. */
export function writeReply(response: ServerResponse, reply: Reply, truncate = false): void {
  const text = reply.html ?? (reply.body === undefined ? '' : JSON.stringify(reply.body));
  const type = reply.html === undefined ? 'application/json' : 'text/html; charset=utf-8';
  const sent = truncate ? text.slice(0, Math.floor(text.length / 2)) : text;
  response.writeHead(reply.status, {
    'content-type': type,
    'content-length': String(Buffer.byteLength(sent)),
    'cache-control': 'no-store',
    ...reply.headers,
  });
  response.end(sent);
}

const bodyLimit = 64 * 1024;

export async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bodyLimit) return undefined;
    chunks.push(bytes);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
