import { expect, it } from 'vitest';
import type { RaisedFlag } from '../../../src/domain/red-flags/raised-flag.ts';
import { parseDay } from '../../../src/shared/day.ts';
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
    const id = await redFlags.insert(anna, raised('2026-03-20'));
    const again = await Promise.all(
      ['it is nothing', 'it is better'].map((seen) =>
        redFlags.insert(anna, raised('2026-03-20', 'chest-pain', seen)),
      ),
    );
    expect(again).toEqual([id, id]);
    expect(await redFlags.insert(anna, raised('2026-03-19'))).not.toBe(id);
    expect(await redFlags.insert(anna, raised('2026-03-20', 'sepsis'))).not.toBe(id);
    expect(await redFlags.insert(berta, raised('2026-03-20'))).not.toBe(id);
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

  it('is asked by day', async () => {
    const { redFlags, anna, berta } = store();
    const id = await redFlags.insert(anna, raised('2026-03-20'));
    await redFlags.insert(berta, raised('2026-02-20'));
    expect(await redFlags.dayOf(id)).toBe('2026-03-20');
    await expect(redFlags.dayOf('nobody')).rejects.toMatchObject({ code: 'not-found' });
    expect(await redFlags.list(berta, spring)).toEqual([]);
    expect(await redFlags.peopleSince(parseDay('2026-03-20'))).toEqual(new Set([anna.id]));
    expect(await redFlags.peopleSince(parseDay('2026-02-20'))).toEqual(new Set([anna.id, berta.id]));
    expect(await redFlags.peopleSince(parseDay('2026-03-21'))).toEqual(new Set());
  });

  it('shows neither the rule nor the same digest for two people', async () => {
    const { db, redFlags, anna, berta } = store();
    for (const person of [anna, berta]) await redFlags.insert(person, raised('2026-03-20'));
    const rows = await db.selectFrom('red_flag').selectAll().execute();
    expect(new Set(rows.map(({ digest }) => digest)).size).toBe(2);
    expect(JSON.stringify(rows.map(({ body, ...plain }) => plain))).not.toMatch(/chest|emergency/);
  });
}
