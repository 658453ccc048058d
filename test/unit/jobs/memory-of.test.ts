import { describe, expect, it } from 'vitest';
import { withTransaction } from '../../../db/transaction.ts';
import type { Page } from '../../../src/domain/page.ts';
import { pageTakenTo } from '../../../src/jobs/memory-of.ts';
import { nightlySlot, slotOf } from '../../../src/jobs/slots.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { page } from '../../support/stores/samples.ts';
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
