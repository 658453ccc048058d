import type { Database } from '../database.ts';
import { withTransaction } from '../transaction.ts';
import { type Round, toRound } from './round-store.ts';

export type RoundUpkeep = ReturnType<typeof createRoundUpkeep>;

/** What was found, said and decided in a round goes with it. */
const tablesOfRounds = [
  'announcement',
  'page',
  'interpretation',
  'finding_set',
  'round_usage',
  'round_step',
] as const;

/** What is asked about the rounds of everybody. */
export function createRoundUpkeep(db: Database) {
  return {
    /** Rounds that run and of which nothing has been heard since: neither begun nor finished a step, no sign of life. */
    async listSilent(since: Date, limit: number): Promise<Round[]> {
      const instant = since.toISOString();
      const rows = await db
        .selectFrom('round')
        .selectAll()
        .where('state', '=', 'running')
        .where('created_at', '<', instant)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('round_step')
                .select('step')
                .whereRef('round_step.round_id', '=', 'round.id')
                .where(({ or, eb }) =>
                  or([
                    eb('claimed_at', '>=', instant),
                    eb('heartbeat_at', '>=', instant),
                    eb('round_step.finished_at', '>=', instant),
                  ]),
                ),
            ),
          ),
        )
        .orderBy('created_at')
        .limit(limit)
        .execute();
      return rows.map(toRound);
    },

    /** With all that was found and said in them. */
    async deleteBefore(instant: Date, slotPrefix: string): Promise<number> {
      return withTransaction(db, async (transaction) => {
        const old = transaction
          .selectFrom('round')
          .select('id')
          .where('created_at', '<', instant.toISOString())
          .where('slot', 'like', `${slotPrefix}%`);
        for (const table of tablesOfRounds) {
          await transaction.deleteFrom(table).where('round_id', 'in', old).execute();
        }
        const result = await transaction.deleteFrom('round').where('id', 'in', old).executeTakeFirst();
        return Number(result.numDeletedRows);
      });
    },
  };
}
