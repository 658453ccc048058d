import { describe, expect, it } from 'vitest';
import type { ObservationStores } from '../../../db/stores/observation-stores.ts';
import type { RawDocument } from '../../../src/domain/raw-document.ts';
import { recordCheckIns, recordDocuments } from '../../../src/jobs/record-observations.ts';
import { addDays, parseDay } from '../../../src/shared/day.ts';
import { checkIn } from '../../support/stores/samples.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

const store = setStore(sqliteSite);

const record = (...documents: RawDocument[]) => recordDocuments(store(), store().anna, documents);
const answer = (...checkIns: ReturnType<typeof checkIn>[]) => recordCheckIns(store(), store().anna, checkIns);

/** Every value of the days, gaps left out: `metric@day` to number. */
async function valuesOf(from: string, to: string): Promise<Record<string, number>> {
  const series = await store().series.load(store().anna, parseDay(from), parseDay(to));
  return Object.fromEntries(
    [...series.values()].flatMap(({ metric, start, values }) =>
      [...values].flatMap((value, index) =>
        Number.isNaN(value) ? [] : [[`${metric}@${addDays(start, index)}`, value] as const],
      ),
    ),
  );
}

/** A night of 450 minutes asleep in 495 in bed, which gives just these two values and the heart rate variability. */
function night(
  day: string,
  hrv: number,
  fields: Record<string, unknown> = {},
  id = `night-${day}`,
): RawDocument {
  const body = {
    id,
    day,
    type: 'long_sleep',
    total_sleep_duration: 27_000,
    time_in_bed: 29_700,
    average_hrv: hrv,
    ...fields,
  };
  return { source: 'oura', collection: 'sleep', documentId: id, day: parseDay(day), body };
}

function steps(day: string, count: number): RawDocument {
  const id = `activity-${day}`;
  const body = { id, day, steps: count };
  return { source: 'oura', collection: 'daily_activity', documentId: id, day: parseDay(day), body };
}

/** A heart rate of 60 every five minutes. */
function hours(day: string, from: number, to: number): RawDocument {
  const rows = Array.from({ length: (to - from) * 12 }, (_, index) => {
    const minutes = from * 60 + index * 5;
    const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
    return { timestamp: `${day}T${clock.join(':')}:00.000Z`, bpm: 60, source: 'awake' };
  });
  return { source: 'oura', collection: 'heartrate', documentId: day, day: parseDay(day), body: { rows } };
}

describe('recording documents', () => {
  it('turns them into daily values and counts them', async () => {
    const recorded = await record(
      night('2026-03-18', 42),
      night('2026-03-19', 45),
      steps('2026-03-19', 6_000),
    );
    expect(recorded).toEqual({ added: 3, revised: 0, unchanged: 0, refusals: [] });
    expect(await valuesOf('2026-03-17', '2026-03-20')).toEqual({
      'hrv@2026-03-18': 42,
      'hrv@2026-03-19': 45,
      'steps@2026-03-19': 6_000,
      'timeInBed@2026-03-18': 495,
      'timeInBed@2026-03-19': 495,
      'totalSleep@2026-03-18': 450,
      'totalSleep@2026-03-19': 450,
    });
  });

  it('changes nothing when the same documents come again', async () => {
    const documents = [night('2026-03-18', 42), steps('2026-03-18', 6_000)];
    await record(...documents);
    const before = await store().db.selectFrom('series_block').selectAll().execute();
    store().clock.advance(60_000);
    expect(await record(...documents)).toEqual({ added: 0, revised: 0, unchanged: 2, refusals: [] });
    expect(await store().db.selectFrom('series_block').selectAll().execute()).toEqual(before);
    expect(await store().db.selectFrom('raw_document').select('revision').execute()).toHaveLength(2);
  });

  it('changes only the day of a document that was rewritten', async () => {
    await record(night('2026-03-18', 42), night('2026-03-19', 45), steps('2026-03-19', 6_000));
    const before = await valuesOf('2026-03-01', '2026-03-31');
    const revised = await record(night('2026-03-19', 39, { total_sleep_duration: undefined }));
    expect(revised).toMatchObject({ added: 0, revised: 1 });
    const { 'totalSleep@2026-03-19': _gone, ...rest } = before;
    // What the rewritten document no longer says is gone; the steps of the same day come from another document.
    expect(await valuesOf('2026-03-01', '2026-03-31')).toEqual({ ...rest, 'hrv@2026-03-19': 39 });
  });

  it('takes a night away from the day that it moves from', async () => {
    await record(night('2026-03-19', 45, {}, 'n1'), night('2026-03-18', 42, {}, 'n0'));
    await record(night('2026-03-20', 45, {}, 'n1'));
    expect(await valuesOf('2026-03-18', '2026-03-20')).toMatchObject({
      'hrv@2026-03-18': 42,
      'hrv@2026-03-20': 45,
    });
    expect(await valuesOf('2026-03-19', '2026-03-19')).toEqual({});
  });

  it('chooses the night anew when a longer one of the same day arrives later', async () => {
    await record(night('2026-03-19', 60, { total_sleep_duration: 12_000, time_in_bed: 12_600 }, 'nap'));
    expect(await valuesOf('2026-03-19', '2026-03-19')).toMatchObject({ 'hrv@2026-03-19': 60 });
    await record(night('2026-03-19', 45));
    expect(await valuesOf('2026-03-19', '2026-03-19')).toMatchObject({
      'hrv@2026-03-19': 45,
      'totalSleep@2026-03-19': 450,
    });
  });

  it('leaves the answers of the person on the same day alone', async () => {
    await answer(checkIn('2026-03-19', { mood: 7, pain: 0 }));
    await record(night('2026-03-19', 45));
    await record(night('2026-03-19', 44));
    expect(await valuesOf('2026-03-19', '2026-03-19')).toMatchObject({
      'hrv@2026-03-19': 44,
      'mood@2026-03-19': 7,
      'pain@2026-03-19': 0,
    });
  });

  it('keeps a value that cannot be believed out of the series, says so, and keeps the document', async () => {
    const recorded = await record(night('2026-03-19', 4_000));
    expect(recorded.refusals).toEqual([
      {
        file: 'oura/sleep',
        record: 'document night-2026-03-19',
        field: 'average_hrv',
        reason: 'is outside the plausible range, 1 to 400 ms',
      },
    ]);
    expect(await valuesOf('2026-03-19', '2026-03-19')).toEqual({
      'timeInBed@2026-03-19': 495,
      'totalSleep@2026-03-19': 450,
    });
    const day = parseDay('2026-03-19');
    expect(await store().rawDocuments.list(store().anna, ['sleep'], day, day)).toHaveLength(1);
  });

  it('takes in years at once, with gaps of any length, as one by one', async () => {
    const first = parseDay('2023-12-25');
    const offsets = [...Array.from({ length: 450 }, (_, index) => index), 460, 475, 490, 700, 900];
    const documents = offsets.map((offset) => night(addDays(first, offset), 20 + (offset % 100)));
    expect((await record(...documents.reverse())).added).toBe(offsets.length);
    const values = await valuesOf('2023-01-01', '2026-12-31');
    const expected = offsets.map((offset) => [`hrv@${addDays(first, offset)}`, 20 + (offset % 100)] as const);
    const measured = Object.entries(values).filter(([key]) => key.startsWith('hrv@'));
    expect(Object.fromEntries(measured)).toEqual(Object.fromEntries(expected));
  });

  it('keeps a document that belongs to no day, and computes nothing from it', async () => {
    const settings: RawDocument = {
      source: 'oura',
      collection: 'ring_configuration',
      documentId: 'ring-1',
      day: undefined,
      body: { id: 'ring-1', size: 9 },
    };
    expect(await record(settings)).toEqual({ added: 1, revised: 0, unchanged: 0, refusals: [] });
    expect(await record(settings)).toMatchObject({ added: 0, unchanged: 1 });
    expect(await valuesOf('2000-01-01', '2026-12-31')).toEqual({});
  });

  it('keeps both of two recordings of different days that run at the same time', async () => {
    await Promise.all([record(night('2026-03-18', 42)), record(night('2026-03-19', 45))]);
    expect(await valuesOf('2026-03-18', '2026-03-19')).toMatchObject({
      'hrv@2026-03-18': 42,
      'hrv@2026-03-19': 45,
    });
  });

  it('puts a day of heart rates together from its parts, in whatever batches they come', async () => {
    const parts = [hours('2026-03-19', 0, 2), hours('2026-03-19', 2, 4), hours('2026-03-18', 12, 24)];
    for (const part of parts) await record(part);
    // 48 five-minute means of 60 bpm on one day and 144 on the other: the first has enough with the second part only.
    expect(await valuesOf('2026-03-01', '2026-03-31')).toEqual({
      'daytimeHeartRate@2026-03-18': 60,
      'daytimeHeartRate@2026-03-19': 60,
    });
    const day = parseDay('2026-03-19');
    const [kept] = await store().rawDocuments.list(store().anna, ['heartrate'], day, day);
    expect(kept?.body.rows).toHaveLength(48);
    expect(await record(...parts)).toMatchObject({ added: 0, revised: 0, unchanged: 3 });
  });

  it('makes up, when it is repeated, for a recording that broke off', async () => {
    await expect(recordDocuments(breakingOff(), store().anna, [night('2026-03-19', 45)])).rejects.toThrow(
      'power cut',
    );
    await record(night('2026-03-19', 45));
    expect(await valuesOf('2026-03-19', '2026-03-19')).toMatchObject({ 'hrv@2026-03-19': 45 });
  });
});

describe('recording check-ins', () => {
  it('turns the scores into daily values, a zero too, and counts them', async () => {
    const recorded = await answer(
      checkIn('2026-03-18', { mood: 7, energy: 6, fatigue: 2, pain: 0 }),
      checkIn('2026-03-19', { notes: 'no score today' }),
    );
    expect(recorded).toEqual({ changed: 2, unchanged: 0 });
    expect(await valuesOf('2026-03-18', '2026-03-19')).toEqual({
      'energy@2026-03-18': 6,
      'fatigue@2026-03-18': 2,
      'mood@2026-03-18': 7,
      'pain@2026-03-18': 0,
    });
  });

  it('changes nothing when the same answers come again', async () => {
    const answers = [checkIn('2026-03-18', { mood: 7 }), checkIn('2026-03-19', { mood: 6 })];
    await answer(...answers);
    const before = await store().db.selectFrom('series_block').selectAll().execute();
    expect(await answer(...answers)).toEqual({ changed: 0, unchanged: 2 });
    expect(await store().db.selectFrom('series_block').selectAll().execute()).toEqual(before);
    expect(await store().db.selectFrom('check_in').select('revision').execute()).toHaveLength(2);
  });

  it('clears a score that an edit takes away, on that day only', async () => {
    await answer(checkIn('2026-03-18', { mood: 7, pain: 3 }), checkIn('2026-03-19', { mood: 6, pain: 4 }));
    expect(
      await answer(checkIn('2026-03-19', { mood: 5 }), checkIn('2026-03-18', { mood: 7, pain: 3 })),
    ).toEqual({
      changed: 1,
      unchanged: 1,
    });
    expect(await valuesOf('2026-03-18', '2026-03-19')).toEqual({
      'mood@2026-03-18': 7,
      'mood@2026-03-19': 5,
      'pain@2026-03-18': 3,
    });
  });

  it('lets the person’s own score stand over a caregiver’s, whoever answers first or last', async () => {
    const carers = checkIn('2026-03-18', { reporter: 'caregiver', mood: 3, pain: 6 });
    await answer(carers);
    expect(await valuesOf('2026-03-18', '2026-03-18')).toEqual({
      'mood@2026-03-18': 3,
      'pain@2026-03-18': 6,
    });
    await answer(checkIn('2026-03-18', { mood: 7 }));
    const both = { 'mood@2026-03-18': 7, 'pain@2026-03-18': 6 };
    expect(await valuesOf('2026-03-18', '2026-03-18')).toEqual(both);
    await answer({ ...carers, mood: 2 });
    expect(await valuesOf('2026-03-18', '2026-03-18')).toEqual(both);
    await answer(checkIn('2026-03-18', {}));
    expect(await valuesOf('2026-03-18', '2026-03-18')).toEqual({
      'mood@2026-03-18': 2,
      'pain@2026-03-18': 6,
    });
  });

  it('counts two reporters of one day as two, and leaves the days around them alone', async () => {
    await answer(checkIn('2026-03-17', { mood: 1 }), checkIn('2026-03-18', { mood: 2 }));
    const told = [
      checkIn('2025-06-01', { mood: 9 }),
      checkIn('2026-03-19', { mood: 7 }),
      checkIn('2026-03-19', { reporter: 'caregiver', mood: 3, energy: 4 }),
    ];
    expect(await answer(...told)).toEqual({ changed: 3, unchanged: 0 });
    expect(await answer(...told)).toEqual({ changed: 0, unchanged: 3 });
    expect(await valuesOf('2025-01-01', '2026-03-31')).toEqual({
      'energy@2026-03-19': 4,
      'mood@2025-06-01': 9,
      'mood@2026-03-17': 1,
      'mood@2026-03-18': 2,
      'mood@2026-03-19': 7,
    });
  });

  it('leaves what was measured on the same day alone', async () => {
    await record(night('2026-03-19', 45));
    await answer(checkIn('2026-03-19', { mood: 5 }));
    await answer(checkIn('2026-03-19', {}));
    expect(await valuesOf('2026-03-19', '2026-03-19')).toEqual({
      'hrv@2026-03-19': 45,
      'timeInBed@2026-03-19': 495,
      'totalSleep@2026-03-19': 450,
    });
  });

  it('makes up, when it is repeated, for a recording that broke off', async () => {
    const answers = [checkIn('2026-03-18', { mood: 7 })];
    await expect(recordCheckIns(breakingOff(), store().anna, answers)).rejects.toThrow('power cut');
    await answer(...answers);
    expect(await valuesOf('2026-03-18', '2026-03-18')).toEqual({ 'mood@2026-03-18': 7 });
  });
});

/** The stores of a process that ends just before the series are written. */
function breakingOff(): ObservationStores {
  const write = async (): Promise<void> => {
    throw new Error('power cut');
  };
  return {
    ...store(),
    together: (person, work) =>
      store().together(person, (own) => work({ ...own, series: { ...own.series, write } })),
  };
}
