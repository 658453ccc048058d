import { z } from 'zod';
import { defineJob, type JobDefinition, type QueueName } from '../../../src/queue/job.ts';

export interface NumberedPayload {
  readonly run: string;
}

/** A job to try things on; two with the same `run` are the same job. */
export function sampleJob<const Name extends string>(
  name: Name,
  overrides: Partial<Pick<JobDefinition<Name, NumberedPayload>, 'retry' | 'timeoutMs'>> & {
    queue?: QueueName;
  } = {},
): JobDefinition<Name, NumberedPayload> {
  return defineJob({
    name,
    queue: 'analysis',
    payload: z.object({ run: z.string() }),
    retry: { attempts: 3, backoffMs: 20, maxAgeMs: 60_000 },
    timeoutMs: 10_000,
    idempotencyKey: ({ run }) => run,
    ...overrides,
  });
}

/** A promise and the function that settles it: tests wait for what happens, never for time to pass. */
export function signalled<Value = void>(): { reached: Promise<Value>; reach: (value: Value) => void } {
  let reach: (value: Value) => void = () => undefined;
  const reached = new Promise<Value>((resolve) => {
    reach = resolve;
  });
  return { reached, reach };
}

/** Resolves with everything collected once `count` values have come in. */
export function collector<Value>(count: number): { add: (value: Value) => void; all: Promise<Value[]> } {
  const { reached, reach } = signalled<Value[]>();
  const values: Value[] = [];
  const add = (value: Value) => {
    values.push(value);
    if (values.length === count) reach([...values]);
  };
  return { add, all: reached };
}
