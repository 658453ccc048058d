import type { IncomingMessage, ServerResponse } from 'node:http';
import { writeJson } from './json-text.ts';

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

/** FastAPI's list of what is wrong with a body, without the values. */
export function refuseBody(
  issues: readonly {
    readonly code?: string;
    readonly path: readonly PropertyKey[];
    readonly message: string;
  }[],
): Reply {
  return refuse(
    422,
    issues.map(({ code, path, message }) => ({ type: code, loc: ['body', ...path], msg: message })),
  );
}

export function notAuthorized(): Reply {
  return refuse(401, 'Access token is expired, malformed or revoked.');
}

/** The live answer for a scope that was not granted: 401, not the 403 of the documentation. */
export function refuseScope(scope: string): Reply {
  return refuse(401, `Token is not authorized access ${scope} scope.`);
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export function redirect(location: string): Reply {
  return { status: 302, headers: { location } };
}

export const noContent: Reply = { status: 204 };

/** A fault may send only the first half of the text: the transport is content, the JSON is broken. */
export function writeReply(response: ServerResponse, reply: Reply, truncate = false): void {
  const text = reply.html ?? (reply.body === undefined ? '' : writeJson(reply.body));
  const type = reply.html === undefined ? 'application/json' : 'text/html; charset=utf-8';
  const sent = truncate ? text.slice(0, Math.floor(text.length / 2)) : text;
  response.writeHead(reply.status, {
    ...(reply.status !== 204 && {
      'content-type': type,
      'content-length': String(Buffer.byteLength(sent)),
    }),
    'cache-control': 'no-store',
    ...reply.headers,
  });
  response.end(sent);
}

const bodyLimit = 64 * 1024;

export async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const text = await readText(request);
  return text === undefined ? undefined : new URLSearchParams(text);
}

/** Undefined for what is no JSON; an empty body is an empty object. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request);
  if (text === undefined) return undefined;
  try {
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bodyLimit) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
