import { DelayedError, type Job, WaitingError } from 'bullmq';
import type { Clock } from '../shared/clock.ts';
import {
  NotYetError,
  PermanentError,
  PersonGoneError,
  publicMessageOf,
  RoundsError,
  TransientError,
} from '../shared/errors.ts';
import { isRecord } from '../shared/json.ts';
import type { Logger } from '../shared/logger.ts';
import type { JobOutcome, Meter } from '../shared/meter.ts';
import type { BullProcessor } from './bull.ts';
import { storableFailure } from './failure.ts';
import { type JobData, readJobData } from './job-data.ts';
import type { JobRegistration } from './registry.ts';
import { decideRetry } from './retry.ts';

/** Starts without an end, by kills or shutdowns, before a job is taken to be what ends the process. */
const MAX_UNFINISHED_STARTS = 10;
/** What a handler gets to wind up after its signal, before its job is taken away from it. */
const WIND_UP_MS = 5_000;

export interface ProcessorOptions {
  readonly registry: ReadonlyMap<string, JobRegistration>;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly meter: Meter;
  /** Aborted when handlers are asked to stop, and when waiting for them is over. */
  readonly stopping: AbortSignal;
  readonly abandoning: AbortSignal;
}

type BullJob = Job<JobData, void, string>;

export function createProcessor(options: ProcessorOptions): BullProcessor {
  // Three parameters on purpose: BullMQ looks at the number before it passes the signal.
  return async (job, token, lockLost) => {
    const { payload } = readJobData(job.data);
    const logger = options.logger.child({ jobId: job.id ?? '', job: job.name, ...idsIn(payload) });
    const startedAt = options.clock.now().getTime();
    const began = performance.now();
    const count = (outcome: JobOutcome) =>
      options.meter.jobEnded(job.name, outcome, (performance.now() - began) / 1000);
    try {
      await runHandler(job, logger, lockLost, options);
      count('done');
    } catch (error) {
      if (error instanceof PersonGoneError) {
        logger.info('the person is no longer here, so there is nothing to do');
        return count('done');
      }
      if (options.stopping.aborted && isInterruption(error)) return handBack(job, token, logger);
      count(outcomeOf(error));
      if (error instanceof NotYetError) return putOff(job, token, error, logger);
      throw await recordFailure(job, error, startedAt, logger, options);
    }
  };
}

/** What a payload holds are ids, days and kinds; the ids tell the lines of one round, or one request, together. */
function idsIn(payload: unknown): Record<string, string> {
  const entries = isRecord(payload) ? Object.entries(payload) : [];
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string] => /Id$/.test(entry[0]) && typeof entry[1] === 'string',
    ),
  );
}

async function runHandler(
  job: BullJob,
  logger: Logger,
  lockLost: AbortSignal | undefined,
  { registry, stopping, abandoning }: ProcessorOptions,
): Promise<void> {
  const registration = registry.get(job.name);
  if (registration === undefined) {
    throw new PermanentError(`This version of rounds has no job called ${job.name}.`);
  }
  if (job.attemptsStarted - job.attemptsMade > MAX_UNFINISHED_STARTS) {
    throw new PermanentError('The process stopped too often while this job ran.');
  }
  const limit = startLimit(registration.timeoutMs);
  const signals = [limit.timeUp, stopping, ...(lockLost ? [lockLost] : [])];
  const context = { signal: AbortSignal.any(signals), attempt: job.attemptsMade + 1, logger };
  const given = rejectOnAbort(AbortSignal.any([limit.givenUp, abandoning]));
  try {
    await Promise.race([registration.run(readJobData(job.data).payload, context), given.aborted]);
  } catch (error) {
    // A library answers an abort with an error of its own; the reason of the abort says more.
    throw limit.timeUp.aborted && !(error instanceof RoundsError) ? limit.timeUp.reason : error;
  } finally {
    given.forget();
    limit.clear();
  }
}

function startLimit(timeoutMs: number): { timeUp: AbortSignal; givenUp: AbortSignal; clear: () => void } {
  const timeUp = new AbortController();
  const givenUp = new AbortController();
  const tooLong = () =>
    new TransientError(`The job took longer than ${Math.ceil(timeoutMs / 1000)} seconds.`);
  const timers = [
    setTimeout(() => timeUp.abort(tooLong()), timeoutMs),
    setTimeout(() => givenUp.abort(tooLong()), timeoutMs + WIND_UP_MS),
  ];
  return {
    timeUp: timeUp.signal,
    givenUp: givenUp.signal,
    clear: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function rejectOnAbort(signal: AbortSignal): { aborted: Promise<never>; forget: () => void } {
  let listener: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    listener = () => reject(signal.reason);
    signal.addEventListener('abort', listener, { once: true });
  });
  return { aborted, forget: () => signal.removeEventListener('abort', listener) };
}

function outcomeOf(error: unknown): JobOutcome {
  if (error instanceof NotYetError) return 'put-off';
  if (!(error instanceof RoundsError)) return 'bug';
  return error.retryable ? 'transient' : 'permanent';
}

/** A refusal that a handler thought through stands, even during shutdown. */
function isInterruption(error: unknown): boolean {
  return !(error instanceof RoundsError) || error.retryable;
}

/** Back in line, with no try counted: the next start runs it again. */
async function handBack(job: BullJob, token: string | undefined, logger: Logger): Promise<never> {
  await job.moveToWait(token);
  logger.info('job handed back for the next start');
  throw new WaitingError();
}

/** Later, with no try counted: whoever asks for it decides how often. */
async function putOff(
  job: BullJob,
  token: string | undefined,
  { publicMessage, retryAfterMs = 0 }: NotYetError,
  logger: Logger,
): Promise<never> {
  // By the clock that BullMQ itself reads.
  await job.moveToDelayed(Date.now() + retryAfterMs, token);
  logger.info({ reason: publicMessage, delayMs: retryAfterMs }, 'job put off');
  throw new DelayedError();
}

/** What the program does about it must not change what the queue stores of it. */
async function recordDeath(
  job: BullJob,
  error: unknown,
  registration: JobRegistration | undefined,
  logger: Logger,
): Promise<void> {
  logger.error({ err: error }, 'job failed for good');
  try {
    await registration?.onDead(readJobData(job.data).payload, publicMessageOf(error));
  } catch (failure) {
    logger.error({ err: failure }, 'a failed job could not be reported');
  }
}

async function recordFailure(
  job: BullJob,
  error: unknown,
  startedAt: number,
  logger: Logger,
  { registry, clock, random }: ProcessorOptions,
): Promise<Error> {
  const attempt = job.attemptsMade + 1;
  const data = readJobData(job.data);
  const firstTryAt = attempt === 1 ? startedAt : (data.firstTryAt ?? startedAt);
  const ageMs = clock.now().getTime() - firstTryAt;
  const policy = registry.get(job.name)?.retry;
  const decision = policy
    ? decideRetry({ error, attempt, ageMs }, policy, random)
    : { again: false as const };
  if (decision.again && attempt === 1) await job.updateData({ ...data, firstTryAt });
  if (decision.again)
    logger.warn({ err: error, attempt, delayMs: decision.delayMs }, 'job will be tried again');
  else await recordDeath(job, error, registry.get(job.name), logger.child({ attempt: String(attempt) }));
  return storableFailure(error, decision);
}
