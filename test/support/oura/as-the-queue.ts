import type { RetryPolicy } from '../../../src/queue/job.ts';
import { decideRetry } from '../../../src/queue/retry.ts';
import type { AdjustableClock } from '../adjustable-clock.ts';

/** Runs some work as the queue would run a job: again after the pause its policy gives, until it is done or dead. */
export async function asTheQueue<Result>(
  clock: AdjustableClock,
  policy: RetryPolicy,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result } | { readonly error: unknown }> {
  const began = clock.now().getTime();
  for (let attempt = 1; ; attempt++) {
    try {
      return { result: await work() };
    } catch (error) {
      const ageMs = clock.now().getTime() - began;
      const decision = decideRetry({ error, attempt, ageMs }, policy, () => 0.5);
      if (!decision.again) return { error };
      clock.advance(decision.delayMs);
    }
  }
}
