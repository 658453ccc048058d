import { describe, expect, it } from 'vitest';
import { createRequestTurn } from '../../../src/jobs/request-turn.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

const store = setStore(sqliteSite);

describe('the turn of a request', () => {
  it.each([2, 3, 5, 6, 7, 13, 60])(
    'lets no minute hold more than %i requests, wherever it begins',
    async (requests) => {
      const { requestBudgets, clock } = store();
      const wait = async (milliseconds: number) => clock.advance(milliseconds);
      const { turn } = createRequestTurn(requestBudgets, 'Oura', { requests, seconds: 60 }, wait);
      const sent: number[] = [];
      for (let request = 0; request < 4 * requests; request++) {
        // Not on the stroke of the clock, and not evenly.
        clock.advance((request * 7919) % 1000);
        await turn(undefined);
        sent.push(clock.now().getTime());
      }
      const most = Math.max(
        ...sent.map((from) => sent.filter((instant) => instant >= from && instant < from + 60_000).length),
      );
      expect(most).toBeLessThanOrEqual(requests);
    },
  );

  it('comes to nobody before the pause is over that the provider asked for', async () => {
    const { requestBudgets, clock } = store();
    const pauses: number[] = [];
    const wait = async (milliseconds: number) => {
      pauses.push(milliseconds);
      clock.advance(milliseconds);
    };
    const limit = { requests: 600, seconds: 60 };
    const [one, other] = [1, 2].map(() => createRequestTurn(requestBudgets, 'Oura', limit, wait));
    await one?.onTooMany(17_000);
    await other?.turn(undefined);
    expect(pauses).toEqual([17_000]);
    await one?.onTooMany(61_000);
    await expect(other?.turn(undefined)).rejects.toMatchObject({ retryable: true, retryAfterMs: 61_000 });
    expect(pauses).toHaveLength(1);
  });

  it('is given up when the job is stopped', async () => {
    const { requestBudgets } = store();
    const stopped = async () => Promise.reject(new Error('aborted'));
    const { turn, onTooMany } = createRequestTurn(
      requestBudgets,
      'Oura',
      { requests: 60, seconds: 60 },
      stopped,
    );
    await onTooMany(1_000);
    await expect(turn(new AbortController().signal)).rejects.toMatchObject({
      retryable: true,
      publicMessage: 'The request to Oura was stopped.',
    });
  });
});
