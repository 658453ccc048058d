import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { publicMessageOf, RoundsError } from './errors.ts';
import { isRecord } from './json.ts';

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
      hooks: {
        // Where no line is given, pino takes the error's own words for it.
        logMethod([first, ...rest], write) {
          const error =
            first instanceof Error ? first : isRecord(first) ? (first.err ?? first.error) : undefined;
          const line = rest.length === 0 && error instanceof Error ? [publicMessageOf(error)] : rest;
          write.apply(this, [first instanceof Error ? { err: first } : first, ...line] as Parameters<
            typeof write
          >);
        },
      },
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
  return { type: error.name, at: framesOf(error.stack ?? '').slice(0, 4) };
}

/** The unbroken run of places at the end of a stack: a line of the message above may look like one. */
function framesOf(stack: string): string[] {
  const lines = stack.split('\n');
  const isPlace = (line: string) => /^\s+at .*(:\d+:\d+|<anonymous>|native)\)?$/.test(line);
  return lines.slice(lines.findLastIndex((line) => !isPlace(line)) + 1).map((line) => line.trim());
}
