import { describe, expect, it } from 'vitest';
import type { RawDocument } from '../../../src/domain/raw-document.ts';
import { findingsFor } from '../../../src/jobs/findings-for.ts';
import { profileOf } from '../../../src/jobs/profile-of.ts';
import { recordDocuments } from '../../../src/jobs/record-observations.ts';
import { addDays, type Day, parseDay } from '../../../src/shared/day.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';
import { knowledge } from '../sources/files/fixture.ts';

const store = setStore(sqliteSite);
const asOf = parseDay('2026-03-20');

function tag(day: Day, code: string): RawDocument {
  const id = `${code} ${day}`;
  const body = { id, start_day: day, tag_type_code: code, comment: 'Zaphod', custom_name: null };
  return { source: 'oura', collection: 'enhanced_tag', documentId: id, day, body };
}

const sick = (day: string) => tag(parseDay(day), 'tag_generic_sick');
const record = (...documents: RawDocument[]) => recordDocuments(store(), store().anna, documents);
const eventsAt = async (day: Day) =>
  (await profileOf(store(), store().anna, day)).events.map(({ day, kind, label }) => [day, kind, label]);

describe('the events of a profile', () => {
  it('are those the person entered and those they tagged, each once', async () => {
    await store().profiles.upsert(store().anna, [
      { kind: 'event', value: { day: '2026-03-03', kind: 'illness', label: 'a bad cold' } },
      { kind: 'event', value: { day: '2026-02-01', kind: 'travel', label: 'Lisbon' } },
    ]);
    await record(
      sick('2026-03-01'),
      sick('2026-03-02'),
      tag(parseDay('2026-02-04'), 'tag_generic_airplane'),
      tag(parseDay('2026-03-05'), 'tag_generic_coffee'),
    );
    expect(await eventsAt(asOf)).toEqual([
      ['2026-02-01', 'travel', 'Lisbon'],
      ['2026-03-03', 'illness', 'a bad cold'],
      ['2026-02-04', 'travel', 'Travel (Oura tag)'],
    ]);
  });

  it('are known on their day and not before, and told for half a year', async () => {
    await record(sick('2026-03-01'));
    expect(await eventsAt(parseDay('2026-02-28'))).toEqual([]);
    expect(await eventsAt(parseDay('2026-03-01'))).toHaveLength(1);
    expect(await eventsAt(addDays(parseDay('2026-03-01'), 179))).toHaveLength(1);
    expect(await eventsAt(addDays(parseDay('2026-03-01'), 180))).toEqual([]);
  });

  it('never grow by dozens: the last four of a kind are told, the same ones at every look', async () => {
    const days = Array.from({ length: 11 }, (_, index) => addDays(asOf, -160 + 16 * index));
    await record(...days.map((day) => tag(day, 'tag_generic_sick')));
    const told = await eventsAt(asOf);
    expect(told.map(([day]) => day)).toEqual(days.slice(-4));
    expect((await eventsAt(addDays(asOf, -1))).map(([day]) => day)).toEqual(days.slice(-5, -1));
  });

  it('stand beside what the numbers show: nights without a value on the days of an illness', async () => {
    const nights = Array.from({ length: 60 }, (_, index) => addDays(asOf, index - 59)).map(
      (day): RawDocument => {
        const body = { id: day, day, type: 'long_sleep', total_sleep_duration: 27_000, average_hrv: 42 };
        return { source: 'oura', collection: 'sleep', documentId: day, day, body };
      },
    );
    const away = ['2026-03-01', '2026-03-02'];
    await record(...nights.filter(({ day }) => !away.includes(day as string)), sick('2026-03-02'));
    const { report } = await findingsFor({ ...store(), knowledge }, store().anna, asOf);
    expect(report.coverage.missing).toContainEqual({
      from: '2026-03-01',
      to: '2026-03-02',
      reason: 'illness noted',
    });
  });

  it('do not begin with the first tag that is read where tagging is a habit', async () => {
    const days = Array.from({ length: 60 }, (_, index) => addDays(asOf, -7 * index));
    await record(...days.map((day) => tag(day, 'tag_generic_airplane')));
    expect(await eventsAt(asOf)).toEqual([]);
  });
});
