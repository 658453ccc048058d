import { sql } from 'kysely';
import type { Database } from '../database.ts';
import type { RoundUsageTable } from '../schema/round-usage.ts';

export type RoundUsageStore = ReturnType<typeof createRoundUsageStore>;

export interface RoundCeiling {
  readonly tokens: number;
  readonly cost?: number | undefined;
}

export interface ReservedUse {
  readonly tokens: number;
  readonly cost: number;
}

export interface RoundUse {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
}

/**
 * One account a round for all workers. A worker that dies between the two leaves its reservation behind: the call may
 * have been paid for, so it counts.
 */
export function createRoundUsageStore(db: Database) {
  return {
    /** False: that much is not left. Of two that ask for the last of it at the same time one gets it. */
    async reserve(
      round: { readonly id: string; readonly personId: string },
      most: ReservedUse,
      ceiling: RoundCeiling,
    ): Promise<boolean> {
      const mostCost = ceiling.cost ?? Number.MAX_VALUE;
      if (most.tokens > ceiling.tokens || most.cost > mostCost) return false;
      const first: RoundUsageTable = {
        round_id: round.id,
        person_id: round.personId,
        input_tokens: 0,
        output_tokens: 0,
        cost: 0,
        reserved_tokens: most.tokens,
        reserved_cost: most.cost,
      };
      const result = await db
        .insertInto('round_usage')
        .values(first)
        .onConflict((conflict) =>
          conflict
            .column('round_id')
            .doUpdateSet(({ eb }) => ({
              reserved_tokens: eb('round_usage.reserved_tokens', '+', most.tokens),
              reserved_cost: eb('round_usage.reserved_cost', '+', most.cost),
            }))
            .where(
              sql<number>`round_usage.input_tokens + round_usage.output_tokens + round_usage.reserved_tokens`,
              '<=',
              ceiling.tokens - most.tokens,
            )
            .where(sql<number>`round_usage.cost + round_usage.reserved_cost`, '<=', mostCost - most.cost),
        )
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },

    async settle(roundId: string, most: ReservedUse, use: RoundUse): Promise<void> {
      await db
        .updateTable('round_usage')
        .set(({ eb }) => ({
          input_tokens: eb('input_tokens', '+', use.inputTokens),
          output_tokens: eb('output_tokens', '+', use.outputTokens),
          cost: eb('cost', '+', use.cost),
          reserved_tokens: eb('reserved_tokens', '-', most.tokens),
          reserved_cost: eb('reserved_cost', '-', most.cost),
        }))
        .where('round_id', '=', roundId)
        .execute();
    },

    async find(roundId: string): Promise<RoundUse | undefined> {
      const row = await db
        .selectFrom('round_usage')
        .select(['input_tokens', 'output_tokens', 'cost'])
        .where('round_id', '=', roundId)
        .executeTakeFirst();
      return row && { inputTokens: row.input_tokens, outputTokens: row.output_tokens, cost: row.cost };
    },
  };
}
