import { describe, expect, it } from 'vitest';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import type { PersonDocument } from '../../../src/demo/person/scene.ts';
import { dayInZone, parseDay } from '../../../src/shared/day.ts';

const lastDay = parseDay('2026-05-10');
const { documents, series } = generateDemoPerson({ lastDay, seed: 5 }).oura;
const of = (collection: string): readonly PersonDocument[] => documents[collection] ?? [];
const texts = (collection: string, field: string): string[] =>
  of(collection).map((document) => String(document[field]));

/** Required fields of each collection, as Oura's documentation lists them. */
const fields = {
  daily_stress: 'id day day_summary recovery_high stress_high',
  daily_resilience: 'id day contributors level',
  daily_cardiovascular_age: 'id day pulse_wave_velocity vascular_age',
  vO2_max: 'id day timestamp vo2_max',
  sleep_time: 'id day optimal_bedtime recommendation status',
  workout: 'id activity calories day distance end_datetime intensity label source start_datetime',
  session: 'id day end_datetime heart_rate heart_rate_variability mood motion_count start_datetime type',
  enhanced_tag: 'id tag_type_code start_time end_time start_day end_day comment custom_name',
  tag: 'id day text timestamp tags',
  rest_mode_period: 'id end_day end_time episodes start_day start_time',
  ring_configuration: 'id color design firmware_version hardware_type set_up_at size',
};

describe('the other collections of the demo person', () => {
  it.each(Object.entries(fields))('%s has every field, and some documents', (collection, names) => {
    expect(of(collection).length).toBeGreaterThan(0);
    for (const document of of(collection)) {
      expect(Object.keys(document).sort()).toEqual(names.split(' ').sort());
    }
  });

  it('belong to days the ring was worn, and to the local day they began on', () => {
    const worn = new Set(documents.daily_activity.map(({ day }) => day as string));
    for (const collection of ['daily_stress', 'workout', 'session', 'tag']) {
      expect(texts(collection, 'day').filter((day) => !worn.has(day))).toEqual([]);
    }
    for (const moment of [...of('workout'), ...of('session')]) {
      expect(dayInZone(new Date(String(moment.start_datetime)), 'Europe/London')).toBe(moment.day);
      expect(String(moment.end_datetime) > String(moment.start_datetime)).toBe(true);
    }
  });

  it('write what is missing the way the vendor does', () => {
    expect(texts('ring_configuration', 'set_up_at').map((at) => at.slice(0, 4))).toEqual(['1970', '2025']);
    expect(new Set(of('workout').map(({ distance }) => distance === null))).toEqual(new Set([true, false]));
    const unjudged = of('daily_stress').filter(({ day_summary: summary }) => summary === null);
    expect(unjudged.length).toBeGreaterThan(0);
    for (const day of unjudged) expect([day.stress_high, day.recovery_high]).toEqual([0, 0]);
    const tags = of('enhanced_tag');
    expect(tags.some(({ tag_type_code: code, comment }) => code === null && comment !== null)).toBe(true);
    expect(tags.some(({ comment }) => comment === null) && tags.some(({ comment }) => comment === '')).toBe(
      true,
    );
    for (const tag of tags) expect(tag.custom_name !== null).toBe(tag.tag_type_code === 'custom');
    expect(of('sleep_time')[0]).toMatchObject({ optimal_bedtime: null, status: 'not_enough_nights' });
    expect(of('sleep_time').at(-1)).toMatchObject({ optimal_bedtime: { day_tz: 3600 } });
    expect(of('sleep_time').find(({ day }) => day === '2026-03-20')).toMatchObject({
      optimal_bedtime: { day_tz: 0 },
    });
  });

  it('hold a walk that was entered by hand as well', () => {
    const byHand = of('workout').filter(({ source }) => source === 'manual');
    expect(byHand.length).toBeGreaterThan(0);
    for (const { day } of byHand) {
      expect(texts('workout', 'day').filter((other) => other === day)).toHaveLength(2);
    }
  });
});

describe('the heart rate rows of the demo person', () => {
  const rows = series.heartrate.rowsOf(parseDay('2026-05-09'));

  it('are some 250 to 300 a day, in order, in UTC, with no more fields than the live ones', () => {
    expect(rows.length).toBeGreaterThan(230);
    expect(rows.length).toBeLessThan(310);
    expect(rows.map(({ timestamp }) => timestamp)).toEqual(rows.map(({ timestamp }) => timestamp).toSorted());
    for (const row of rows) {
      expect(row.timestamp).toMatch(/^2026-05-09T\d\d:\d\d:\d\d\.000Z$/);
      expect(Object.keys(row).sort()).toEqual(['bpm', 'source', 'timestamp']);
    }
  });

  it('agree with the samples of the night', () => {
    const night = documents.sleep.find(({ day, type }) => day === '2026-05-10' && type === 'long_sleep');
    const start = Date.parse(night?.bedtime_start ?? '');
    const asleep = [...rows, ...series.heartrate.rowsOf(lastDay)].filter(
      ({ timestamp }) => Date.parse(timestamp) >= start,
    );
    expect(asleep.length).toBeGreaterThan(70);
    for (const { timestamp, bpm, source } of asleep) {
      expect(source).toBe('sleep');
      expect(bpm).toBe(night?.heart_rate?.items[Math.floor((Date.parse(timestamp) - start) / 300_000)]);
    }
  });

  it('end with the last night, and the trip without the charger has none', () => {
    const night = documents.sleep.at(-1)?.bedtime_end ?? '';
    const last = series.heartrate.rowsOf(lastDay).at(-1)?.timestamp ?? '';
    expect(Date.parse(last)).toBeLessThanOrEqual(Date.parse(night));
    expect(series.heartrate.rowsOf(parseDay('2026-02-25'))).toEqual([]);
    expect(series.ring_battery_level.rowsOf(parseDay('2026-02-25'))).toEqual([]);
  });

  it('know workouts, sessions and rest', () => {
    const ofDay = (collection: string): string => texts(collection, 'day').at(-1) ?? '';
    const sources = (day: string): unknown[] =>
      series.heartrate.rowsOf(parseDay(day)).map(({ source }) => source);
    expect(sources(ofDay('workout'))).toContain('workout');
    expect(sources(ofDay('workout'))).toContain('rest');
    expect(sources(ofDay('session'))).toContain('session');
  });

  it('are the same on every call', () => {
    expect(series.heartrate.rowsOf(parseDay('2026-05-09'))).toEqual(rows);
  });
});

describe('the battery rows of the demo person', () => {
  it('fall through the day and rise on the charger', () => {
    const rows = series.ring_battery_level.rowsOf(parseDay('2026-05-08')).map((row) => ({
      charging: row.charging,
      level: Number(row.level),
    }));
    expect(rows).toHaveLength(48);
    expect(rows.some(({ charging }) => charging)).toBe(true);
    const night = rows.slice(0, 12).map(({ level }) => level);
    expect(night).toEqual(night.toSorted((left, right) => right - left));
    expect(Math.max(...rows.map(({ level }) => level))).toBeLessThanOrEqual(97);
    expect(Math.min(...rows.map(({ level }) => level))).toBeGreaterThan(70);
  });
});
