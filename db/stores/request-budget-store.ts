import type { Clock } from '../../src/shared/clock.ts';
import type { Database } from '../database.ts';

export type RequestBudgetStore = ReturnType<typeof createRequestBudgetStore>;

export interface RequestLimit {
  readonly requests: number;
  readonly windowMs: number;
}

export function createRequestBudgetStore(db: Database, clock: Clock) {
  return {
    /** 0: this request may go. Otherwise the milliseconds after which to ask again. One for all workers. */
    async take(key: string, { requests, windowMs }: RequestLimit): Promise<number> {
      const now = clock.now().getTime();
      const start = Math.floor(now / windowMs) * windowMs;
      const result = await db
        .insertInto('request_budget')
        .values({ key, window_start: start, used: 1, paused_until: 0 })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet(({ eb }) => ({
              window_start: start,
              used: eb
                .case()
                .when('request_budget.window_start', '<', start)
                .then(1)
                .else(eb('request_budget.used', '+', 1))
                .end(),
            }))
            .where('request_budget.paused_until', '<=', now)
            .where(({ eb, or }) =>
              or([eb('request_budget.window_start', '<', start), eb('request_budget.used', '<', requests)]),
            ),
        )
        .executeTakeFirst();
      if (result.numInsertedOrUpdatedRows === 1n) return 0;
      const row = await db
        .selectFrom('request_budget')
        .select('paused_until')
        .where('key', '=', key)
        .executeTakeFirst();
      const pause = Number(row?.paused_until ?? 0) - now;
      return pause > 0 ? pause : start + windowMs - now;
    },

    /** The server asked for a pause: nobody sends before it is over. */
    async pause(key: string, ms: number): Promise<void> {
      const until = clock.now().getTime() + ms;
      await db
        .insertInto('request_budget')
        .values({ key, window_start: 0, used: 0, paused_until: until })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet({ paused_until: until })
            .where('request_budget.paused_until', '<', until),
        )
        .execute();
    },
  };
}
