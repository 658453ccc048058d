import { forgetRunningServer, noteRunningServer } from './cli/running-server.ts';
import type { Config } from './config/config.ts';
import type { HttpDependencies } from './http/http-app.ts';
import type { Listening } from './http/listen.ts';
import type { Metrics } from './metrics/create-metrics.ts';

type Given = Omit<HttpDependencies, 'host' | 'shareUrl' | 'metrics' | 'closing'> & {
  readonly metrics: () => Promise<Metrics>;
};

/** The web server, loaded and opened when it is asked for. While it listens, other commands can find it. */
export function openWeb({ home, shareUrl, http: { host, port } }: Config, given: Given) {
  const closing = new AbortController();
  let listening: Listening | undefined;
  return {
    async listen(): Promise<{ readonly url: string }> {
      const [{ createHttpApp }, { listen }, metrics] = await Promise.all([
        import('./http/http-app.ts'),
        import('./http/listen.ts'),
        given.metrics(),
      ]);
      const app = createHttpApp({ ...given, host, shareUrl, metrics, closing: closing.signal });
      listening = await listen(app, host, port);
      noteRunningServer(home, listening.url);
      return listening;
    },
    async listenForWorker(): Promise<{ readonly url: string }> {
      const [{ createWorkerHttpApp }, { listen }, metrics] = await Promise.all([
        import('./http/worker-http-app.ts'),
        import('./http/listen.ts'),
        given.metrics(),
      ]);
      listening = await listen(createWorkerHttpApp({ ...given, host, metrics }), host, port);
      return listening;
    },
    async close(): Promise<void> {
      if (listening === undefined) return;
      // Streams end first: a server waits for every answer that is still being given.
      closing.abort();
      forgetRunningServer(home);
      await listening[Symbol.asyncDispose]();
    },
  };
}
