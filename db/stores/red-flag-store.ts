import type { NoticeState } from '../../src/domain/notice.ts';
import type { RaisedFlag } from '../../src/domain/red-flags/raised-flag.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import { NotFoundError } from '../../src/shared/errors.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { Person } from './person-store.ts';

export type RedFlagStore = ReturnType<typeof createRedFlagStore>;

/** As it was raised first: what was changed or withdrawn later stays in the log. */
export interface LoggedRedFlag extends RaisedFlag {
  readonly id: string;
  readonly recordedAt: string;
}

export interface KnownRedFlag {
  readonly id: string;
  /** By one way at least; a notice that still waits or is being sent is not done with. */
  readonly isTold: boolean;
}

/** A file of years raises many; a statement has its bounds. */
const FLAGS_PER_STATEMENT = 500;

const place = (id: string): Place => ({ table: 'red_flag', column: 'body', row: id });

export function createRedFlagStore(db: Database, clock: Clock) {
  return {
    /**
     * Each rule's flag of a day once: a new row, or the one that is there. In the order given, with whether somebody has
     * been told and nothing of it is on its way.
     */
    async insertAll(person: Person, flags: readonly RaisedFlag[]): Promise<KnownRedFlag[]> {
      const digested = flags.map((flag) => ({
        flag,
        digest: person.vault.digest(`red-flag ${flag.rule} ${flag.day}`),
      }));
      const known = await knownOf(db, person, digested);
      const missing = digested.filter(({ digest }) => !known.has(digest));
      for (const group of groupsOf(missing)) {
        for (const { id, digest } of await insertGroup(db, clock, person, group))
          known.set(digest, { id, isTold: false });
      }
      const lost = missing.filter(({ digest }) => !known.has(digest));
      // Somebody else was the first.
      for (const [digest, one] of await knownOf(db, person, lost)) known.set(digest, one);
      return digested.map(({ digest }) => known.get(digest) as KnownRedFlag);
    },

    async list(person: Person, { from, to }: { from: Day; to: Day }): Promise<LoggedRedFlag[]> {
      const rows = await db
        .selectFrom('red_flag')
        .selectAll()
        .where('person_id', '=', person.id)
        .where('day', '>=', from)
        .where('day', '<=', to)
        .orderBy('day')
        .orderBy('recorded_at')
        .orderBy('id')
        .execute();
      return rows.map(({ id, recorded_at, body }) => ({
        ...person.vault.open(place(id), body),
        id,
        recordedAt: recorded_at,
      }));
    },

    /** Nothing is opened. */
    async dayOf(id: string): Promise<Day> {
      const row = await db.selectFrom('red_flag').select('day').where('id', '=', id).executeTakeFirst();
      if (row === undefined) throw new NotFoundError('There is no red flag with this id.');
      return row.day as Day;
    },

    /** Those of whom something stands in the log since a day. */
    async peopleSince(from: Day): Promise<ReadonlySet<string>> {
      const rows = await db
        .selectFrom('red_flag')
        .select('person_id')
        .distinct()
        .where('day', '>=', from)
        .execute();
      return new Set(rows.map(({ person_id }) => person_id));
    },
  };
}

interface DigestedFlag {
  readonly flag: RaisedFlag;
  readonly digest: string;
}

/** By digest. Nothing is opened. */
async function knownOf(
  db: Database,
  person: Person,
  digested: readonly DigestedFlag[],
): Promise<Map<string, KnownRedFlag>> {
  const states = new Map<string, { readonly id: string; readonly states: (NoticeState | null)[] }>();
  for (const group of groupsOf(digested)) {
    const rows = await db
      .selectFrom('red_flag')
      .leftJoin('notification', (join) =>
        join
          .onRef('notification.person_id', '=', 'red_flag.person_id')
          .onRef('notification.about', '=', 'red_flag.id')
          .on('notification.kind', '=', 'red-flag'),
      )
      .select(['red_flag.id', 'red_flag.digest', 'notification.state'])
      .where('red_flag.person_id', '=', person.id)
      .where(
        'red_flag.digest',
        'in',
        group.map(({ digest }) => digest),
      )
      .execute();
    for (const { id, digest, state } of rows)
      states.set(digest, { id, states: [...(states.get(digest)?.states ?? []), state] });
  }
  return new Map([...states].map(([digest, one]) => [digest, { id: one.id, isTold: isTold(one.states) }]));
}

function isTold(states: readonly (NoticeState | null)[]): boolean {
  return states.includes('sent') && !states.includes('waiting') && !states.includes('sending');
}

/** Those that were not there yet. */
function insertGroup(db: Database, clock: Clock, person: Person, group: readonly DigestedFlag[]) {
  const recordedAt = clock.now().toISOString();
  const rows = group.map(({ flag, digest }) => {
    const id = newId();
    const body = person.vault.seal(place(id), flag);
    return { id, person_id: person.id, day: flag.day, recorded_at: recordedAt, digest, body };
  });
  return db
    .insertInto('red_flag')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['person_id', 'digest']).doNothing())
    .returning(['id', 'digest'])
    .execute();
}

function groupsOf<Item>(items: readonly Item[]): (readonly Item[])[] {
  const count = Math.ceil(items.length / FLAGS_PER_STATEMENT);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * FLAGS_PER_STATEMENT, (index + 1) * FLAGS_PER_STATEMENT),
  );
}
