import type { PageStore } from '../../db/stores/page-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import { PermanentError } from '../shared/errors.ts';
import { roundPayload } from './round-payload.ts';
import { failRound, type RoundStores, runStep } from './round-step.ts';
import { writePage } from './write-page.ts';

export const publishReport = defineJob({
  name: 'publish-report',
  queue: 'reports',
  payload: roundPayload,
  retry: { attempts: 3, backoffMs: 1_000, maxAgeMs: 10 * 60_000 },
  timeoutMs: 60_000,
  idempotencyKey: ({ roundId }) => roundId,
});

export interface PublishDependencies extends RoundStores {
  readonly pages: PageStore;
  readonly reportsDirectory: string;
}

export function publishReportHandler(dependencies: PublishDependencies) {
  return handle(
    publishReport,
    async (payload, context) => {
      await runStep(dependencies, payload, 'publish', context, async (person, round) => {
        const page = await dependencies.pages.find(person, round.id);
        if (page === undefined)
          throw new PermanentError('The talking points of this round could not be put together.');
        await writePage(dependencies.reportsDirectory, person.slug, page);
        return async () => undefined;
      });
      await dependencies.rounds.end(payload.roundId, 'done');
    },
    { onDead: (payload, reason) => failRound(dependencies, payload, 'publish', reason) },
  );
}
