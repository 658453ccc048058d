import { describe, expect, it } from 'vitest';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import { plantedStory } from '../../../src/demo/person/story.ts';
import { checkInSchema } from '../../../src/domain/check-in.ts';
import { profileEntrySchemas } from '../../../src/domain/profile.ts';
import { addDays, type Day, daysBetween, parseDay } from '../../../src/shared/day.ts';

const cases = [
  { lastDay: parseDay('2026-03-20'), seed: 1 },
  { lastDay: parseDay('2026-07-01'), seed: 2 },
  { lastDay: parseDay('2025-11-30'), seed: 3 },
  { lastDay: parseDay('2026-10-28'), seed: 42 },
];

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Correlation of the ranks of x on a day with y `lag` days later. */
function lagged(x: ReadonlyMap<Day, number>, y: ReadonlyMap<Day, number>, lag: number): number {
  const pairs = [...x].flatMap(([day, value]) => {
    const later = y.get(addDays(day, lag));
    return later === undefined ? [] : [[value, later] as const];
  });
  const ranks = (values: readonly number[]): number[] =>
    values.map(
      (value) =>
        values.filter((other) => other < value).length + values.filter((other) => other === value).length / 2,
    );
  const [left, right] = [ranks(pairs.map(([a]) => a)), ranks(pairs.map(([, b]) => b))];
  const products = left.map((value, index) => (value - mean(left)) * ((right[index] ?? 0) - mean(right)));
  return mean(products) / (deviation(left) * deviation(right));
}

describe.each(cases)('the planted story, seed $seed until $lastDay', ({ lastDay, seed }) => {
  const person = generateDemoPerson({ lastDay, seed });
  const story = plantedStory(lastDay);
  const nights = person.oura.documents.sleep.filter(({ type }) => type === 'long_sleep');
  const rows = person.checkInsCsv.trimEnd().split('\n');
  const series = (value: (night: (typeof nights)[number]) => number | null): Map<Day, number> =>
    new Map(
      nights.flatMap((night) => {
        const read = value(night);
        return read === null ? [] : [[night.day, read] as const];
      }),
    );
  const efficiency = series((night) => night.efficiency);
  const hrv = series((night) => night.average_hrv);
  const fatigue = new Map(rows.slice(1).map((row) => [row.split(',')[0] as Day, Number(row.split(',')[3])]));
  const steps = new Map(
    person.oura.documents.daily_activity.map(({ day, steps: taken }) => [day, Number(taken)]),
  );

  it.each([
    { metric: 'deepSleep' as const, values: series((night) => night.deep_sleep_duration / 60), slack: 2.5 },
    { metric: 'restingHeartRate' as const, values: series((night) => night.lowest_heart_rate), slack: 0.6 },
  ])('shifts $metric from its onset on', ({ metric, values, slack }) => {
    const shift = story.shifts.find((candidate) => candidate.metric === metric);
    if (shift === undefined) throw new Error('not planted');
    const side = (after: boolean): number[] =>
      [...values].filter(([day]) => day >= shift.onset === after).map(([, value]) => value);
    expect(Math.abs(mean(side(false)) - shift.before)).toBeLessThan(slack);
    expect(Math.abs(mean(side(true)) - shift.after)).toBeLessThan(slack);
    expect(Math.abs(shift.after - shift.before) / deviation(side(false))).toBeGreaterThan(2);
    expect(side(true).length).toBeGreaterThanOrEqual(15);
  });

  it('leaves what is not part of it where it was', () => {
    const onset = story.shifts[0]?.onset ?? lastDay;
    for (const values of [efficiency, hrv]) {
      const before = [...values].filter(([day]) => day < onset).map(([, value]) => value);
      const after = [...values].filter(([day]) => day >= onset).map(([, value]) => value);
      expect(Math.abs(mean(after) - mean(before)) / deviation(before)).toBeLessThan(0.7);
    }
  });

  it('runs the chain, each step a day after the one before', () => {
    expect(lagged(efficiency, hrv, 1)).toBeGreaterThan(0.33);
    expect(lagged(hrv, fatigue, 1)).toBeLessThan(-0.45);
    expect(lagged(fatigue, steps, 1)).toBeLessThan(-0.4);
  });

  it('holds the rule after most poor nights and not after the others', () => {
    const usual = median([...hrv.values()]);
    const next = (poor: boolean): number[] =>
      [...efficiency].flatMap(([day, value]) => {
        const after = hrv.get(addDays(day, 1));
        return value < story.rule.threshold === poor && after !== undefined ? [after] : [];
      });
    const rate = (values: readonly number[]): number => mean(values.map((value) => (value < usual ? 1 : 0)));
    expect(rate(next(true))).toBeGreaterThanOrEqual(story.rule.rate[0]);
    expect(rate(next(false))).toBeLessThan(0.48);
    expect(median(next(false)) - median(next(true))).toBeGreaterThan(5);
  });

  it('keeps the poor nights apart', () => {
    const poor = [...efficiency].filter(([, value]) => value < story.rule.threshold).map(([day]) => day);
    expect(poor.length).toBeGreaterThanOrEqual(12);
    for (const [index, day] of poor.slice(1).entries()) {
      expect(daysBetween(poor[index] ?? day, day)).toBeGreaterThanOrEqual(2);
    }
  });

  it('misses some nights, all of the trip, and never the last', () => {
    const days = new Set(nights.map(({ day }) => day));
    expect(days.has(lastDay)).toBe(true);
    for (const day of [0, 1, 2].map((offset) => addDays(story.ringNotWorn.from, offset))) {
      expect(days.has(day)).toBe(false);
      expect(steps.has(day)).toBe(false);
    }
    expect(days.size).toBeGreaterThan(160);
    expect(days.size).toBeLessThan(177);
  });

  it('writes check-ins that can be read back', () => {
    expect(rows[0]).toBe('day,mood,energy,fatigue,pain,symptoms,notes');
    expect(rows.length).toBeGreaterThan(140);
    for (const row of rows.slice(1)) {
      const [day, ...scores] = row.split(',').slice(0, 5);
      const [mood, energy, tired] = scores.map(Number);
      expect(checkInSchema.safeParse({ day, mood, energy, fatigue: tired }).success).toBe(true);
    }
  });

  it('writes a profile of the contract, with the appointment ahead and the change behind', () => {
    const { profile } = person;
    const lists = [
      ['condition', profile.conditions],
      ['allergy', profile.allergies],
      ['medication', profile.medications],
      ['adherence', profile.adherence],
      ['lab', profile.labs],
      ['appointment', profile.appointments],
      ['event', profile.events],
      ['cycle', profile.cycle],
      ['note', profile.notes],
    ] as const;
    for (const [kind, entries] of lists) {
      for (const entry of entries) expect(profileEntrySchemas[kind].safeParse(entry).error).toBeUndefined();
    }
    expect(profile.appointments[0]?.day).toBe(addDays(lastDay, 6));
    expect(profile.appointments[0]?.questions).toHaveLength(2);
    const changes = profile.medications
      .flatMap(({ events }) => events)
      .filter(({ day }) => day > addDays(lastDay, -180));
    expect(changes).toEqual([{ day: addDays(lastDay, -21), action: 'dose', dose: '20 mg', time: '08:00' }]);
    expect(daysBetween(story.medication.day, story.shifts[0]?.onset ?? lastDay)).toBe(4);
  });

  it('says every planted phrase', () => {
    const text = `${person.checkInsCsv}${JSON.stringify(person.profile)}`;
    expect(story.phrases.filter((phrase) => !text.includes(phrase))).toEqual([]);
  });
});
