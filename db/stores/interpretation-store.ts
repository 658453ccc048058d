import type { Speaker } from '../../src/domain/agent-id.ts';
import type { Interpretation } from '../../src/domain/talking-point.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { Transaction } from '../transaction.ts';
import type { Person } from './person-store.ts';

export type InterpretationStore = ReturnType<typeof createInterpretationStore>;

const place = (roundId: string, agent: string): Place => ({
  table: 'interpretation',
  column: 'body',
  row: JSON.stringify([roundId, agent]),
});

export function createInterpretationStore(db: Database, clock: Clock) {
  const store = {
    async insert(
      transaction: Transaction,
      person: Person,
      roundId: string,
      interpretation: Interpretation<Speaker>,
    ): Promise<void> {
      const { agent, wording } = interpretation;
      await transaction
        .insertInto('interpretation')
        .values({
          round_id: roundId,
          person_id: person.id,
          agent,
          model: wording.model,
          prompt_hash: wording.promptHash,
          packet_hash: person.vault.digest(wording.packetHash),
          input_tokens: wording.inputTokens,
          output_tokens: wording.outputTokens,
          rejected: wording.rejected,
          recorded_at: clock.now().toISOString(),
          body: person.vault.seal(place(roundId, agent), interpretation),
        })
        .execute();
    },

    /** Of whoever may speak again, because a page that is put together anew has another. */
    async put(
      transaction: Transaction,
      person: Person,
      roundId: string,
      interpretation: Interpretation<'coordinator'>,
    ): Promise<void> {
      await transaction
        .deleteFrom('interpretation')
        .where('round_id', '=', roundId)
        .where('agent', '=', interpretation.agent)
        .execute();
      await store.insert(transaction, person, roundId, interpretation);
    },

    /** What the specialists and the coordinator said. */
    async listAll(person: Person, roundId: string): Promise<Interpretation<Speaker>[]> {
      const rows = await db
        .selectFrom('interpretation')
        .select(['agent', 'body'])
        .where('round_id', '=', roundId)
        .where('person_id', '=', person.id)
        .orderBy('agent')
        .execute();
      return rows.map((row) => person.vault.open(place(roundId, row.agent), row.body));
    },

    /** What the specialists said. */
    async list(person: Person, roundId: string): Promise<Interpretation[]> {
      const all = await store.listAll(person, roundId);
      return all.filter((one): one is Interpretation => one.agent !== 'coordinator');
    },
  };
  return store;
}
