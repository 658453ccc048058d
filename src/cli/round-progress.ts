import { Listr } from 'listr2';
import type { Person } from '../../db/stores/person-store.ts';
import type { Round } from '../../db/stores/round-store.ts';
import type { StepRow } from '../../db/stores/step-store.ts';
import type { Page } from '../domain/page.ts';
import { PermanentError } from '../shared/errors.ts';
import type { AppHandle, CliTools } from './app-handle.ts';

interface Stage {
  readonly title: string;
  /** What is known of it now: undefined while it runs. */
  outcome(steps: readonly StepRow[], ended: boolean): string | undefined;
}

const single = (title: string, step: string): Stage => ({
  title,
  outcome: (steps, ended) => {
    const row = steps.find((candidate) => candidate.step === step);
    if (row?.state === 'done') return title;
    if (row?.state === 'failed') return `${title}: ${row.reason ?? 'failed'}`;
    return ended ? `${title}: not done` : undefined;
  },
});

const stages: readonly Stage[] = [
  single('Sync with Oura', 'sync'),
  single('Look for what changed', 'analyse'),
  {
    title: 'Let the specialists speak',
    outcome: (steps, ended) => {
      const spoken = steps.filter(({ step, state }) => step.startsWith('consult:') && state === 'done');
      const names = spoken.map(({ step }) => step.slice('consult:'.length)).sort();
      const over = ended || steps.some(({ step }) => step === 'coordinate');
      return over
        ? `Let the specialists speak: ${names.join(', ') || 'nobody had anything to add'}`
        : undefined;
    },
  },
  single('Put the talking points together', 'coordinate'),
  single('Write the page', 'publish'),
];

const FALLBACK_POLL_MS = 2_000;
/** A queue that restarts is back within this many looks. */
const FAILURES_UNTIL_LOST = 7;

/** Shows the round while it runs; ends with its page or with the reason why there is none. */
export async function followRound(
  tools: CliTools,
  app: AppHandle,
  person: Person,
  round: Round,
): Promise<Page> {
  const watch = await watchSteps(app, round.id);
  try {
    const list = new Listr(
      stages.map((stage) => ({
        title: stage.title,
        task: async (_context: unknown, task: { title: string }) => {
          task.title = await watch.until((steps, ended) => stage.outcome(steps, ended));
        },
      })),
      { renderer: tools.isTerminal ? 'default' : 'simple', rendererOptions: {}, fallbackRenderer: 'simple' },
    );
    await list.run();
    await watch.until((_steps, ended) => (ended ? 'ended' : undefined));
  } finally {
    watch.stop();
  }
  const { reason } = await app.rounds.get(round.id);
  const page = await app.pages.find(person, round.id);
  if (page === undefined) throw new PermanentError(reason ?? 'The round ended without a page.');
  return page;
}

/** The database says how far the round is; the queue's events only say when to look again. */
async function watchSteps(app: AppHandle, roundId: string) {
  const wakeUps = new Set<() => void>();
  const wake = () => {
    for (const resume of wakeUps) resume();
  };
  const unsubscribe = await (await app.queue()).events(wake);
  // An event may be lost with a connection; the round must not seem to hang because of it.
  let lost: unknown;
  let failures = 0;
  const check = async () => {
    try {
      await (await app.queue()).counts();
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures >= FAILURES_UNTIL_LOST) lost = error;
    }
    wake();
  };
  const timer = setInterval(() => void check(), FALLBACK_POLL_MS);
  return {
    async until<Result>(
      look: (steps: readonly StepRow[], ended: boolean) => Result | undefined,
    ): Promise<Result> {
      for (;;) {
        const woken = new Promise<void>((resolve) => {
          wakeUps.add(resolve);
        });
        const ended = (await app.rounds.get(roundId)).state !== 'running';
        const result = look(await app.steps.list(roundId), ended);
        if (result !== undefined) return result;
        // The round goes on when its queue is back; only this command stops waiting for it.
        if (lost !== undefined) throw lost;
        await woken;
      }
    },
    stop() {
      clearInterval(timer);
      unsubscribe();
    },
  };
}
