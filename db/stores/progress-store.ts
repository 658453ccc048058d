import type { Database } from '../database.ts';

export type ProgressStore = ReturnType<typeof createProgressStore>;

/** How far one step of a round is. */
export interface StepProgress {
  readonly step: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: string;
  readonly finishedAt: string | undefined;
  readonly reason: string | undefined;
}

export interface RunningRound {
  readonly roundId: string;
  readonly slug: string;
  readonly startedAt: string;
  /** What it is at, the latest first; nothing while it waits for its first step. */
  readonly running: readonly { readonly step: string; readonly startedAt: string }[];
}

/** For showing how far rounds are; nothing is decided by it. */
export function createProgressStore(db: Database) {
  return {
    /** In the order they were begun. */
    async steps(roundId: string): Promise<StepProgress[]> {
      const rows = await db
        .selectFrom('round_step')
        .select(['step', 'state', 'claimed_at', 'finished_at', 'reason'])
        .where('round_id', '=', roundId)
        .orderBy('claimed_at')
        .orderBy('step')
        .execute();
      return rows.map((row) => ({
        step: row.step,
        state: row.state,
        startedAt: row.claimed_at,
        finishedAt: row.finished_at ?? undefined,
        reason: row.reason ?? undefined,
      }));
    },

    /** The longest running first: those are the ones to look at. */
    async listRunning(limit: number): Promise<{ total: number; rounds: RunningRound[] }> {
      const { total } = await db
        .selectFrom('round')
        .select(({ fn }) => fn.countAll().as('total'))
        .where('state', '=', 'running')
        .executeTakeFirstOrThrow();
      const rows = await db
        .selectFrom('round')
        .innerJoin('person', 'person.id', 'round.person_id')
        .select(['round.id', 'person.slug', 'round.created_at'])
        .where('round.state', '=', 'running')
        .orderBy('round.created_at')
        .limit(limit)
        .execute();
      const steps = await runningSteps(
        db,
        rows.map(({ id }) => id),
      );
      const rounds = rows.map(({ id, slug, created_at }) => ({
        roundId: id,
        slug,
        startedAt: created_at,
        running: steps.get(id) ?? [],
      }));
      return { total: Number(total), rounds };
    },
  };
}

async function runningSteps(db: Database, roundIds: readonly string[]) {
  const byRound = new Map<string, { step: string; startedAt: string }[]>();
  if (roundIds.length === 0) return byRound;
  const rows = await db
    .selectFrom('round_step')
    .select(['round_id', 'step', 'claimed_at'])
    .where('round_id', 'in', [...roundIds])
    .where('state', '=', 'running')
    .orderBy('claimed_at', 'desc')
    .execute();
  for (const { round_id, step, claimed_at } of rows) {
    const steps = byRound.get(round_id) ?? [];
    byRound.set(round_id, [...steps, { step, startedAt: claimed_at }]);
  }
  return byRound;
}
