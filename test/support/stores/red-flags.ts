import { expect, it } from 'vitest';
import type { Person } from '../../../db/stores/person-store.ts';
import type { RaisedFlag } from '../../../src/domain/red-flags/raised-flag.ts';
import { addDays, parseDay } from '../../../src/shared/day.ts';
import type { Store } from './stage.ts';

export const raised = (day: string, rule = 'chest-pain', seen = 'crushing chest pain'): RaisedFlag => ({
  rule,
  urgency: 'emergency',
  day: parseDay(day),
  message: 'Call the emergency number now.',
  seen,
});

export function describeRedFlags(store: () => Store): void {
  const spring = { from: parseDay('2026-03-01'), to: parseDay('2026-03-31') };

  it('keeps what was raised first of a rule and day, a person', async () => {
    const { redFlags, anna, berta } = store();
    const idOf = async (person: Person, flag: RaisedFlag) =>
      (await redFlags.insertAll(person, [flag]))[0]?.id;
    const id = await idOf(anna, raised('2026-03-20'));
    const again = await Promise.all(
      ['it is nothing', 'it is better'].map((seen) => idOf(anna, raised('2026-03-20', 'chest-pain', seen))),
    );
    expect(again).toEqual([id, id]);
    expect(await idOf(anna, raised('2026-03-19'))).not.toBe(id);
    expect(await idOf(anna, raised('2026-03-20', 'sepsis'))).not.toBe(id);
    expect(await idOf(berta, raised('2026-03-20'))).not.toBe(id);
    const log = await redFlags.list(anna, spring);
    expect(log.map(({ day, rule }) => [day, rule])).toEqual([
      ['2026-03-19', 'chest-pain'],
      ['2026-03-20', expect.any(String)],
      ['2026-03-20', expect.any(String)],
    ]);
    expect(log.find((flag) => flag.id === id)).toEqual({
      ...raised('2026-03-20'),
      id,
      recordedAt: '2026-03-20T06:00:00.000Z',
    });
  });

  it('keeps many at once, in the order given, and knows of which somebody has been told', async () => {
    const { redFlags, notifications, anna, berta } = store();
    const days = Array.from({ length: 1_200 }, (_, index) => addDays(parseDay('2022-01-01'), index));
    const flags = days.map((day) => raised(day));
    const first = await redFlags.insertAll(anna, flags);
    expect(new Set(first.map(({ id }) => id)).size).toBe(1_200);
    expect(first.every(({ isTold }) => !isTold)).toBe(true);
    await redFlags.insertAll(berta, flags.slice(0, 3));
    for (const [place, outcomes] of [
      ['sent'],
      ['refused'],
      ['sent', 'waiting'],
      ['refused', 'sent'],
    ].entries()) {
      for (const [index, outcome] of outcomes.entries()) {
        const telling = { personId: anna.id, kind: 'red-flag', about: first[place]?.id ?? '' } as const;
        const { id } = await notifications.insert(telling, index === 0 ? 'url' : 'mail');
        const claim = outcome === 'waiting' ? undefined : await notifications.claim(id);
        if (claim !== undefined) await notifications.settle(claim, { state: outcome as 'sent' | 'refused' });
      }
    }
    const again = await redFlags.insertAll(anna, [raised('2026-03-20'), ...flags.toReversed()]);
    expect(again.slice(1).map(({ id }) => id)).toEqual(first.map(({ id }) => id).reverse());
    expect(again.slice(-5).map(({ isTold }) => isTold)).toEqual([false, true, false, false, true]);
    expect(await redFlags.insertAll(anna, [])).toEqual([]);
  });

  it('is asked by day', async () => {
    const { redFlags, anna, berta } = store();
    const [flag] = await redFlags.insertAll(anna, [raised('2026-03-20')]);
    await redFlags.insertAll(berta, [raised('2026-02-20')]);
    expect(await redFlags.dayOf(flag?.id ?? '')).toBe('2026-03-20');
    await expect(redFlags.dayOf('nobody')).rejects.toMatchObject({ code: 'not-found' });
    expect(await redFlags.list(berta, spring)).toEqual([]);
    expect(await redFlags.peopleSince(parseDay('2026-03-20'))).toEqual(new Set([anna.id]));
    expect(await redFlags.peopleSince(parseDay('2026-02-20'))).toEqual(new Set([anna.id, berta.id]));
    expect(await redFlags.peopleSince(parseDay('2026-03-21'))).toEqual(new Set());
  });

  it('shows neither the rule nor the same digest for two people', async () => {
    const { db, redFlags, anna, berta } = store();
    for (const person of [anna, berta]) await redFlags.insertAll(person, [raised('2026-03-20')]);
    const rows = await db.selectFrom('red_flag').selectAll().execute();
    expect(new Set(rows.map(({ digest }) => digest)).size).toBe(2);
    expect(JSON.stringify(rows.map(({ body, ...plain }) => plain))).not.toMatch(/chest|emergency/);
  });
}
