import type { QueueTelemetry } from './queue/telemetry.ts';

/** A collector that is away must not hold up the end of the program. */
const SEND_TIMEOUT_MS = 3_000;

export interface OpenTelemetry {
  readonly telemetry: QueueTelemetry;
  /** Sends what is still held and stops; to be called when the queue has been closed. */
  close(): Promise<void>;
}

/** Traces of all jobs go to `<endpoint>/v1/traces`. Loaded only where there is an endpoint: the SDK is large. */
export async function openTelemetry(endpoint: string, version: string): Promise<OpenTelemetry> {
  const [api, { BullMQOtel }, { OTLPTraceExporter }, { resourceFromAttributes }, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('bullmq-otel'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-node'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: SEND_TIMEOUT_MS });
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'rounds', 'service.version': version }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter, { exportTimeoutMillis: SEND_TIMEOUT_MS })],
  });
  provider.register();
  const { tracer, contextManager } = new BullMQOtel({ tracerName: 'rounds', version });
  return {
    telemetry: {
      tracer,
      contextManager: {
        with: (context, run) => contextManager.with(context, run),
        active: () => contextManager.active(),
        getMetadata: (context) => contextManager.getMetadata(context),
        fromMetadata: (active, metadata) => contextManager.fromMetadata(active, metadata),
        // Without it what BullMQ does over and over would all belong to the trace in which it began.
        root: () => api.ROOT_CONTEXT,
      },
    },
    close: async () => {
      await provider.shutdown().catch(() => undefined);
      for (const part of [api.trace, api.context, api.propagation]) part.disable();
    },
  };
}
