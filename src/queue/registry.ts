import { ConfigError, InputError } from '../shared/errors.ts';
import type { JobContext, JobDefinition, JobHandler, QueueName, RetryPolicy } from './job.ts';

/** A definition with its handler; the payload type stays inside, so that handlers of all jobs fit in one list. */
export interface JobRegistration {
  readonly name: string;
  readonly queue: QueueName;
  readonly retry: RetryPolicy;
  readonly timeoutMs: number;
  run(payload: unknown, context: JobContext): Promise<void>;
  /** Told once when the job has failed for good, with the public reason. */
  onDead(payload: unknown, reason: string): Promise<void>;
}

/** The part of a definition that does not depend on its payload. */
export type JobHead = Pick<JobRegistration, 'name' | 'queue'>;

export interface HandleOptions<Payload> {
  readonly onDead?: (payload: Payload, reason: string) => Promise<void>;
}

export function handle<Name extends string, Payload>(
  definition: JobDefinition<Name, Payload>,
  handler: JobHandler<Payload>,
  options: HandleOptions<Payload> = {},
): JobRegistration {
  const { name, queue, retry, timeoutMs } = definition;
  return {
    name,
    queue,
    retry,
    timeoutMs,
    // Parsed again: another version of the program may have written the payload.
    run: async (payload, context) => handler(parsePayload(definition, payload), context),
    onDead: async (payload, reason) => options.onDead?.(parsePayload(definition, payload), reason),
  };
}

export function parsePayload<Name extends string, Payload>(
  definition: JobDefinition<Name, Payload>,
  payload: unknown,
): Payload {
  const parsed = definition.payload.safeParse(payload);
  if (parsed.success) return parsed.data;
  // Which fields, never what they held.
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'payload').join(', ');
  throw new InputError(`The job ${definition.name} does not fit its description (${fields}).`);
}

/** Boot refuses doubles and gaps: a job that nobody serves would wait for ever, and silently. */
export function buildRegistry(
  registrations: readonly JobRegistration[],
  queues: readonly QueueName[],
  definitions: readonly JobHead[],
): ReadonlyMap<string, JobRegistration> {
  const registry = new Map<string, JobRegistration>();
  for (const registration of registrations) {
    if (registry.has(registration.name)) {
      throw new ConfigError(`The job ${registration.name} has two handlers.`);
    }
    registry.set(registration.name, registration);
  }
  for (const { name, queue } of definitions) {
    if (queues.includes(queue) && !registry.has(name)) {
      throw new ConfigError(`The job ${name} of the served queue ${queue} has no handler.`);
    }
  }
  return registry;
}
