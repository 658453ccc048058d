import { describe, expect, it } from 'vitest';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import type { SleepDocument } from '../../../src/demo/person/sleep-document.ts';
import { addDays, dayInZone, parseDay } from '../../../src/shared/day.ts';

const lastDay = parseDay('2026-05-10');
const person = generateDemoPerson({ lastDay, seed: 5 });
const { sleep, daily_activity, daily_readiness, daily_sleep, daily_spo2 } = person.oura.documents;
const nights = sleep.filter(({ type }) => type === 'long_sleep');
const count = (text: string, character: string): number => text.split(character).length - 1;

/** The offset written into a timestamp, in minutes. */
function offsetOf(timestamp: string): number {
  return Number(timestamp.slice(-6, -3)) * 60 + Number(timestamp.slice(-2));
}

describe('the sleep documents of the demo person', () => {
  it('obey the identities of the durations', () => {
    for (const night of sleep) {
      const { deep_sleep_duration: deep, rem_sleep_duration: rem, light_sleep_duration: light } = night;
      expect(deep + rem + light).toBe(night.total_sleep_duration);
      expect(night.total_sleep_duration + night.awake_time).toBe(night.time_in_bed);
      expect(night.efficiency).toBe(Math.round((100 * night.total_sleep_duration) / night.time_in_bed));
      expect(Date.parse(night.bedtime_end) - Date.parse(night.bedtime_start)).toBe(night.time_in_bed * 1000);
      expect(Math.min(deep, rem, light, night.awake_time, night.latency)).toBeGreaterThanOrEqual(0);
      expect(night.latency).toBeLessThanOrEqual(night.awake_time);
    }
  });

  it('draw hypnograms that agree with the durations', () => {
    for (const night of sleep) {
      const fine = night.sleep_phase_30_sec;
      expect(fine.length * 30).toBe(night.time_in_bed);
      expect(night.movement_30_sec).toHaveLength(fine.length);
      expect(count(fine, '1') * 30).toBe(night.deep_sleep_duration);
      expect(count(fine, '2') * 30).toBe(night.light_sleep_duration);
      expect(count(fine, '3') * 30).toBe(night.rem_sleep_duration);
      expect(count(fine, '4') * 30).toBe(night.awake_time);
      const coarse = count(night.sleep_phase_5_min, '1') * 300;
      expect(Math.abs(coarse - night.deep_sleep_duration)).toBeLessThanOrEqual(20 * 60);
    }
  });

  it('carry five-minute samples on the grid of the night, with gaps and the lowest value', () => {
    for (const night of nights) {
      const hr = night.heart_rate?.items ?? [];
      expect(night.hrv?.timestamp).toBe(night.bedtime_start);
      expect(Math.abs(hr.length - night.time_in_bed / 300)).toBeLessThanOrEqual(1);
      expect(hr).toHaveLength(night.hrv?.items.length ?? 0);
      expect(hr[0]).toBeNull();
      expect(Math.min(...hr.filter((item) => item !== null))).toBe(night.lowest_heart_rate);
      expect(hr.some((item) => item === 0)).toBe(false);
    }
  });

  it('belong to the local day of their end plus six hours', () => {
    const sixHours = 6 * 3_600_000;
    for (const night of sleep) {
      expect(dayInZone(new Date(Date.parse(night.bedtime_end) + sixHours), 'Europe/London')).toBe(night.day);
    }
  });

  it('write the offset of London, through the clock change', () => {
    const march = nights.filter(({ day }) => day >= '2026-03-25' && day <= '2026-04-02');
    expect(march.length).toBeGreaterThan(5);
    for (const night of march) {
      expect(offsetOf(night.bedtime_start)).toBe(night.day <= '2026-03-29' ? 0 : 60);
      expect(offsetOf(night.bedtime_end)).toBe(night.day < '2026-03-29' ? 0 : 60);
    }
    const autumn = generateDemoPerson({ lastDay: parseDay('2026-10-28'), days: 20, seed: 8 }).oura.documents;
    const change = autumn.sleep.find(({ day, type }) => day === '2026-10-25' && type === 'long_sleep');
    expect(change && [offsetOf(change.bedtime_start), offsetOf(change.bedtime_end)]).toEqual([60, 0]);
  });

  it('hold naps, a rest, a deleted row and a nap without a pulse', () => {
    const types = new Set(sleep.map(({ type }) => type));
    expect([...types].sort()).toEqual(['deleted', 'long_sleep', 'rest', 'sleep']);
    const silent = sleep.filter((period: SleepDocument) => period.average_heart_rate === 0);
    expect(silent.map(({ hrv }) => hrv?.items.every((item) => item === null) ?? 'absent')).toEqual([
      true,
      'absent',
    ]);
    for (const nap of silent) expect([nap.average_hrv, nap.lowest_heart_rate]).toEqual([null, null]);
    const evening = sleep.filter(
      ({ day, bedtime_start: start }) => start.slice(0, 10) < day && start.slice(11, 13) === '17',
    );
    expect(evening.map(({ type }) => type)).toEqual(['sleep']);
    const withNight = new Set(nights.map(({ day }) => day));
    expect(sleep.every(({ day }) => withNight.has(day))).toBe(true);
  });

  it('have one id each', () => {
    const ids = Object.values(person.oura.documents).flatMap((documents) => documents.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
  });
});

describe('the daily documents of the demo person', () => {
  it('spend the whole day on something', () => {
    for (const day of daily_activity) {
      const names = ['high', 'medium', 'low'].map((name) => `${name}_activity_time`);
      const seconds = [...names, 'sedentary_time', 'resting_time', 'non_wear_time'].map((name) =>
        Number(day[name]),
      );
      expect(seconds.reduce((sum, value) => sum + value, 0)).toBe(86_400);
      expect(Math.min(...seconds)).toBeGreaterThanOrEqual(0);
      expect(day.class_5_min).toMatch(/^[0-5]{288}$/);
      expect((day.met as { items: number[] }).items).toHaveLength(1440);
    }
  });

  it('begin at four in the morning, at five once in spring', () => {
    const hours = daily_activity.map(({ day, timestamp }) => [day, String(timestamp).slice(11, 16)]);
    expect(hours.filter(([, hour]) => hour !== '04:00')).toEqual([['2026-03-29', '05:00']]);
  });

  it('stand beside every night, except activity, which needs none and comes a day late', () => {
    const days = nights.map(({ day }) => day);
    expect(daily_sleep.map(({ day }) => day)).toEqual(days);
    expect(daily_readiness.map(({ day }) => day)).toEqual(days);
    expect(daily_spo2.map(({ day }) => day)).toEqual(days);
    expect(daily_activity.length).toBeGreaterThan(days.length - 1);
    expect(daily_activity.at(-1)?.day).toBe(addDays(lastDay, -1));
  });

  it('hold one oxygen sentinel', () => {
    const averages = daily_spo2.map((day) => (day.spo2_percentage as { average: number }).average);
    expect(averages.filter((average) => average === 0)).toHaveLength(1);
    expect(Math.min(...averages.filter((average) => average > 0))).toBeGreaterThan(92);
  });
});

describe('generating', () => {
  it('is deterministic, and another seed is another history', () => {
    const again = generateDemoPerson({ lastDay, seed: 5 });
    expect(JSON.stringify(again)).toBe(JSON.stringify(person));
    for (const rows of ['heartrate', 'ring_battery_level'] as const) {
      expect(again.oura.series[rows].rowsOf(lastDay)).toEqual(person.oura.series[rows].rowsOf(lastDay));
    }
    expect(generateDemoPerson({ lastDay, seed: 6 }).oura.documents.sleep[0]).not.toEqual(sleep[0]);
  });

  it('takes well under a second', () => {
    const start = performance.now();
    generateDemoPerson({ lastDay, seed: 9 });
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('works for a short history', () => {
    const short = generateDemoPerson({ lastDay, days: 3, seed: 1 });
    expect(short.firstDay).toBe('2026-05-08');
    expect(short.oura.documents.sleep).toHaveLength(3);
  });
});
