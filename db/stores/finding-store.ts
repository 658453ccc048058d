import type { FindingsReport } from '../../src/domain/finding.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { FindingSetTable } from '../schema/finding-set.ts';
import type { Transaction } from '../transaction.ts';
import type { Person } from './person-store.ts';

export type FindingStore = ReturnType<typeof createFindingStore>;

export interface FindingSet {
  readonly engine: string;
  readonly dataHash: string;
  readonly report: FindingsReport;
}

export interface StoredFindingSet extends FindingSet {
  readonly recordedAt: string;
}

const place = (roundId: string): Place => ({ table: 'finding_set', column: 'body', row: roundId });

function open(person: Person, row: FindingSetTable): StoredFindingSet {
  const report = person.vault.open(place(row.round_id), row.body);
  return { report, dataHash: row.data_hash, engine: row.engine, recordedAt: row.recorded_at };
}

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

    async find(person: Person, roundId: string): Promise<StoredFindingSet | undefined> {
      const row = await db
        .selectFrom('finding_set')
        .selectAll()
        .where('round_id', '=', roundId)
        .where('person_id', '=', person.id)
        .executeTakeFirst();
      return row && open(person, row);
    },

    /** What was found for a day when it was its turn: the newest, looks back left out. */
    async findStanding(person: Person, asOf: Day): Promise<StoredFindingSet | undefined> {
      const row = await db
        .selectFrom('finding_set')
        .innerJoin('round', 'round.id', 'finding_set.round_id')
        .selectAll('finding_set')
        .where('finding_set.person_id', '=', person.id)
        .where('round.as_of', '=', asOf)
        .where('round.slot', 'not like', 'reanalysis:%')
        .orderBy('finding_set.recorded_at', 'desc')
        .executeTakeFirst();
      return row && open(person, row);
    },
  };
}
