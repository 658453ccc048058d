import type { Clock } from '../../src/shared/clock.ts';
import type { Database } from '../database.ts';
import { type Transaction, withTransaction } from '../transaction.ts';

export type StepStore = ReturnType<typeof createStepStore>;

/** The right to write the outcome of one step, until another worker takes the step over. */
export interface StepClaim {
  readonly roundId: string;
  readonly step: string;
  readonly fence: number;
}

export interface StepRow {
  readonly step: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly reason: string | undefined;
}

export function createStepStore(db: Database, clock: Clock) {
  return {
    /** Undefined when the step is done already. A claim takes the step from whoever held it before. */
    async claim(roundId: string, personId: string, step: string): Promise<StepClaim | undefined> {
      const claimed_at = clock.now().toISOString();
      const row = await db
        .insertInto('round_step')
        .values({
          round_id: roundId,
          person_id: personId,
          step,
          state: 'running',
          fence: 1,
          claimed_at,
          heartbeat_at: null,
          finished_at: null,
          reason: null,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['round_id', 'step'])
            .doUpdateSet((expression) => ({
              state: 'running' as const,
              fence: expression('round_step.fence', '+', 1),
              claimed_at,
              heartbeat_at: null,
              finished_at: null,
              reason: null,
            }))
            .where('round_step.state', '!=', 'done'),
        )
        .returning('fence')
        .executeTakeFirst();
      return row && { roundId, step, fence: row.fence };
    },

    /** A sign of life; false when another worker has taken the step over, so that this one may stop. */
    async beat(claim: StepClaim): Promise<boolean> {
      const result = await db
        .updateTable('round_step')
        .set({ heartbeat_at: clock.now().toISOString() })
        .where('round_id', '=', claim.roundId)
        .where('step', '=', claim.step)
        .where('fence', '=', claim.fence)
        .where('state', '=', 'running')
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    /** Finishes and writes in one transaction; false, and nothing written, when the claim was lost meanwhile. */
    async finish(claim: StepClaim, write: (transaction: Transaction) => Promise<void>): Promise<boolean> {
      return withTransaction(db, async (transaction) => {
        const result = await transaction
          .updateTable('round_step')
          .set({ state: 'done', finished_at: clock.now().toISOString() })
          .where('round_id', '=', claim.roundId)
          .where('step', '=', claim.step)
          .where('fence', '=', claim.fence)
          .where('state', '=', 'running')
          .executeTakeFirst();
        if (result.numUpdatedRows !== 1n) return false;
        await write(transaction);
        return true;
      });
    },

    async fail(roundId: string, step: string, reason: string): Promise<void> {
      await db
        .updateTable('round_step')
        .set({ state: 'failed', finished_at: clock.now().toISOString(), reason })
        .where('round_id', '=', roundId)
        .where('step', '=', step)
        .where('state', '=', 'running')
        .execute();
    },

    /** What was done is to be done again: whoever claims it next runs it. */
    async reopen(roundId: string, steps: readonly string[]): Promise<void> {
      await db
        .updateTable('round_step')
        .set({ state: 'failed', reason: null })
        .where('round_id', '=', roundId)
        .where('step', 'in', steps)
        .where('state', '=', 'done')
        .execute();
    },

    async list(roundId: string): Promise<StepRow[]> {
      const rows = await db
        .selectFrom('round_step')
        .select(['step', 'state', 'reason'])
        .where('round_id', '=', roundId)
        .orderBy('claimed_at')
        .orderBy('step')
        .execute();
      return rows.map((row) => ({ ...row, reason: row.reason ?? undefined }));
    },
  };
}
