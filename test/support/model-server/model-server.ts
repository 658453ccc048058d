import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A model provider on loopback that speaks the Anthropic Messages protocol (`/v1/messages`) and OpenAI's chat
 * completions (`/v1/chat/completions`). It answers from a script, one step a request; the last step repeats.
 */
export type Script = readonly Step[] | (() => Step);

export type Step =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'reply'; readonly make: (request: Recorded) => unknown }
  | { readonly kind: 'played'; readonly make: (request: Recorded) => Step }
  | { readonly kind: 'text'; readonly text: string; readonly truncated?: boolean }
  | { readonly kind: 'refusal' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly code?: string;
    }
  /** Any body whatever: what a proxy, a gateway or a broken server sends. */
  | { readonly kind: 'body'; readonly status?: number; readonly type?: string; readonly body: string }
  | { readonly kind: 'hang' }
  /** The beginning of an answer, and then nothing; or the connection closes. */
  | { readonly kind: 'half'; readonly closes?: boolean }
  | { readonly kind: 'drop' };

export interface Recorded {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
  /** The words of all turns: what a repair is made of. */
  readonly turns: readonly { role: string; content: string }[];
}

export interface ModelServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly Recorded[];
}

export interface ServerOptions {
  /** Response formats the server does not know: it answers 400 to them, as older servers do. */
  readonly refuses?: readonly ('json_schema' | 'json_object' | 'output_config' | 'tools')[];
  /** Of the 120 tokens in, those that were in the provider's cache. */
  readonly cached?: number;
}

export async function startModelServer(script: Script, options: ServerOptions = {}): Promise<ModelServer> {
  const requests: Recorded[] = [];
  let place = 0;
  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const recorded = record(request, text);
      requests.push(recorded);
      if (refusesFormat(recorded, options.refuses ?? [])) {
        sendError(response, recorded.path, 400);
        return;
      }
      const step = typeof script === 'function' ? script() : script[Math.min(place, script.length - 1)];
      place += 1;
      if (step !== undefined) play(step, recorded, response, options.cached);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function play(step: Step, request: Recorded, response: ServerResponse, cached?: number): void {
  const send = (text: string, end: End) => sendAnswer(response, request, text, end, cached);
  if (step.kind === 'answer') send(JSON.stringify(step.value), 'end');
  else if (step.kind === 'reply') send(JSON.stringify(step.make(request)), 'end');
  else if (step.kind === 'played') play(step.make(request), request, response, cached);
  else if (step.kind === 'text') send(step.text, step.truncated ? 'length' : 'end');
  else if (step.kind === 'refusal') send('', 'refusal');
  else if (step.kind === 'status') sendError(response, request.path, step.status, step.headers, step.code);
  else if (step.kind === 'body') {
    response.writeHead(step.status ?? 200, { 'content-type': step.type ?? 'application/json' });
    response.end(step.body);
  } else if (step.kind === 'drop') response.socket?.destroy();
  else if (step.kind === 'half') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write('{"id":"half",', () => {
      if (step.closes) response.socket?.destroy();
    });
  }
}

type End = 'end' | 'length' | 'refusal';

function sendAnswer(
  response: ServerResponse,
  request: Recorded,
  text: string,
  end: End,
  cached?: number,
): void {
  const body = request.path.endsWith('/messages')
    ? anthropicBody(request, text, end, cached)
    : openAiBody(text, end, cached);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function anthropicBody(request: Recorded, text: string, end: End, cached?: number): object {
  const isTool = Array.isArray(request.body.tools);
  const content = isTool
    ? [{ type: 'tool_use', id: 'toolu_1', name: 'talking_points', input: parseLoosely(text) }]
    : [{ type: 'text', text }];
  const reasons = { end: isTool ? 'tool_use' : 'end_turn', length: 'max_tokens', refusal: 'refusal' };
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: request.body.model,
    content: end === 'refusal' ? [] : content,
    stop_reason: reasons[end],
    stop_sequence: null,
    usage: {
      input_tokens: 120 - (cached ?? 0),
      output_tokens: 40,
      ...(cached === undefined ? {} : { cache_read_input_tokens: cached, cache_creation_input_tokens: 0 }),
    },
  };
}

function openAiBody(text: string, end: End, cached?: number): object {
  const message =
    end === 'refusal'
      ? { role: 'assistant', content: null, refusal: 'I cannot help with that.' }
      : { role: 'assistant', content: text, refusal: null };
  return {
    id: 'chatcmpl_1',
    object: 'chat.completion',
    created: 0,
    model: 'scripted',
    choices: [{ index: 0, message, finish_reason: end === 'length' ? 'length' : 'stop', logprobs: null }],
    usage: {
      prompt_tokens: 120,
      completion_tokens: 40,
      total_tokens: 160,
      ...(cached === undefined ? {} : { prompt_tokens_details: { cached_tokens: cached } }),
    },
  };
}

/** Real servers quote the request in their errors: so does this one, to prove that nothing of it gets through. */
function sendError(
  response: ServerResponse,
  path: string,
  status: number,
  headers: Record<string, string> = {},
  code = 'scripted_error',
): void {
  const error = { type: code, code, message: 'You sent: SECRET-PROMPT Lisinopril 20 mg', param: null };
  const body = path.endsWith('/messages') ? { type: 'error', error } : { error };
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function refusesFormat(request: Recorded, refused: NonNullable<ServerOptions['refuses']>): boolean {
  const format = request.body.response_format as { type?: string } | undefined;
  if (request.body.output_config !== undefined && refused.includes('output_config')) return true;
  if (request.body.tools !== undefined && refused.includes('tools')) return true;
  return refused.some((name) => name === format?.type);
}

function record(request: IncomingMessage, text: string): Recorded {
  const body = parseLoosely(text) as Record<string, unknown>;
  const messages = (body.messages ?? []) as { role: string; content: string }[];
  return { path: request.url ?? '', headers: request.headers, body, turns: messages };
}

function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { broken: text };
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
