import { join } from 'node:path';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { emptyProfile, type Profile } from '../../src/domain/profile.ts';
import type { DailySeries } from '../../src/domain/series.ts';
import { addDays, type Day, dayNumber } from '../../src/shared/day.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { createRandom } from '../random.ts';
import { drawBody, toNumbers } from './body.ts';
import type { Draft, Planter } from './draft.ts';
import { benchMetrics, mapDrivers } from './drivers.ts';
import { removeValues } from './missing.ts';
import { makeNoise } from './noise.ts';
import type { Nuisances } from './nuisances.ts';
import type { Person, Truth } from './truth.ts';

export interface Recipe {
  readonly scenario: string;
  readonly nuisances: Nuisances;
  readonly plant: Planter;
  readonly checkIns?: readonly [low: number, high: number];
}

const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
const EARLIEST = '2018-01-01' as Day;
const START_RANGE_DAYS = 2500;
const TIME_ZONES = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'] as const;

/** One synthetic person. The same recipe, length and seed give the same person. */
export function makePerson(
  { scenario, nuisances, plant, checkIns }: Recipe,
  days: number,
  seed: number,
): Person {
  const random = createRandom(seed, `${scenario} ${days}`);
  const start = addDays(EARLIEST, random.integer(0, START_RANGE_DAYS));
  const draft: Draft = {
    days,
    start,
    random,
    body: drawBody(random, nuisances.inflatedAnswers),
    noise: makeNoise(random.integer(0, 2 ** 31), nuisances, dayNumber(start), days),
    medications: [],
    events: [],
    labs: [],
    plants: [],
    influences: [],
    shared: new Set(),
    present: new Set(),
  };
  noteShared(draft, nuisances);
  plant(draft);
  const { stationary, level, surface } = draft.noise;
  const whole = mapDrivers((driver) =>
    stationary[driver].map(
      (value, day) => value + (level[driver][day] as number) + (surface[driver][day] as number),
    ),
  );
  const numbers = toNumbers(draft.body, whole, { rounded: true });
  const { present } = draft;
  removeValues(numbers, whole, random, {
    nights: nuisances.missing,
    checkIns: checkIns ?? [0.55, 0.95],
    present,
  });
  const series = new Map(
    benchMetrics.map((metric): [string, DailySeries] => [metric, { metric, start, values: numbers[metric] }]),
  );
  const asOf = addDays(start, days - 1);
  const timezone = random.pick(TIME_ZONES);
  const profile = profileOf(draft);
  const input = { person: `${scenario}-${seed}`, asOf, timezone, series, profile, knowledge };
  return { scenario, start, days, input, truth: truthOf(draft) };
}

/** Days on which many things move together for a reason make "on the same day" a true statement. */
function noteShared({ noise, shared }: Draft, nuisances: Nuisances): void {
  const sick = noise.illnesses.length > 0;
  if (!sick && nuisances.recovery === 0) return;
  for (const driver of ['hrv', 'lowestHeartRate', 'efficiency', 'restless', 'breathing'] as const)
    shared.add(driver);
  for (const driver of ['temperature', 'energy', 'fatigue', 'mood'] as const) shared.add(driver);
  if (nuisances.recovery > 0) for (const driver of ['deep', 'stress'] as const) shared.add(driver);
  if (sick) shared.add('steps');
}

function profileOf({ medications, events, labs }: Draft): Profile {
  return {
    ...emptyProfile,
    birthYear: 1962,
    conditions: [{ name: 'hypertension' }],
    medications,
    events,
    labs,
  };
}

function truthOf({ body, noise, plants, influences, shared }: Draft): Truth {
  const levels = toNumbers(body, noise.level, { rounded: false });
  const varied = toNumbers(body, noise.stationary, { rounded: false });
  const spreads = Object.fromEntries(benchMetrics.map((metric) => [metric, spreadOf(varied[metric])]));
  return { body, plants, influences, shared, levels, spreads: spreads as Truth['spreads'] };
}

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1)) || 1;
}
