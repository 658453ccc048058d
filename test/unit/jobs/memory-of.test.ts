import { describe, expect, it } from 'vitest';
import type { PageStore } from '../../../db/stores/page-store.ts';
import { withTransaction } from '../../../db/transaction.ts';
import type { Page } from '../../../src/domain/page.ts';
import { memoryOfRounds, pageTakenTo } from '../../../src/jobs/memory-of.ts';
import { nightlySlot, slotOf } from '../../../src/jobs/slots.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { checkIn, page } from '../../support/stores/samples.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

const store = setStore(sqliteSite);
const visit = parseDay('2026-03-18');
const closed: Partial<Page> = {
  leftOut: [{ summary: 'Deep sleep is shorter.', reason: 'Closed at the visit on 18 March.' }],
};

/** One after the other, a minute apart; a page is known by its version. */
async function write(slot: string, day: string, version: string, own: Partial<Page> = {}): Promise<void> {
  const { rounds, pages, anna, clock, db } = store();
  const round = await rounds.upsert(anna, slot, parseDay(day));
  await withTransaction(db, (transaction) =>
    pages.put(transaction, anna, round.id, page(day, { version, ...own })),
  );
  clock.advance(60_000);
}

const taken = async () => (await pageTakenTo(store(), store().anna, visit))?.version;

describe('the page that was taken to a visit', () => {
  it('is the one of the appointment, whatever was made later', async () => {
    await write(slotOf('appointment', visit), '2026-03-17', 'appointment');
    await write(slotOf('demand', 'evening'), '2026-03-18', 'evening');
    expect(await taken()).toBe('appointment');
  });

  it('is the last one there was, also of the day itself', async () => {
    expect(await taken()).toBeUndefined();
    await write(nightlySlot(parseDay('2026-03-17')), '2026-03-17', 'before');
    expect(await taken()).toBe('before');
    await write(slotOf('demand', 'morning'), '2026-03-18', 'morning');
    await write(nightlySlot(parseDay('2026-03-19')), '2026-03-19', 'after', closed);
    expect(await taken()).toBe('morning');
  });

  it('is none that was made when the visit had been told', async () => {
    await write(nightlySlot(parseDay('2026-03-17')), '2026-03-17', 'before');
    await write(nightlySlot(visit), '2026-03-18', 'nightly');
    await write(slotOf('demand', 'evening'), '2026-03-18', 'evening', closed);
    expect(await taken()).toBe('nightly');
    await write(nightlySlot(visit), '2026-03-18', 'late', closed);
    expect(await taken()).toBe('before');
  });

  it('is of the day where there is no other, even if it is made after the visit was told', async () => {
    await write(slotOf('demand', 'evening'), '2026-03-18', 'evening', closed);
    expect(await taken()).toBe('evening');
  });

  it('may leave out what an earlier visit closed', async () => {
    await write(nightlySlot(parseDay('2026-03-17')), '2026-03-17', 'before');
    const earlier = [{ summary: 'x', reason: 'Closed at the visit on 2 February.' }];
    await write(slotOf('demand', 'morning'), '2026-03-18', 'morning', { leftOut: earlier });
    expect(await taken()).toBe('morning');
  });
});

describe('the memory of a round', () => {
  const asOf = parseDay('2026-03-20');
  const profile = { visits: [] };

  function counted() {
    const { pages, checkIns } = store();
    let reads = 0;
    const findBefore: PageStore['findBefore'] = (person, day) => {
      reads += 1;
      return pages.findBefore(person, day);
    };
    return { memory: memoryOfRounds({ pages: { ...pages, findBefore }, checkIns }), reads: () => reads };
  }

  it('is read once for all who speak in it, and for each round anew', async () => {
    const { anna, checkIns } = store();
    await checkIns.upsert(anna, [checkIn('2026-03-19', { notes: 'a short night' })]);
    const { memory, reads } = counted();
    const all = await Promise.all(
      Array.from({ length: 8 }, () => memory(anna, { id: 'first', asOf }, profile)),
    );
    expect(reads()).toBe(1);
    expect(all[7]?.mornings).toMatchObject([{ day: '2026-03-19', notes: 'a short night' }]);
    await memory(anna, { id: 'second', asOf }, profile);
    expect(reads()).toBe(2);
  });

  it('is let go of when others have been read since', async () => {
    const { anna } = store();
    const { memory, reads } = counted();
    for (const id of ['a', 'b', 'c', 'd', 'e']) await memory(anna, { id, asOf }, profile);
    await memory(anna, { id: 'e', asOf }, profile);
    expect(reads()).toBe(5);
    await memory(anna, { id: 'a', asOf }, profile);
    expect(reads()).toBe(6);
  });

  it('is asked for again when it could not be read', async () => {
    const { anna, pages, checkIns } = store();
    let fails = true;
    const findBefore: PageStore['findBefore'] = (person, day) =>
      fails ? Promise.reject(new Error('locked')) : pages.findBefore(person, day);
    const memory = memoryOfRounds({ pages: { ...pages, findBefore }, checkIns });
    await expect(memory(anna, { id: 'a', asOf }, profile)).rejects.toThrow('locked');
    fails = false;
    expect(await memory(anna, { id: 'a', asOf }, profile)).toEqual({ earlier: [], mornings: [] });
  });
});
