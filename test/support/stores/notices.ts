import { describe, expect, it } from 'vitest';
import { SENDING_MS, type Telling } from '../../../db/stores/notification-store.ts';
import { preferencesOf } from '../../../src/domain/contact.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { browser, digest, page } from './samples.ts';
import type { Store } from './stage.ts';

/** What people are told, and where. */
export function describeNotices(store: () => Store): void {
  describe('contacts', () => describeContacts(store));
  describe('notifications', () => describeNotifications(store));
  describe('announcements', () => describeAnnouncements(store));
  describe('browsers', () => describeBrowsers(store));
  describe('digests', () => describeDigests(store));
  describe('pages of a week', () => describePagesByDay(store));
}

function describeContacts(store: () => Store): void {
  it('keeps one address a person, and forgets it', async () => {
    const { contacts, anna, berta } = store();
    expect(await contacts.find(anna)).toBeUndefined();
    await contacts.upsert(anna, { email: 'old@example.net' });
    await contacts.upsert(anna, { email: 'anna@example.net' });
    expect(await contacts.find(anna)).toEqual({ email: 'anna@example.net' });
    expect(await contacts.find(berta)).toBeUndefined();
    expect(await contacts.delete(berta)).toBe(false);
    expect(await contacts.delete(anna)).toBe(true);
    expect(await contacts.find(anna)).toBeUndefined();
  });

  it('opens what was kept when there was nothing to choose', async () => {
    const { contacts, anna } = store();
    await contacts.upsert(anna, { email: 'anna@example.net' });
    expect(preferencesOf(await contacts.find(anna))).toEqual({
      values: false,
      daily: 'changes',
      digest: true,
    });
  });

  it('holds the address sealed', async () => {
    const { contacts, db, anna } = store();
    await contacts.upsert(anna, { email: 'anna@example.net' });
    const { body } = await db.selectFrom('contact').select('body').executeTakeFirstOrThrow();
    expect(Buffer.from(body).toString('latin1')).not.toContain('example');
  });
}

function describeAnnouncements(store: () => Store): void {
  const night = async (day: string, isTold: boolean) => {
    const { anna, rounds, announcements } = store();
    const round = await rounds.upsert(anna, `nightly:${day}`, parseDay(day));
    return announcements.insert(anna, round, {
      isTold,
      news: ['new-point'],
      farOff: [],
      connection: 'connected',
    });
  };

  it('keeps what was decided first of a night', async () => {
    const { anna, announcements } = store();
    expect((await night('2026-03-19', true)).isTold).toBe(true);
    expect((await night('2026-03-19', false)).isTold).toBe(true);
    expect(await announcements.findLatest(anna)).toMatchObject({ asOf: '2026-03-19', isTold: true });
  });

  it('knows the nights before a day that were told, newest first', async () => {
    const { anna, berta, announcements } = store();
    await night('2026-03-17', true);
    await night('2026-03-18', false);
    await night('2026-03-19', true);
    await night('2026-03-20', true);
    const told = await announcements.listTold(anna, parseDay('2026-03-20'));
    expect(told.map(({ asOf }) => asOf)).toEqual(['2026-03-19', '2026-03-17']);
    expect(await announcements.listTold(berta, parseDay('2026-03-20'))).toEqual([]);
  });
}

function describeBrowsers(store: () => Store): void {
  it('keeps ten browsers a person, the newest', async () => {
    const { anna, pushSubscriptions, clock } = store();
    for (let number = 0; number < 12; number++) {
      clock.advance(1_000);
      await pushSubscriptions.upsert(anna, browser(`https://push.example.org/${number}`));
    }
    const kept = (await pushSubscriptions.list(anna)).map(({ endpoint }) => endpoint.split('/').at(-1));
    expect(kept).toEqual(['11', '10', '9', '8', '7', '6', '5', '4', '3', '2']);
    expect(await pushSubscriptions.delete(anna, 'https://push.example.org/5')).toBe(true);
    expect(await pushSubscriptions.delete(anna, 'https://push.example.org/5')).toBe(false);
  });

  it('makes a key of the installation once, also when two ask at the same time', async () => {
    const { serverKeys } = store();
    let made = 0;
    const make = () => ({ kty: 'EC', d: String(++made) });
    const keys = await Promise.all([1, 2].map(() => serverKeys.findOrMake('vapid', make)));
    expect(keys[0]).toEqual(keys[1]);
    expect(await serverKeys.findOrMake('vapid', make)).toEqual(keys[0]);
  });
}

function describeNotifications(store: () => Store): void {
  const telling = (about = 'round-1'): Telling => ({ personId: store().anna.id, kind: 'page', about });
  const insert = (about?: string) => store().notifications.insert(telling(about), 'url');
  const claim = async (id: string) => {
    const claimed = await store().notifications.claim(id);
    if (claimed === undefined) throw new Error('a waiting notice can be claimed');
    return claimed;
  };
  const stateOf = async (id: string) => (await store().notifications.get(id)).state;

  it('has one row for what is told over one channel, also when three ask at the same time', async () => {
    const { notifications, berta } = store();
    const rows = await Promise.all([1, 2, 3].map(() => insert()));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
    expect(rows[0]).toMatchObject({ ...telling(), channel: 'url', state: 'waiting', reason: undefined });
    const others = [
      await notifications.insert(telling(), 'mail'),
      await notifications.insert({ ...telling(), kind: 'digest' }, 'url'),
      await notifications.insert({ ...telling(), personId: berta.id }, 'url'),
      await insert('round-2'),
    ];
    expect(new Set([...rows, ...others].map(({ id }) => id)).size).toBe(5);
  });

  it('gives one of several the right to send', async () => {
    const { notifications } = store();
    const { id } = await insert();
    const claims = await Promise.all([1, 2, 3].map(() => notifications.claim(id)));
    expect(claims.filter((one) => one !== undefined)).toEqual([{ id, fence: 1 }]);
    expect(await stateOf(id)).toBe('sending');
  });

  it.each(['sent', 'refused', 'unknown'] as const)('is over when it is %s', async (state) => {
    const { notifications } = store();
    const { id } = await insert();
    expect(await notifications.settle(await claim(id), { state, reason: 'A line.' })).toBe(true);
    expect(await notifications.get(id)).toMatchObject({ state, reason: 'A line.' });
    expect(await notifications.claim(id)).toBeUndefined();
    await notifications.giveUp(telling(), 'Too late.');
    expect(await stateOf(id)).toBe(state);
  });

  it('can be claimed again when it was certainly not taken, and an old claim says nothing then', async () => {
    const { notifications } = store();
    const { id } = await insert();
    const first = await claim(id);
    await notifications.settle(first, { state: 'waiting', reason: 'Busy.' });
    const second = await claim(id);
    expect(second.fence).toBe(2);
    expect(await notifications.settle(first, { state: 'sent' })).toBe(false);
    expect(await stateOf(id)).toBe('sending');
    expect(await notifications.settle(second, { state: 'sent' })).toBe(true);
  });

  it('is taken for abandoned when nobody has come back from sending it, and not before', async () => {
    const { notifications, clock } = store();
    const { id } = await insert();
    expect(await notifications.markAbandoned(id, 'Killed.')).toBe(false);
    const sender = await claim(id);
    clock.advance(SENDING_MS - 1);
    expect(await notifications.markAbandoned(id, 'Killed.')).toBe(false);
    clock.advance(1);
    expect(await notifications.markAbandoned(id, 'Killed.')).toBe(true);
    expect(await notifications.get(id)).toMatchObject({ state: 'unknown', reason: 'Killed.' });
    // It was alive after all, and it knows.
    expect(await notifications.settle(sender, { state: 'sent' })).toBe(true);
    expect(await stateOf(id)).toBe('sent');
  });

  it('is sent again only by hand, and then nobody speaks for it who sent it before', async () => {
    const { notifications } = store();
    const { id } = await insert();
    const sender = await claim(id);
    await expect(notifications.retry(id)).rejects.toMatchObject({ code: 'conflict' });
    await notifications.settle(sender, { state: 'unknown' });
    expect(await notifications.retry(id)).toMatchObject({ id, state: 'waiting', reason: undefined });
    expect(await notifications.settle(sender, { state: 'sent' })).toBe(false);
    await notifications.settle(await claim(id), { state: 'refused', reason: 'No.' });
    expect((await notifications.retry(id)).state).toBe('waiting');
    await notifications.settle(await claim(id), { state: 'sent' });
    await expect(notifications.retry(id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(notifications.retry('no-such-id')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('refuses what waits when it is given up, and calls what was begun unknown', async () => {
    const { notifications } = store();
    const [waiting, begun, other] = [
      await insert(),
      await notifications.insert(telling(), 'mail'),
      await insert('round-2'),
    ];
    await claim(begun.id);
    await notifications.giveUp(telling(), 'Tried too often.');
    expect(await notifications.get(waiting.id)).toMatchObject({
      state: 'refused',
      reason: 'Tried too often.',
    });
    expect(await stateOf(begun.id)).toBe('unknown');
    expect(await stateOf(other.id)).toBe('waiting');
  });

  it('lists what has not arrived, the newest first', async () => {
    const { notifications, clock, anna, berta } = store();
    const ids: string[] = [];
    for (const state of ['sent', 'refused', 'unknown'] as const) {
      const { id } = await insert(state);
      await notifications.settle(await claim(id), { state });
      ids.push(id);
      clock.advance(1_000);
    }
    const { id: hers } = await notifications.insert({ ...telling(), personId: berta.id }, 'url');
    expect((await notifications.listUnsettled()).map(({ id }) => id)).toEqual([hers, ids[2], ids[1]]);
    expect((await notifications.listUnsettled({ personId: anna.id })).map(({ state }) => state)).toEqual([
      'unknown',
      'refused',
    ]);
  });
}

function describeDigests(store: () => Store): void {
  it('keeps the first of a week, a person', async () => {
    const { digests, anna, berta } = store();
    const sunday = parseDay('2026-03-22');
    expect(await digests.find(anna, sunday)).toBeUndefined();
    const made = await Promise.all(
      ['1', '2'].map((version) => digests.insert(anna, digest('2026-03-22', { version }))),
    );
    expect(made[0]).toEqual(made[1]);
    expect(await digests.find(anna, sunday)).toEqual(made[0]);
    expect(await digests.find(anna, parseDay('2026-03-15'))).toBeUndefined();
    expect(await digests.find(berta, sunday)).toBeUndefined();
  });
}

function describePagesByDay(store: () => Store): void {
  const write = async (asOf: string, version: string): Promise<string> => {
    const { rounds, steps, pages, anna, clock } = store();
    const { id } = await rounds.upsert(anna, version, parseDay(asOf));
    const claim = await steps.claim(id, anna.id, 'coordinate');
    if (claim === undefined) throw new Error('a fresh step can be claimed');
    await steps.finish(claim, (transaction) => pages.put(transaction, anna, id, page(asOf, { version })));
    clock.advance(60_000);
    return id;
  };

  it('are the newest of each day, in the order of the days, with their rounds', async () => {
    const { pages, anna, berta } = store();
    await write('2026-03-20', 'first');
    const second = await write('2026-03-20', 'second');
    const earlier = await write('2026-03-18', 'look back');
    await write('2026-03-15', 'before');
    const [from, to] = [parseDay('2026-03-16'), parseDay('2026-03-22')];
    const found = await pages.listBetween(anna, from, to);
    expect(found.map(({ roundId, page: { asOf, version } }) => [roundId, asOf, version])).toEqual([
      [earlier, '2026-03-18', 'look back'],
      [second, '2026-03-20', 'second'],
    ]);
    expect(await pages.listBetween(berta, from, to)).toEqual([]);
    expect((await pages.findBefore(anna, from))?.page.version).toBe('before');
    expect((await pages.findBefore(anna, parseDay('2026-03-21')))?.page.version).toBe('second');
    expect(await pages.findBefore(anna, parseDay('2026-03-15'))).toBeUndefined();
    expect(await pages.findBefore(berta, to)).toBeUndefined();
  });
}
