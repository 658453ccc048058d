import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Person, PersonStore } from '../../../db/stores/person-store.ts';
import type { ProgressStore } from '../../../db/stores/progress-store.ts';
import type { RoundStore } from '../../../db/stores/round-store.ts';
import { type RoundView, roundView } from '../../domain/round-view.ts';
import { requestRound } from '../../jobs/request-round.ts';
import type { JobQueue } from '../../queue/runtime.ts';
import type { Clock } from '../../shared/clock.ts';
import { dayInZone } from '../../shared/day.ts';
import { NotFoundError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { roundPage, roundScript } from '../../web/round-page.ts';
import type { RoundFeed } from '../round-feed.ts';
import { policyWith } from '../security-headers.ts';

export interface RoundsDependencies {
  readonly people: PersonStore;
  readonly rounds: RoundStore;
  readonly progress: ProgressStore;
  readonly queue: () => Promise<Pick<JobQueue, 'enqueueFlow'>>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly feed: RoundFeed;
  /** Aborted when the server closes: streams end, browsers come back by themselves. */
  readonly closing: AbortSignal;
}

const HEARTBEAT_MS = 15_000;
const scriptDigest = createHash('sha256').update(roundScript).digest('base64');
const policy = policyWith({ 'script-src': `'sha256-${scriptDigest}'`, 'connect-src': "'self'" });

/** Asking for a round in the browser, and watching it. */
export function roundsRoute(dependencies: RoundsDependencies): Hono {
  const { people, clock, logger } = dependencies;
  return new Hono()
    .post('/:slug/rounds', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const asOf = dayInZone(clock.now(), person.timezone);
      const queue = await dependencies.queue();
      const requestId = context.get('requestId');
      const round = await requestRound({ ...dependencies, queue }, person, asOf, requestId);
      logger.info({ requestId, roundId: round.id }, 'round requested');
      return context.redirect(`/people/${encodeURIComponent(person.slug)}/rounds/${round.id}`, 303);
    })
    .get('/:slug/rounds/:id', async (context) => {
      const { look } = await lookerOf(context, dependencies);
      const html = roundPage(await look());
      context.header('Content-Security-Policy', policy);
      return context.html(html);
    });
}

/** The same for programs, and as a stream of events. */
export function roundsApiRoute(dependencies: RoundsDependencies): Hono {
  return new Hono()
    .get('/:slug/rounds/:id', async (context) => {
      const { look } = await lookerOf(context, dependencies);
      return context.json(await look());
    })
    .get('/:slug/rounds/:id/events', async (context) => {
      const { roundId, look } = await lookerOf(context, dependencies);
      await look();
      return streamSSE(context, async (stream) => {
        const heartbeat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT_MS);
        const { closing } = dependencies;
        let leave: () => void = () => undefined;
        await new Promise<void>((resolve) => {
          const end = () => {
            closing.removeEventListener('abort', end);
            resolve();
          };
          const tell = (view: RoundView) => {
            const sent = stream.writeSSE({ event: 'round', data: JSON.stringify(view) });
            if (view.state !== 'running') void sent.then(end, end);
          };
          stream.onAbort(end);
          closing.addEventListener('abort', end);
          leave = dependencies.feed.watch(roundId, look, tell);
        });
        clearInterval(heartbeat);
        leave();
      });
    });
}

/** Refused where the round is not this person's. */
async function lookerOf(context: Context, { people, rounds, progress }: RoundsDependencies) {
  const person = await people.get(context.req.param('slug') ?? '');
  const roundId = context.req.param('id') ?? '';
  if (!(await isOf(person, roundId, rounds))) {
    throw new NotFoundError('This person has no such round.');
  }
  const look = async () => {
    const [round, steps] = await Promise.all([rounds.get(roundId), progress.steps(roundId)]);
    return roundView(person, round, steps);
  };
  return { roundId, look };
}

async function isOf(person: Person, roundId: string, rounds: RoundStore): Promise<boolean> {
  return (await rounds.get(roundId)).personId === person.id;
}
