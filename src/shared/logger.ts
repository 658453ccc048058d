import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { RoundsError } from './errors.ts';

export type Logger = Pick<PinoLogger, 'info' | 'warn' | 'error' | 'debug'> & {
  child(bindings: Record<string, string>): Logger;
};

/**
 * Logs hold ids, kinds and counts. Errors are reduced to name, code and our own public line, because the words of
 * a foreign error may quote a document, a token or a query parameter.
 */
export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      serializers: { err: describeError, error: describeError },
    },
    options.destination ?? pino.destination(2),
  );
}

/** Written at once, so that nothing is lost when the process ends; readable by its owner alone. */
export function logFile(path: string): DestinationStream {
  return pino.destination({ dest: path, sync: true, mode: 0o600 });
}

function describeError(error: unknown): Record<string, unknown> {
  if (error instanceof RoundsError) {
    return { type: error.name, code: error.code, message: error.publicMessage };
  }
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, at: frames.slice(0, 4).map((line) => line.trim()) };
}
