import type { JobEvents } from './events.ts';
import { jobState } from './inspection.ts';
import { describeJobId } from './job-id.ts';
import type { BullQueues } from './queues.ts';

export type FinishedJob =
  | { readonly state: 'completed' }
  | { readonly state: 'failed'; readonly reason: string };

/** Events make waiting quick; looking now and then makes it certain, for an event can be skipped. */
const LOOK_AGAIN_MS = 1_000;

export async function waitUntilFinished(
  queues: BullQueues,
  events: JobEvents,
  jobId: string,
  stop: AbortSignal,
): Promise<FinishedJob> {
  const { queue } = describeJobId(jobId);
  stop.throwIfAborted();
  let wake: () => void = () => undefined;
  const unsubscribe = await events.subscribe((event) => event.jobId === jobId && wake(), [queue]);
  try {
    for (;;) {
      // Set up before looking: what happens during the look ends the pause that follows it.
      const pause = pauseUntil((woken) => {
        wake = woken;
      }, stop);
      const finished = await findFinished(queues, jobId);
      if (finished) return finished;
      await pause;
      stop.throwIfAborted();
    }
  } finally {
    wake();
    unsubscribe();
  }
}

function pauseUntil(setWake: (wake: () => void) => void, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, LOOK_AGAIN_MS);
    stop.addEventListener('abort', end, { once: true });
    setWake(end);
  });
}

async function findFinished(queues: BullQueues, jobId: string): Promise<FinishedJob | undefined> {
  const found = await jobState(queues, jobId);
  if (found.state === 'failed') return found;
  return found.state === 'completed' ? { state: found.state } : undefined;
}
