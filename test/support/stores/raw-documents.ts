import { expect, it } from 'vitest';
import { parseDay } from '../../../src/shared/day.ts';
import { sleepDocument } from './samples.ts';
import type { Store } from './stage.ts';

export function describeRawDocuments(store: () => Store): void {
  const upsert = (...documents: ReturnType<typeof sleepDocument>[]) =>
    store().rawDocuments.upsert(store().anna, documents);
  const list = (from: string, to: string) =>
    store().rawDocuments.list(store().anna, parseDay(from), parseDay(to));
  const revisions = async () =>
    (
      await store()
        .db.selectFrom('raw_document')
        .select(['document_id', 'revision', 'day'])
        .orderBy('document_id')
        .orderBy('revision')
        .execute()
    ).map((row) => `${row.document_id}#${row.revision} ${row.day}`);

  it('keeps documents whole and gives back those of the days asked for', async () => {
    const night = sleepDocument('s1', '2026-03-19', {
      average_hrv: 42.5,
      note: 'ä–🛌',
      nested: { list: [1, null] },
    });
    const upserted = await upsert(
      night,
      sleepDocument('s2', '2026-03-20'),
      sleepDocument('s3', '2026-03-21'),
    );
    expect(upserted).toEqual({
      added: 3,
      revised: 0,
      unchanged: 0,
      touchedDays: ['2026-03-19', '2026-03-20', '2026-03-21'],
    });
    expect(await list('2026-03-19', '2026-03-20')).toEqual([night, sleepDocument('s2', '2026-03-20')]);
    expect(await list('2026-03-22', '2026-03-30')).toEqual([]);
  });

  it('changes nothing when the same documents come again, whatever the order of their fields', async () => {
    await upsert(sleepDocument('s1', '2026-03-19', { a: 1, b: { c: 2, d: 3 } }));
    const again = await upsert(sleepDocument('s1', '2026-03-19', { b: { d: 3, c: 2 }, a: 1 }));
    expect(again).toEqual({ added: 0, revised: 0, unchanged: 1, touchedDays: [] });
    expect(await revisions()).toEqual(['s1#1 2026-03-19']);
  });

  it('keeps what a rewritten document said before, and lists only what it says now', async () => {
    await upsert(sleepDocument('s1', '2026-03-19', { efficiency: 80 }));
    const revised = await upsert(sleepDocument('s1', '2026-03-19', { efficiency: 81 }));
    expect(revised).toEqual({ added: 0, revised: 1, unchanged: 0, touchedDays: ['2026-03-19'] });
    expect(await list('2026-03-19', '2026-03-19')).toEqual([
      sleepDocument('s1', '2026-03-19', { efficiency: 81 }),
    ]);
    // Back to the first words: that is news again, not the old revision.
    await upsert(sleepDocument('s1', '2026-03-19', { efficiency: 80 }));
    expect(await list('2026-03-19', '2026-03-19')).toEqual([
      sleepDocument('s1', '2026-03-19', { efficiency: 80 }),
    ]);
    expect(await revisions()).toEqual(['s1#1 2026-03-19', 's1#2 2026-03-19', 's1#3 2026-03-19']);
  });

  it('lets a document that moves leave its old day', async () => {
    await upsert(sleepDocument('s1', '2026-03-19'), sleepDocument('s2', '2026-03-18'));
    const moved = await upsert(sleepDocument('s1', '2026-03-17'));
    expect(moved.touchedDays).toEqual(['2026-03-17', '2026-03-19']);
    expect(await list('2026-03-18', '2026-03-20')).toEqual([sleepDocument('s2', '2026-03-18')]);
    expect(await list('2026-03-17', '2026-03-17')).toEqual([sleepDocument('s1', '2026-03-17')]);
  });

  it('moves a document also when only its day was read differently', async () => {
    const body = { id: 's1', bedtime_end: '2026-03-19T23:59:00Z' };
    await upsert({ ...sleepDocument('s1', '2026-03-19'), body });
    const moved = await upsert({ ...sleepDocument('s1', '2026-03-20'), body });
    expect(moved).toMatchObject({ revised: 1, touchedDays: ['2026-03-19', '2026-03-20'] });
    expect(await list('2026-03-19', '2026-03-19')).toEqual([]);
    expect(await list('2026-03-20', '2026-03-20')).toHaveLength(1);
  });

  it('knows the last day that a document belongs to, one that moved away not counted', async () => {
    const { rawDocuments, anna, berta } = store();
    expect(await rawDocuments.lastDay(anna, 'oura')).toBeUndefined();
    await upsert({ ...sleepDocument('x', '2026-03-19'), day: undefined });
    expect(await rawDocuments.lastDay(anna, 'oura')).toBeUndefined();
    await upsert(sleepDocument('s1', '2026-03-19'), sleepDocument('s2', '2099-12-31'));
    expect(await rawDocuments.lastDay(anna, 'oura')).toBe('2099-12-31');
    await upsert(sleepDocument('s2', '2026-03-18'));
    expect(await rawDocuments.lastDay(anna, 'oura')).toBe('2026-03-19');
    expect(await rawDocuments.lastDay(berta, 'oura')).toBeUndefined();
  });

  it('tells documents of one id apart by their collection, and by their person', async () => {
    const { rawDocuments, anna, berta } = store();
    const activity = (steps: number) => ({
      ...sleepDocument('1', '2026-03-19', { steps }),
      collection: 'daily_activity',
    });
    await upsert(sleepDocument('1', '2026-03-19'), activity(1));
    expect((await rawDocuments.upsert(berta, [sleepDocument('1', '2026-03-19')])).added).toBe(1);
    // A later revision of one of them is no later revision of the others.
    await rawDocuments.upsert(berta, [sleepDocument('1', '2026-03-20')]);
    await upsert(activity(2));
    expect(await list('2026-03-19', '2026-03-19')).toEqual([activity(2), sleepDocument('1', '2026-03-19')]);
    expect(await rawDocuments.lastDay(anna, 'oura')).toBe('2026-03-19');
    expect(await rawDocuments.lastDay(berta, 'oura')).toBe('2026-03-20');
  });

  it('takes more documents at once than one statement can hold', async () => {
    const many = Array.from({ length: 1_203 }, (_, index) =>
      sleepDocument(`s${String(index).padStart(4, '0')}`, '2026-03-19'),
    );
    expect((await upsert(...many)).added).toBe(1_203);
    expect(await list('2026-03-19', '2026-03-19')).toEqual(many);
  });

  it('keeps all documents of one call or none', async () => {
    const unsealable = { ...sleepDocument('s9', '2026-03-20'), body: { id: 's9', big: 1n } };
    await expect(upsert(sleepDocument('s1', '2026-03-19'), unsealable)).rejects.toThrow();
    expect(await revisions()).toEqual([]);
  });

  it('gives two writers of one document two revisions', async () => {
    const both = await Promise.all([
      upsert(sleepDocument('s1', '2026-03-19', { efficiency: 80 })),
      upsert(sleepDocument('s1', '2026-03-19', { efficiency: 81 })),
    ]);
    expect(both.map(({ added }) => added).sort()).toEqual([0, 1]);
    expect(await revisions()).toEqual(['s1#1 2026-03-19', 's1#2 2026-03-19']);
  });
}
