import { expect, it } from 'vitest';
import type { Person } from '../../../db/stores/person-store.ts';
import type { RawDocument } from '../../../src/domain/raw-document.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { sleepDocument } from './samples.ts';
import type { Store } from './stage.ts';

export function describeRawDocuments(store: () => Store): void {
  const upsert = (...documents: RawDocument[]) => store().rawDocuments.upsert(store().anna, documents);
  const worded = ({ text, ...document }: RawDocument): RawDocument => {
    expect(JSON.parse(text ?? '')).toEqual(document.body);
    return document;
  };
  const list = async (from: string, to: string) => {
    const collections = ['sleep', 'daily_activity'];
    const listed = await store().rawDocuments.list(store().anna, collections, parseDay(from), parseDay(to));
    return listed.map(worded);
  };
  const lastDay = (person: Person) =>
    store().rawDocuments.lastDay(person, ['sleep', 'daily_activity'], parseDay('2099-12-31'));
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
      touched: new Map([['sleep', ['2026-03-19', '2026-03-20', '2026-03-21']]]),
    });
    expect(await list('2026-03-19', '2026-03-20')).toEqual([night, sleepDocument('s2', '2026-03-20')]);
    expect(await list('2026-03-22', '2026-03-30')).toEqual([]);
  });

  it('changes nothing when the same documents come again, whatever the order of their fields', async () => {
    await upsert(sleepDocument('s1', '2026-03-19', { a: 1, b: { c: 2, d: 3 } }));
    const again = await upsert(sleepDocument('s1', '2026-03-19', { b: { d: 3, c: 2 }, a: 1 }));
    expect(again).toEqual({ added: 0, revised: 0, unchanged: 1, touched: new Map() });
    expect(await revisions()).toEqual(['s1#1 2026-03-19']);
  });

  it('keeps what a rewritten document said before, and lists only what it says now', async () => {
    await upsert(sleepDocument('s1', '2026-03-19', { efficiency: 80 }));
    const revised = await upsert(sleepDocument('s1', '2026-03-19', { efficiency: 81 }));
    expect(revised).toEqual({
      added: 0,
      revised: 1,
      unchanged: 0,
      touched: new Map([['sleep', ['2026-03-19']]]),
    });
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
    expect(moved.touched).toEqual(new Map([['sleep', ['2026-03-17', '2026-03-19']]]));
    expect(await list('2026-03-18', '2026-03-20')).toEqual([sleepDocument('s2', '2026-03-18')]);
    expect(await list('2026-03-17', '2026-03-17')).toEqual([sleepDocument('s1', '2026-03-17')]);
  });

  it('moves a document also when only its day was read differently', async () => {
    const body = { id: 's1', bedtime_end: '2026-03-19T23:59:00Z' };
    await upsert({ ...sleepDocument('s1', '2026-03-19'), body });
    const moved = await upsert({ ...sleepDocument('s1', '2026-03-20'), body });
    expect(moved).toMatchObject({ revised: 1, touched: new Map([['sleep', ['2026-03-19', '2026-03-20']]]) });
    expect(await list('2026-03-19', '2026-03-19')).toEqual([]);
    expect(await list('2026-03-20', '2026-03-20')).toHaveLength(1);
  });

  it('knows the last day that a document belongs to, one that moved away not counted', async () => {
    const { anna, berta } = store();
    expect(await lastDay(anna)).toBeUndefined();
    await upsert({ ...sleepDocument('x', '2026-03-19'), day: undefined });
    expect(await lastDay(anna)).toBeUndefined();
    await upsert(sleepDocument('s1', '2026-03-19'), sleepDocument('s2', '2099-12-31'));
    expect(await lastDay(anna)).toBe('2099-12-31');
    await upsert(sleepDocument('s2', '2026-03-18'));
    expect(await lastDay(anna)).toBe('2026-03-19');
    expect(await lastDay(berta)).toBeUndefined();
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
    expect(await lastDay(anna)).toBe('2026-03-19');
    expect(await lastDay(berta)).toBe('2026-03-20');
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

  it('gives back one collection, as it is now, whole or of some days', async () => {
    const { rawDocuments, anna, berta } = store();
    const [first, second] = [
      observation('2026-03-18T00:00:00.000Z', 1),
      observation('2026-03-20T00:00:00.000Z', 2),
    ];
    const undated: RawDocument = { ...first, documentId: 'named', day: undefined };
    const other: RawDocument = { ...first, collection: 'metric:b' };
    await upsert(second, first, undated, other, sleepDocument('s1', '2026-03-18'));
    await rawDocuments.upsert(berta, [first]);
    const revised = observation('2026-03-20T00:00:00.000Z', 3);
    await upsert(revised);
    expect((await rawDocuments.listCollection(anna, first)).map(worded)).toEqual([first, revised, undated]);
    const days = { from: parseDay('2026-03-19'), to: parseDay('2026-03-20') };
    expect((await rawDocuments.listCollection(anna, first, days)).map(worded)).toEqual([revised]);
    expect(await rawDocuments.listCollection(anna, { ...first, source: 'oura' })).toEqual([]);
  });

  it('counts the documents of a source by collection, revisions not', async () => {
    const { rawDocuments, anna, berta } = store();
    await upsert(observation('2026-03-18T00:00:00.000Z', 1), observation('2026-03-20T00:00:00.000Z', 2));
    await upsert(observation('2026-03-18T00:00:00.000Z', 5), sleepDocument('s1', '2026-03-18'));
    expect(await rawDocuments.countCollections(anna, 'custom')).toEqual([
      { collection: 'metric:a', documents: 2, lastId: '2026-03-20T00:00:00.000Z' },
    ]);
    expect(await rawDocuments.countCollections(berta, 'custom')).toEqual([]);
  });

  it('keeps of a document that comes in parts what both say, and opens no other', async () => {
    const { rawDocuments, anna } = store();
    const opened: string[] = [];
    const take = (...documents: RawDocument[]) =>
      rawDocuments.upsert(anna, documents, {
        includes: ({ collection }) => collection === 'sleep',
        merge(kept, received) {
          opened.push(kept.documentId);
          return { ...received, body: { ...kept.body, ...received.body } };
        },
      });
    const activity = (steps: number) => ({
      ...sleepDocument('a1', '2026-03-19', { steps }),
      collection: 'daily_activity',
    });
    await take(sleepDocument('s1', '2026-03-19', { a: 1 }), sleepDocument('s2', '2026-03-19'), activity(1));
    const again = await take(
      sleepDocument('s1', '2026-03-19', { b: 2 }),
      sleepDocument('s2', '2026-03-19'),
      activity(2),
    );
    expect(again).toMatchObject({ added: 0, revised: 2, unchanged: 1 });
    expect(await take(sleepDocument('s1', '2026-03-19', { a: 1 }))).toMatchObject({ unchanged: 1 });
    expect(opened).toEqual(['s1', 's1']);
    expect(await list('2026-03-19', '2026-03-19')).toEqual([
      activity(2),
      sleepDocument('s1', '2026-03-19', { a: 1, b: 2 }),
      sleepDocument('s2', '2026-03-19'),
    ]);
  });

  it('lists what the caller has in hand without opening it, and only what is of these days', async () => {
    const { rawDocuments, anna } = store();
    const [first, second, later] = ['2026-03-19', '2026-03-20', '2026-03-29'].map((day) =>
      sleepDocument(`s-${day}`, day),
    ) as [RawDocument, RawDocument, RawDocument];
    await upsert(first, second, later);
    const days = [parseDay('2026-03-19'), parseDay('2026-03-21')] as const;
    const listed = await rawDocuments.list(anna, ['sleep'], ...days, [later, first]);
    expect(listed.map(({ documentId }) => documentId)).toEqual([first.documentId, second.documentId]);
    expect(listed[0]).toBe(first);
  });

  it('gives back short and long texts word for word, whatever they begin with', async () => {
    const { rawDocuments, anna } = store();
    const worded = ['{"id":"a"}', ' {"id":"b"}', `{"id":"c","x":"${'ä–🛌'.repeat(90)}"}`].map(
      (text, index) => ({
        ...sleepDocument(`s${index}`, '2026-03-19'),
        body: JSON.parse(text) as Record<string, unknown>,
        text,
      }),
    );
    await upsert(...worded);
    expect(await rawDocuments.find(anna, worded)).toEqual(worded);
  });

  it('gives two writers of one document two revisions', async () => {
    const both = await Promise.all([
      upsert(sleepDocument('s1', '2026-03-19', { efficiency: 80 })),
      upsert(sleepDocument('s1', '2026-03-19', { efficiency: 81 })),
    ]);
    expect(both.map(({ added }) => added).sort()).toEqual([0, 1]);
    expect(await revisions()).toEqual(['s1#1 2026-03-19', 's1#2 2026-03-19']);
  });

  it('keeps what the source wrote word for word, and finds documents by their ids', async () => {
    const { rawDocuments, anna } = store();
    const text = '{ "day":"2026-03-19","id":"s1",\n "average_heart_rate": 52.0, "interval":300.0 }';
    const body = JSON.parse(text) as Record<string, unknown>;
    const written = { ...sleepDocument('s1', '2026-03-19'), body, text };
    await upsert(written, sleepDocument('s2', '2026-03-19'));
    expect(await rawDocuments.find(anna, [written])).toEqual([written]);
    expect(await rawDocuments.find(anna, [{ ...written, collection: 'workout' }])).toEqual([]);
    // Other blanks and other zeros are the same words.
    expect(
      await upsert(sleepDocument('s1', '2026-03-19', { average_heart_rate: 52, interval: 300 })),
    ).toMatchObject({
      unchanged: 1,
    });
  });
}

function observation(occurredAt: string, value: number): RawDocument {
  return {
    source: 'custom',
    collection: 'metric:a',
    documentId: occurredAt,
    day: parseDay(occurredAt.slice(0, 10)),
    body: { value },
  };
}
