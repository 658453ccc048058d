import type { FindingsReport } from '../../src/domain/finding.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { Transaction } from '../transaction.ts';
import type { Person } from './person-store.ts';

export type FindingStore = ReturnType<typeof createFindingStore>;

export interface FindingSet {
  readonly engine: string;
  readonly dataHash: string;
  readonly report: FindingsReport;
}

const place = (roundId: string): Place => ({ table: 'finding_set', column: 'body', row: roundId });

export function createFindingStore(db: Database, clock: Clock) {
  return {
    async insert(transaction: Transaction, person: Person, roundId: string, set: FindingSet): Promise<void> {
      await transaction
        .insertInto('finding_set')
        .values({
          round_id: roundId,
          person_id: person.id,
          engine: set.engine,
          data_hash: set.dataHash,
          recorded_at: clock.now().toISOString(),
          body: person.vault.seal(place(roundId), set.report),
        })
        .execute();
    },

    async find(person: Person, roundId: string): Promise<FindingSet | undefined> {
      const row = await db
        .selectFrom('finding_set')
        .selectAll()
        .where('round_id', '=', roundId)
        .where('person_id', '=', person.id)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const report = person.vault.open(place(roundId), row.body);
      return { report, dataHash: row.data_hash, engine: row.engine };
    },
  };
}
