import { describe, expect, it } from 'vitest';
import type { Telling } from '../../../db/stores/notification-store.ts';
import { tellByWorkers, tellHere } from '../../../src/jobs/tell-at-once.ts';
import type { NoticeChannel, SendOutcome } from '../../../src/notify/channel.ts';
import type { JobQueue } from '../../../src/queue/runtime.ts';
import { postmanOf } from '../../support/notify/postman.ts';
import { raised } from '../../support/stores/red-flags.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

const store = setStore(sqliteSite);

async function flagOfAnna(): Promise<Telling> {
  const { anna, redFlags } = store();
  const [flag] = await redFlags.insertAll(anna, [raised('2026-03-20')]);
  return { personId: anna.id, kind: 'red-flag', about: flag?.id ?? '' };
}

function channel(name: 'url' | 'mail', outcome: SendOutcome): NoticeChannel {
  return { name, reaches: () => true, send: () => Promise.resolve(outcome) };
}

/** What was left to the workers, and what came of telling: undefined, or the public reason. */
async function tryTo(
  tell: (queue: () => Promise<Pick<JobQueue, 'enqueue'>>) => (telling: Telling) => Promise<void>,
  telling: Telling,
) {
  const left: unknown[] = [];
  const queue = async () => ({
    enqueue: async (_job: unknown, payload: unknown) => {
      left.push(payload);
      return 'id';
    },
  });
  const failure = await tell(queue)(telling).then(
    () => undefined,
    (error: { publicMessage?: string }) => error.publicMessage,
  );
  return { failure, left: left.length };
}

const refused = { state: 'refused', reason: 'The address takes nothing.' } as const;
const unknown = { state: 'unknown', reason: 'No answer came.' } as const;
const waiting = { state: 'waiting', reason: 'Nobody could be reached.' } as const;
const sent = { state: 'sent' } as const;

describe('telling from a command', () => {
  it.each<[string, readonly SendOutcome[], RegExp | undefined, number]>([
    ['no way at all', [], /^Nobody is set to be told: ROUNDS_NOTIFY_URL or "rounds contact"/, 0],
    ['one that is refused', [refused], /^The address takes nothing\.$/, 0],
    ['one of which nobody knows', [unknown], /^No answer came\.$/, 0],
    ['both without success', [refused, unknown], /^The address takes nothing\.$/, 0],
    ['one that has to wait', [waiting], /^Nobody could be reached\. .*tries again/, 1],
    ['one that arrives', [sent], undefined, 0],
    ['one that arrives beside one that does not', [refused, sent], undefined, 0],
    ['one that arrives beside one that has to wait', [waiting, sent], undefined, 1],
  ])('by %s', async (_what, outcomes, reason, jobs) => {
    const channels = outcomes.map((outcome, index) => channel(index === 0 ? 'url' : 'mail', outcome));
    const telling = await flagOfAnna();
    const { failure, left } = await tryTo((queue) => tellHere({ ...store(), channels }, queue), telling);
    if (reason === undefined) expect(failure).toBeUndefined();
    else expect(failure).toMatch(reason);
    expect(left).toBe(jobs);
    // Told of again it says the same: what did not arrive has not arrived since.
    const again = await tryTo((queue) => tellHere({ ...store(), channels }, queue), telling);
    expect(again.failure === undefined).toBe(reason === undefined);
  });

  it('leaves to the queue what somebody else is sending, who will hear what becomes of it', async () => {
    const { notifications } = store();
    const telling = await flagOfAnna();
    const { id } = await notifications.insert(telling, 'url');
    await notifications.claim(id);
    const channels = [channel('url', sent)];
    expect(await tryTo((queue) => tellHere({ ...store(), channels }, queue), telling)).toEqual({
      failure: undefined,
      left: 1,
    });
  });
});

describe('telling by the workers', () => {
  it('is asked for, and says at once when there is nobody whom they could tell', async () => {
    const telling = await flagOfAnna();
    const channels = [{ ...channel('mail', sent), reaches: (contact: unknown) => contact !== undefined }];
    const tell = () => tryTo((queue) => tellByWorkers({ ...store(), channels }, queue), telling);
    expect(await tell()).toEqual({ failure: expect.stringMatching(/^Nobody is set to be told/), left: 1 });
    await store().contacts.upsert(store().anna, { email: 'anna@example.net' as never });
    expect(await tell()).toEqual({ failure: undefined, left: 1 });
  });

  it('ends among the dead letters when nobody is set, so that it can be seen and tried again', async () => {
    const telling = await flagOfAnna();
    await expect(postmanOf(store(), {}).once(telling)).rejects.toMatchObject({
      retryable: false,
      publicMessage: expect.stringMatching(/^Nobody is set to be told/),
    });
  });
});
