import type { Announcement } from '../../src/domain/silence.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { AnnouncementTable } from '../schema/announcement.ts';
import type { Person } from './person-store.ts';
import type { Round } from './round-store.ts';

export type AnnouncementStore = ReturnType<typeof createAnnouncementStore>;

export interface StoredAnnouncement extends Announcement {
  readonly roundId: string;
  readonly asOf: Day;
}

const MOST_TOLD = 7;

const place = (roundId: string): Place => ({ table: 'announcement', column: 'body', row: roundId });

function open(person: Person, row: AnnouncementTable): StoredAnnouncement {
  const announcement = person.vault.open(place(row.round_id), row.body);
  return { ...announcement, roundId: row.round_id, asOf: row.as_of as Day };
}

export function createAnnouncementStore(db: Database, clock: Clock) {
  const ofPerson = (person: Person) =>
    db.selectFrom('announcement').selectAll().where('person_id', '=', person.id);
  const find = async (person: Person, roundId: string): Promise<StoredAnnouncement | undefined> => {
    const row = await ofPerson(person).where('round_id', '=', roundId).executeTakeFirst();
    return row && open(person, row);
  };

  return {
    find,

    /** What was decided first stands, whoever decides again. */
    async insert(person: Person, round: Round, announcement: Announcement): Promise<Announcement> {
      await db
        .insertInto('announcement')
        .values({
          round_id: round.id,
          person_id: person.id,
          as_of: round.asOf,
          recorded_at: clock.now().toISOString(),
          is_told: announcement.isTold ? 1 : 0,
          body: person.vault.seal(place(round.id), announcement),
        })
        .onConflict((conflict) => conflict.column('round_id').doNothing())
        .execute();
      return (await find(person, round.id)) ?? announcement;
    },

    /** The newest of all, told or not. */
    async findLatest(person: Person): Promise<StoredAnnouncement | undefined> {
      const row = await ofPerson(person).orderBy('as_of', 'desc').limit(1).executeTakeFirst();
      return row && open(person, row);
    },

    async list(person: Person): Promise<StoredAnnouncement[]> {
      const rows = await ofPerson(person).orderBy('as_of').orderBy('round_id').execute();
      return rows.map((row) => open(person, row));
    },

    /** Those before a day that were told, newest first: enough for a week and for the last one. */
    async listTold(person: Person, before: Day): Promise<StoredAnnouncement[]> {
      const rows = await ofPerson(person)
        .where('is_told', '=', 1)
        .where('as_of', '<', before)
        .orderBy('as_of', 'desc')
        .limit(MOST_TOLD)
        .execute();
      return rows.map((row) => open(person, row));
    },
  };
}
