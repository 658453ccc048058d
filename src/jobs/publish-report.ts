import { join } from 'node:path';
import type { Round } from '../../db/stores/round-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { PermanentError } from '../shared/errors.ts';
import { type AnnounceDependencies, isWorthTelling } from './announce-page.ts';
import { enqueueNotice } from './notify-person.ts';
import { roundPayload } from './round-payload.ts';
import { endRound, failRound, type RoundStores, runStep } from './round-step.ts';
import { kindOfSlot } from './slots.ts';
import { writeForPerson } from './write-for-person.ts';
import { type PageFormat, pageFormats, writePage } from './write-page.ts';

export const publishReport = defineJob({
  name: 'publish-report',
  queue: 'reports',
  payload: roundPayload,
  retry: { attempts: 3, backoffMs: 1_000, maxAgeMs: 10 * 60_000 },
  timeoutMs: 60_000,
  idempotencyKey: ({ roundId }) => roundId,
});

export interface PublishDependencies extends RoundStores, AnnounceDependencies {
  readonly reportsDirectory: string;
  readonly queue: Pick<JobQueue, 'enqueue'>;
}

export function publishReportHandler(dependencies: PublishDependencies) {
  return handle(
    publishReport,
    async (payload, context) => {
      await runStep(dependencies, payload, 'publish', context, async (person, round) => {
        const page = await dependencies.pages.find(person, round.id);
        if (page === undefined)
          throw new PermanentError('The talking points of this round could not be put together.');
        const folder = join(dependencies.reportsDirectory, person.slug, folderOf(round));
        await writeForPerson(dependencies.people, person, () => writePage(folder, page, formatsOf(round)));
        return async () => undefined;
      });
      await endRound(dependencies, payload.roundId, 'done');
      await announce(dependencies, await dependencies.rounds.get(payload.roundId));
    },
    { onDead: (payload, reason) => failRound(dependencies, payload, 'publish', reason) },
  );
}

/** The page for an appointment stays as it was taken along, whatever later rounds of that day come to. */
function folderOf({ slot, asOf }: Round): string {
  const [kind, day = ''] = slot.split(':');
  return kind === 'appointment' ? join('appointments', day) : asOf;
}

/**
 * A PDF is half of a round's work, and nobody opens three hundred and sixty-five of them: it is made when somebody asks
 * for the round, for the page or for an appointment.
 */
function formatsOf({ slot }: Round): readonly PageFormat[] {
  return kindOfSlot(slot) === 'nightly' ? ['md', 'html'] : pageFormats;
}

/** Whoever asked for a round is looking at it already; a night is told of when it brought something. */
async function announce(dependencies: PublishDependencies, round: Round): Promise<void> {
  const { queue, people } = dependencies;
  const { id, personId } = round;
  const kind = kindOfSlot(round.slot);
  if (kind === 'appointment') await enqueueNotice(queue, { personId, kind, about: id });
  if (kind !== 'nightly') return;
  if (await isWorthTelling(dependencies, await people.getById(personId), round)) {
    await enqueueNotice(queue, { personId, kind: 'page', about: id });
  }
}
