import { Hono } from 'hono';
import type { NotificationStore } from '../../../db/stores/notification-store.ts';
import type { PersonStore } from '../../../db/stores/person-store.ts';
import type { ProgressStore } from '../../../db/stores/progress-store.ts';
import type { NoticeChannelName } from '../../domain/notice.ts';
import { stepTitle } from '../../domain/round-view.ts';
import { enqueueNotice } from '../../jobs/notify-person.ts';
import type { JobDesk } from '../../queue/job-desk.ts';
import { oldestAgeMs, type QueueOverview } from '../../queue/overview.ts';
import type { JobQueue } from '../../queue/runtime.ts';
import type { Clock } from '../../shared/clock.ts';
import type { AttentionLine, JobsPageModel } from '../../web/jobs-page/model.ts';
import { jobsPage } from '../../web/jobs-page.ts';

export interface JobsPageDependencies {
  readonly queue: () => Promise<JobDesk & Pick<JobQueue, 'kind' | 'enqueue'>>;
  readonly people: PersonStore;
  readonly progress: ProgressStore;
  readonly notifications: NotificationStore;
  readonly adminPassword: string | undefined;
  readonly clock: Clock;
}

const MOST_SHOWN = 50;
/** The address names what was done; the words are ours, whatever stands in it. */
const notices: Readonly<Record<string, string>> = {
  retried: 'The job is tried again.',
  'all-retried': 'All dead jobs are tried again.',
  removed: 'The job was removed.',
  'sent-again': 'The notice is sent again.',
};

export function jobsPageRoute(dependencies: JobsPageDependencies): Hono {
  const { queue } = dependencies;
  return new Hono()
    .get('/', async (context) => {
      const done = context.req.query('done') ?? '';
      const notice = Object.hasOwn(notices, done) ? notices[done] : undefined;
      return context.html(jobsPage({ ...(await modelOf(dependencies)), notice }));
    })
    .post('/dead/retry', async (context) => {
      await (await queue()).retryAllDead();
      return context.redirect('/jobs?done=all-retried', 303);
    })
    .post('/notices/:id/retry', async (context) => {
      const notification = await dependencies.notifications.retry(context.req.param('id'));
      await enqueueNotice(await queue(), notification);
      return context.redirect('/jobs?done=sent-again', 303);
    })
    .post('/:id/retry', async (context) => {
      await (await queue()).retryDead(context.req.param('id'));
      return context.redirect('/jobs?done=retried', 303);
    })
    .post('/:id/remove', async (context) => {
      await (await queue()).removeDead(context.req.param('id'));
      return context.redirect('/jobs?done=removed', 303);
    });
}

async function modelOf(dependencies: JobsPageDependencies): Promise<Omit<JobsPageModel, 'notice'>> {
  const { people, progress, clock, adminPassword } = dependencies;
  const queue = await dependencies.queue();
  const [overview, dead, running, attention] = await Promise.all([
    queue.overview(),
    queue.listDead({ limit: MOST_SHOWN }),
    progress.listRunning(MOST_SHOWN),
    unsettledNotices(dependencies),
  ]);
  const slugs = await people.slugsOf(dead.flatMap(({ personId }) => personId ?? []));
  const now = clock.now();
  return {
    now,
    queues: queueLines(overview, now),
    schedules: { count: overview.schedules.count, nextAt: overview.schedules.nextAt },
    running: {
      total: running.total,
      rounds: running.rounds.map((round) => ({
        ...round,
        running: round.running.map(({ step, startedAt }) => ({ title: stepTitle(step), startedAt })),
      })),
    },
    dead: {
      total: overview.queues.reduce((sum, { dead: count }) => sum + count, 0),
      jobs: dead.map((job) => ({
        ...job,
        slug: slugs.get(job.personId ?? ''),
        agent: job.agent,
      })),
    },
    attention,
    board: queue.kind !== 'redis' ? 'redis-only' : adminPassword === undefined ? 'needs-password' : 'there',
  };
}

const ways: Readonly<Record<NoticeChannelName, string>> = {
  url: 'to the address that is told of everybody',
  mail: 'by mail',
  ntfy: 'to their ntfy topic',
  push: 'to their browser',
};

/** What only a person can settle: whether a notice arrived that may or may not have been taken. */
async function unsettledNotices({
  notifications,
  people,
}: Pick<JobsPageDependencies, 'notifications' | 'people'>): Promise<AttentionLine[]> {
  const unsettled = (await notifications.listUnsettled()).filter(
    ({ state }) => state === 'unknown' || state === 'refused',
  );
  const slugs = await people.slugsOf(unsettled.map(({ personId }) => personId));
  return unsettled.slice(0, MOST_SHOWN).map(({ id, personId, kind, channel, state, reason }) => {
    const what = `${slugs.get(personId) ?? 'Somebody'}: the notice of a new ${kind} ${ways[channel]}`;
    const how = state === 'unknown' ? 'may or may not have arrived' : 'was not taken';
    return {
      line: `${what} ${how}. ${reason ?? ''}`.trim(),
      retryHref: `/jobs/notices/${encodeURIComponent(id)}/retry`,
    };
  });
}

function queueLines({ queues }: QueueOverview, now: Date): JobsPageModel['queues'] {
  return queues.map((facts) => ({
    queue: facts.queue,
    waiting: facts.waiting,
    active: facts.active,
    delayed: facts.delayed,
    blocked: facts.waitingForChildren,
    dead: facts.dead,
    oldestMs: oldestAgeMs(facts, now),
  }));
}
