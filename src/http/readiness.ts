import { scheduleLagMs } from '../queue/overview.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import { publicMessageOf, RoundsError, TransientError } from '../shared/errors.ts';

export interface ReadinessDependencies {
  readonly pingDatabase: () => Promise<void>;
  readonly queue: () => Promise<Pick<JobQueue, 'overview'>>;
  readonly clock: Clock;
}

export interface Readiness {
  readonly ready: boolean;
  /** "ok", or one line that says what is wrong. */
  readonly checks: { readonly database: string; readonly queue: string; readonly schedules: string };
}

const ANSWER_MS = 2_000;
const MOST_LAG_MS = 15 * 60_000;

/** Whether work that is handed over now gets done. */
export async function checkReadiness(dependencies: ReadinessDependencies): Promise<Readiness> {
  const [database, overview] = await Promise.all([
    outcomeOf('database', dependencies.pingDatabase()),
    outcomeOf(
      'job queue',
      dependencies.queue().then((queue) => queue.overview()),
    ),
  ]);
  const checks = {
    database: database.line,
    queue: overview.line,
    schedules:
      overview.value === undefined
        ? 'Not known: the job queue was not there to ask.'
        : lineOfLag(scheduleLagMs(overview.value.schedules, dependencies.clock.now())),
  };
  return { ready: Object.values(checks).every((line) => line === 'ok'), checks };
}

function lineOfLag(lagMs: number): string {
  if (lagMs <= MOST_LAG_MS) return 'ok';
  return `The most overdue schedule is ${Math.floor(lagMs / 60_000)} minutes late. Check that a worker runs.`;
}

async function outcomeOf<Value>(
  part: string,
  asked: Promise<Value>,
): Promise<{ line: string; value?: Value }> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new TransientError(`The ${part} does not answer within ${ANSWER_MS / 1_000} seconds.`)),
      ANSWER_MS,
    );
  });
  try {
    return { line: 'ok', value: await Promise.race([asked, timeUp]) };
  } catch (error) {
    // A driver's own words may hold an address with a password in it.
    return { line: error instanceof RoundsError ? publicMessageOf(error) : `The ${part} does not answer.` };
  } finally {
    clearTimeout(timer);
  }
}
