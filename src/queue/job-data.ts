import { z } from 'zod';

/** What the queue stores of a job: ids, days and kinds, and the one time that the age budget needs. */
export interface JobData {
  readonly payload: unknown;
  readonly firstTryAt?: number | undefined;
}

const shape = z.object({ payload: z.unknown(), firstTryAt: z.number().optional() });

/** Read with care: an older version may have written it. */
export function readJobData(data: unknown): JobData {
  const parsed = shape.safeParse(data);
  return parsed.success ? parsed.data : { payload: undefined };
}
