import { once } from 'node:events';
import { createServer } from 'node:http';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly attributes: readonly Attribute[];
}

interface Envelope {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly CollectedSpan[] }[];
  }[];
}

export interface TraceCollector extends AsyncDisposable {
  readonly endpoint: string;
  /** Everything that came, to the letter. */
  received(): string;
  spans(): CollectedSpan[];
  resources(): Attribute[];
}

/** Takes traces as any OTLP collector does, over HTTP and as JSON. */
export async function startTraceCollector(): Promise<TraceCollector> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    bodies.push(Buffer.concat(chunks).toString('utf8'));
    response.writeHead(request.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/json' });
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The collector has no port.');
  const sent = () => bodies.flatMap((body) => (JSON.parse(body) as Envelope).resourceSpans);
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    received: () => bodies.join('\n'),
    spans: () => sent().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    resources: () => sent().flatMap(({ resource }) => resource.attributes),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function attributeOf(span: CollectedSpan, key: string): string | undefined {
  return span.attributes.find((attribute) => attribute.key === key)?.value.stringValue;
}
