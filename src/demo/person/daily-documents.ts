import type { Day } from '../../shared/day.ts';
import { documentId } from './ids.ts';
import type { NightPlan } from './night.ts';
import { createRandom } from './random.ts';
import type { PersonDocument } from './scene.ts';
import type { Signals } from './signals.ts';

export interface DailyDocument extends PersonDocument {
  readonly day: Day;
}

/** The vendor's scores. They are made to look alive and mean nothing: no analysis may lean on them. */
export function buildDailySleep(seed: number, day: Day, plan: NightPlan): DailyDocument {
  const { deep, light, rem, awake } = plan.epochs;
  const total = deep + light + rem;
  const contributors = {
    deep_sleep: score(deep / 1.9),
    efficiency: score((100 * total) / (total + awake) + 4),
    latency: score(100 - plan.latencyEpochs / 2),
    rem_sleep: score(rem / 2),
    restfulness: score(110 - plan.restlessPeriods / 3),
    timing: score(92 - Math.abs(plan.bedtimeSeconds - 82_200) / 600),
    total_sleep: score(total / 9.2),
  };
  return {
    id: documentId(seed, 'daily_sleep', day),
    day,
    timestamp: midnight(day),
    score: mean(Object.values(contributors)),
    contributors,
  };
}

export function buildReadiness(
  seed: number,
  day: Day,
  index: number,
  plan: NightPlan,
  signals: Signals,
): DailyDocument {
  const random = createRandom(seed, `readiness-${day}`);
  const contributors = {
    activity_balance: score(80 + 6 * signals.value('steps', index - 1)),
    body_temperature: score(96 - 20 * Math.abs(signals.value('temperature', index) * 0.2)),
    hrv_balance: random.chance(0.1) ? null : score(75 + 10 * signals.value('hrv', index)),
    previous_day_activity: random.chance(0.05) ? null : score(78 + 8 * signals.value('steps', index - 1)),
    previous_night: score(40 + (plan.epochs.deep + plan.epochs.rem) / 8),
    recovery_index: score(70 + 10 * random.normal()),
    resting_heart_rate: score(85 - 6 * (plan.lowestHeartRate - 59)),
    sleep_balance: score(74 + 5 * random.normal()),
    sleep_regularity: score(80 + 6 * random.normal()),
  };
  const deviation = 0.19 * signals.value('temperature', index);
  const given = Object.values(contributors).filter((value) => value !== null);
  return {
    id: documentId(seed, 'daily_readiness', day),
    day,
    timestamp: midnight(day),
    score: mean(given),
    temperature_deviation: round(deviation, 2),
    temperature_trend_deviation: round(deviation * 0.4 + 0.05 * random.normal(), 2),
    contributors,
  };
}

export function buildSpo2(
  seed: number,
  day: Day,
  index: number,
  signals: Signals,
  sentinel: boolean,
): DailyDocument {
  const random = createRandom(seed, `spo2-${day}`);
  return {
    id: documentId(seed, 'daily_spo2', day),
    day,
    // 0 is how the vendor writes "not measured".
    spo2_percentage: { average: sentinel ? 0 : round(95.9 + 0.6 * signals.value('oxygen', index), 3) },
    breathing_disturbance_index: Math.max(0, Math.round(8 + 2.5 * random.normal())),
  };
}

function midnight(day: Day): string {
  return `${day}T00:00:00.000+00:00`;
}

function score(value: number): number {
  return Math.min(100, Math.max(1, Math.round(value)));
}

function mean(values: readonly number[]): number {
  return score(values.reduce((left, right) => left + right, 0) / values.length);
}

function round(value: number, decimals: number): number {
  // The addition of zero turns -0 into 0, which JSON would do anyway.
  return Number(value.toFixed(decimals)) + 0;
}
