import { describe, expect, it } from 'vitest';
import { toNumbers } from '../../../bench/truth/body.ts';
import { benchMetrics, mapDrivers } from '../../../bench/truth/drivers.ts';
import { makeNoise } from '../../../bench/truth/noise.ts';
import { nullNuisances } from '../../../bench/truth/nuisances.ts';
import { makePerson } from '../../../bench/truth/person.ts';
import { getScenario, scenarios } from '../../../bench/truth/scenarios.ts';
import type { Person } from '../../../bench/truth/truth.ts';
import { getMetric, isPlausible } from '../../../src/domain/metric.ts';

const seen = (person: Person, metric: string): Float64Array =>
  person.input.series.get(metric)?.values ?? new Float64Array(0);
const meanOf = (values: Iterable<number>): number => {
  const there = [...values].filter((value) => !Number.isNaN(value));
  return there.reduce((sum, value) => sum + value, 0) / there.length;
};
const persons = (scenario: string, days: number, count: number): Person[] =>
  Array.from({ length: count }, (_, index) => makePerson(getScenario(scenario), days, index + 1));

describe('synthetic persons', () => {
  it('are the same for the same seed, and others for another', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => makePerson(getScenario('mixed'), 120, seed));
    expect(first).toEqual(again);
    expect(first?.input.series.get('hrv')).not.toEqual(other?.input.series.get('hrv'));
  });

  it.each(scenarios.map(({ scenario }) => scenario))('%s: nights add up and values are plausible', (name) => {
    const person = makePerson(getScenario(name), 100, 7);
    const at = (metric: string, day: number) => seen(person, metric)[day] as number;
    const broken: string[] = [];
    let nights = 0;
    for (let day = 0; day < person.days; day++) {
      if (Number.isNaN(at('totalSleep', day))) continue;
      nights += 1;
      const inBed = at('timeInBed', day);
      const identities = {
        stages: at('deepSleep', day) + at('remSleep', day) + at('lightSleep', day) === at('totalSleep', day),
        awake: at('totalSleep', day) + at('awakeTime', day) === inBed,
        efficiency: at('sleepEfficiency', day) === Math.round((100 * at('totalSleep', day)) / inBed),
        latency: at('sleepLatency', day) <= at('awakeTime', day),
        heartRate: at('sleepHeartRate', day) > at('restingHeartRate', day),
      };
      for (const [identity, holds] of Object.entries(identities))
        if (!holds) broken.push(`${identity} on ${day}`);
    }
    for (const slug of benchMetrics) {
      const metric = getMetric(slug);
      for (const value of seen(person, slug)) {
        if (!Number.isNaN(value) && !isPlausible(metric, value)) broken.push(`${slug} ${value}`);
      }
    }
    expect(broken).toEqual([]);
    expect(nights).toBeGreaterThan(40);
  });

  it('vary from night to night by the one standard deviation that effects are measured in', () => {
    for (const name of ['autocorrelated', 'volatility', 'ordinal', 'mixed'] as const) {
      const { stationary } = makeNoise(3, nullNuisances[name], 18_000, 20_000);
      for (const driver of Object.values(stationary)) {
        const mean = meanOf(driver);
        const spread = Math.sqrt(meanOf(driver.map((value) => (value - mean) ** 2)));
        expect(spread).toBeGreaterThan(0.8);
        expect(spread).toBeLessThan(1.25);
      }
    }
  });

  it('lose bad nights more often than good ones', () => {
    const kept = persons('autocorrelated', 365, 12).map(({ input, truth }) => {
      const values = input.series.get('sleepEfficiency')?.values ?? new Float64Array(0);
      return (meanOf(values) - truth.body.usual.efficiency.center) / truth.body.usual.efficiency.spread;
    });
    expect(meanOf(kept)).toBeGreaterThan(0);
    expect(
      seen(persons('chain-missing/plain', 150, 1)[0] as Person, 'hrv').filter(Number.isNaN).length,
    ).toBeGreaterThan(35);
  });

  it('answer in whole numbers from 0 to 10, zero most days where the scale is inflated', () => {
    const pain = persons('ordinal', 180, 5).flatMap((person) =>
      [...seen(person, 'pain')].filter((value) => !Number.isNaN(value)),
    );
    expect(pain.every((value) => Number.isInteger(value) && value >= 0 && value <= 10)).toBe(true);
    expect(pain.filter((value) => value === 0).length / pain.length).toBeGreaterThan(0.5);
  });
});

describe('planted truth', () => {
  it('moves deep sleep down by 2.4 and heart rate up by 1.8 SD from the planted day on', () => {
    const moves = persons('fall/plain', 180, 30).map((person) => {
      const [deep, rate] = person.truth.plants;
      if (deep?.kind !== 'level' || rate?.kind !== 'level') throw new Error('no fall was planted');
      const change = (metric: 'deepSleep' | 'restingHeartRate') =>
        (meanOf(seen(person, metric).slice(deep.onset)) - meanOf(seen(person, metric).slice(0, deep.onset))) /
        person.truth.spreads[metric];
      return [change('deepSleep'), change('restingHeartRate')] as const;
    });
    expect(meanOf(moves.map(([deep]) => deep))).toBeCloseTo(-2.4, 0);
    expect(meanOf(moves.map(([, rate]) => rate))).toBeCloseTo(1.8, 0);
  });

  it('keeps a truth beside the numbers that has no noise in it', () => {
    const [person] = persons('decline/plain', 180, 1);
    const [plant] = person?.truth.plants ?? [];
    if (person === undefined || plant?.kind !== 'decline') throw new Error('no decline was planted');
    const path = person.truth.levels[plant.metric];
    expect(path[plant.from - 1]).toBe(path[0]);
    const fallen = ((path[179] as number) - (path[0] as number)) / person.truth.spreads[plant.metric];
    expect(Math.abs(fallen)).toBeCloseTo(2, 0);
  });

  it('lets HRV fall after nights under 78 % and not after those just over', () => {
    const after = (low: number, high: number) =>
      meanOf(
        persons('threshold/plain', 365, 15).flatMap((person) => {
          const [efficiency, hrv] = [seen(person, 'sleepEfficiency'), seen(person, 'hrv')];
          const usual = meanOf(hrv);
          return [...hrv.slice(1)].flatMap((value, day) => {
            const before = efficiency[day] as number;
            return before >= low && before < high ? [value / usual] : [];
          });
        }),
      );
    expect(after(70, 78)).toBeLessThan(0.85);
    expect(after(78, 83)).toBeGreaterThan(0.98);
    expect(Math.abs(after(78, 83) - after(83, 95))).toBeLessThan(0.05);
  });

  it('raises the temperature by 0.8 to 1.2 °C on four nights, all of them there', () => {
    for (const person of persons('fever/moderate', 120, 10)) {
      const values = seen(person, 'temperatureDeviation');
      const rise = meanOf(values.slice(-4)) - meanOf(values.slice(0, -4));
      expect(rise).toBeGreaterThan(0.5);
      expect(rise).toBeLessThan(1.6);
      expect([...values.slice(-4)].some(Number.isNaN)).toBe(false);
    }
  });

  it('computes the metrics of a level alone without rounding', () => {
    const { truth } = makePerson(getScenario('autocorrelated'), 10, 1);
    const still = mapDrivers(() => new Float64Array(10));
    expect(toNumbers(truth.body, still, { rounded: false }).hrv[0]).toBe(truth.body.usual.hrv.center);
  });
});
