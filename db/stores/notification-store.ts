import type { NoticeChannelName, NoticeKind, NoticeState } from '../../src/domain/notice.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { NotFoundError, RoundsError } from '../../src/shared/errors.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Database } from '../database.ts';
import type { NotificationTable } from '../schema/notification.ts';

export type NotificationStore = ReturnType<typeof createNotificationStore>;

/** What is told, to whom, of what; all channels together. */
export interface Telling {
  readonly personId: string;
  readonly kind: NoticeKind;
  readonly about: string;
}

export interface Notification extends Telling {
  readonly id: string;
  readonly channel: NoticeChannelName;
  readonly state: NoticeState;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly reason: string | undefined;
}

/** The right to send one notification, and to say how that went. */
export interface NotificationClaim {
  readonly id: string;
  readonly fence: number;
}

export interface Settlement {
  readonly state: Exclude<NoticeState, 'sending'>;
  readonly reason?: string | undefined;
}

/** Longer than sending may take on any channel: whoever is still at it then was killed. */
export const SENDING_MS = 45_000;
const MOST_LISTED = 200;

const toNotification = (row: NotificationTable): Notification => ({
  id: row.id,
  personId: row.person_id,
  kind: row.kind,
  about: row.about,
  channel: row.channel,
  state: row.state,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  reason: row.reason ?? undefined,
});

export function createNotificationStore(db: Database, clock: Clock) {
  const ofTelling = ({ personId, kind, about }: Telling) =>
    db
      .selectFrom('notification')
      .selectAll()
      .where('person_id', '=', personId)
      .where('kind', '=', kind)
      .where('about', '=', about);

  return {
    /** The one of this telling and channel: a new one, or the one that is there. */
    async insert(telling: Telling, channel: NoticeChannelName): Promise<Notification> {
      const now = clock.now().toISOString();
      await db
        .insertInto('notification')
        .values({
          id: newId(),
          person_id: telling.personId,
          kind: telling.kind,
          about: telling.about,
          channel,
          state: 'waiting',
          fence: 0,
          created_at: now,
          updated_at: now,
          reason: null,
        })
        .onConflict((conflict) => conflict.columns(['person_id', 'kind', 'about', 'channel']).doNothing())
        .execute();
      return toNotification(
        await ofTelling(telling).where('channel', '=', channel).executeTakeFirstOrThrow(),
      );
    },

    async get(id: string): Promise<Notification> {
      const row = await db.selectFrom('notification').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined) throw new NotFoundError('There is no notice with this id.');
      return toNotification(row);
    },

    /** All of a person, in the order in which they were made. */
    async list(person: { readonly id: string }): Promise<Notification[]> {
      const rows = await db
        .selectFrom('notification')
        .selectAll()
        .where('person_id', '=', person.id)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toNotification);
    },

    /** Newest first: what was refused or may not have arrived, and what is on its way. */
    async listUnsettled(filter: { readonly personId?: string } = {}): Promise<Notification[]> {
      let query = db.selectFrom('notification').selectAll().where('state', '!=', 'sent');
      if (filter.personId !== undefined) query = query.where('person_id', '=', filter.personId);
      const rows = await query.orderBy('updated_at', 'desc').orderBy('id').limit(MOST_LISTED).execute();
      return rows.map(toNotification);
    },
    ...sendingOf(db, clock),
  };
}

/** Every change is conditional on the state it starts from: of two who try, one does. */
function sendingOf(db: Database, clock: Clock) {
  const settled = ({ state, reason }: Settlement) => ({
    state,
    reason: reason ?? null,
    updated_at: clock.now().toISOString(),
  });
  return {
    /** Undefined when it is not waiting any more. */
    async claim(id: string): Promise<NotificationClaim | undefined> {
      const row = await db
        .updateTable('notification')
        .set(({ eb }) => ({
          state: 'sending' as const,
          fence: eb('fence', '+', 1),
          updated_at: clock.now().toISOString(),
          reason: null,
        }))
        .where('id', '=', id)
        .where('state', '=', 'waiting')
        .returning('fence')
        .executeTakeFirst();
      return row && { id, fence: row.fence };
    },

    /**
     * What became of it. Whoever was taken for dead and comes back knowing corrects the `unknown`; not what was
     * claimed or asked for anew since then.
     */
    async settle(claim: NotificationClaim, settlement: Settlement): Promise<boolean> {
      const result = await db
        .updateTable('notification')
        .set(settled(settlement))
        .where('id', '=', claim.id)
        .where('fence', '=', claim.fence)
        .where('state', 'in', ['sending', 'unknown'])
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    /** For one that somebody began to send long ago and never came back from. False while they may still be at it. */
    async markAbandoned(id: string, reason: string): Promise<boolean> {
      const longAgo = new Date(clock.now().getTime() - SENDING_MS).toISOString();
      const result = await db
        .updateTable('notification')
        .set(settled({ state: 'unknown', reason }))
        .where('id', '=', id)
        .where('state', '=', 'sending')
        .where('updated_at', '<=', longAgo)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    /** Nobody will try again by themselves: what waits is not sent, and of what was begun nobody will hear. */
    async giveUp({ personId, kind, about }: Telling, reason: string): Promise<void> {
      for (const [from, state] of [
        ['waiting', 'refused'],
        ['sending', 'unknown'],
      ] as const) {
        await db
          .updateTable('notification')
          .set(settled({ state, reason }))
          .where('person_id', '=', personId)
          .where('kind', '=', kind)
          .where('about', '=', about)
          .where('state', '=', from)
          .execute();
      }
    },

    /** Somebody has looked and wants it sent (again). The new fence keeps an earlier sender from speaking for it. */
    async retry(id: string): Promise<Notification> {
      const row = await db
        .updateTable('notification')
        .set(({ eb }) => ({ ...settled({ state: 'waiting' }), fence: eb('fence', '+', 1) }))
        .where('id', '=', id)
        .where('state', 'in', ['unknown', 'refused'])
        .returningAll()
        .executeTakeFirst();
      if (row !== undefined) return toNotification(row);
      const known = await db.selectFrom('notification').select('id').where('id', '=', id).executeTakeFirst();
      if (known === undefined) throw new NotFoundError('There is no notice with this id.');
      throw new RoundsError('This notice was sent, or is about to be: there is nothing to send again.', {
        code: 'conflict',
      });
    },
  };
}
