import type { Day } from '../../shared/day.ts';
import { coarsenHypnogram, drawHypnogram, drawMovement } from './hypnogram.ts';
import { documentId } from './ids.ts';
import type { NightPlan } from './night.ts';
import { createRandom, type Random } from './random.ts';
import type { ZoneClock } from './zone-clock.ts';

interface Sample {
  readonly interval: number;
  readonly items: readonly (number | null)[];
  readonly timestamp: string;
}

export type SleepType = 'long_sleep' | 'sleep' | 'rest' | 'deleted';

export interface SleepDocument {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly day: Day;
  readonly type: SleepType;
  readonly period: number;
  readonly bedtime_start: string;
  readonly bedtime_end: string;
  readonly average_breath: number | null;
  readonly average_heart_rate: number | null;
  readonly average_hrv: number | null;
  readonly awake_time: number;
  readonly deep_sleep_duration: number;
  readonly efficiency: number;
  readonly heart_rate: Sample | null;
  readonly hrv: Sample | null;
  readonly latency: number;
  readonly light_sleep_duration: number;
  readonly lowest_heart_rate: number | null;
  readonly movement_30_sec: string;
  readonly rem_sleep_duration: number;
  readonly restless_periods: number;
  readonly sleep_phase_30_sec: string;
  readonly sleep_phase_5_min: string;
  readonly time_in_bed: number;
  readonly total_sleep_duration: number;
}

export interface SleepContext {
  readonly seed: number;
  readonly zone: ZoneClock;
  readonly day: Day;
  /** The local day whose midnight `plan.bedtimeSeconds` counts from. */
  readonly bedtimeDay: Day;
  readonly type: SleepType;
  readonly period: number;
  /** Without a pulse the averages are the vendor's 0 or null, and the samples full of nulls or not there at all. */
  readonly signal?: 'good' | 'empty' | 'absent';
  readonly readiness?: Readonly<Record<string, unknown>>;
}

export function buildSleepDocument(plan: NightPlan, context: SleepContext): SleepDocument {
  const { seed, zone, day, type, period } = context;
  const random = createRandom(seed, `sleep-${day}-${period}`);
  const { deep, light, rem, awake } = plan.epochs;
  const total = deep + light + rem;
  const start = zone.instant(context.bedtimeDay, plan.bedtimeSeconds);
  const fine = drawHypnogram(plan);
  const coarse = coarsenHypnogram(fine);
  return {
    id: documentId(seed, 'sleep', `${day}-${period}`),
    day,
    type,
    period,
    bedtime_start: zone.write(start),
    bedtime_end: zone.write(start + (total + awake) * 30_000),
    awake_time: awake * 30,
    deep_sleep_duration: deep * 30,
    efficiency: Math.round((100 * total) / (total + awake)),
    latency: plan.latencyEpochs * 30,
    light_sleep_duration: light * 30,
    rem_sleep_duration: rem * 30,
    restless_periods: plan.restlessPeriods,
    time_in_bed: (total + awake) * 30,
    total_sleep_duration: total * 30,
    ...vitals(plan, zone.write(start), context.signal ?? 'good', random),
    movement_30_sec: drawMovement(fine, random),
    sleep_phase_30_sec: fine,
    sleep_phase_5_min: coarse,
    app_sleep_phase_5_min: coarse.slice(1),
    low_battery_alert: false,
    readiness: context.readiness ?? null,
    readiness_score_delta: null,
    sleep_score_delta: null,
    sleep_algorithm_version: 'v2',
    sleep_analysis_reason: 'foreground_sleep_analysis',
    ring_id: null,
  };
}

type Vitals = Pick<
  SleepDocument,
  'average_breath' | 'average_heart_rate' | 'average_hrv' | 'lowest_heart_rate' | 'heart_rate' | 'hrv'
>;

function vitals(
  plan: NightPlan,
  timestamp: string,
  signal: NonNullable<SleepContext['signal']>,
  random: Random,
): Vitals {
  const { deep, light, rem, awake } = plan.epochs;
  const length = Math.max(1, Math.round((deep + light + rem + awake) / 10));
  const holes = Array.from({ length }, (_, index) => index === 0 || random.chance(0.09));
  const write = (items: readonly (number | null)[]): Sample => ({ interval: 300, items, timestamp });
  if (signal !== 'good') {
    const nothing = signal === 'absent' ? null : write(holes.map(() => null));
    return {
      average_breath: null,
      average_heart_rate: 0,
      average_hrv: null,
      lowest_heart_rate: null,
      heart_rate: nothing,
      hrv: nothing,
    };
  }
  return {
    average_breath: plan.averageBreath,
    average_heart_rate: plan.averageHeartRate,
    average_hrv: plan.averageHrv,
    lowest_heart_rate: plan.lowestHeartRate,
    heart_rate: write(heartRateItems(plan, holes, random)),
    hrv: write(
      holes.map((hole) => (hole ? null : Math.max(4, Math.round(plan.averageHrv + 6 * random.normal())))),
    ),
  };
}

/** Falls towards the small hours and touches the night's lowest value once the curve is there. */
function heartRateItems(plan: NightPlan, holes: readonly boolean[], random: Random): (number | null)[] {
  const span = plan.averageHeartRate - plan.lowestHeartRate;
  const items = holes.map((hole, index) => {
    if (hole) return null;
    const curve = span * (1 + 0.5 * Math.cos((2 * Math.PI * index) / holes.length));
    return Math.max(plan.lowestHeartRate, Math.round(plan.lowestHeartRate + curve + 1.2 * random.normal()));
  });
  const middle = items.findIndex((item, index) => item !== null && index >= holes.length * 0.55);
  const lowest = middle < 0 ? items.findIndex((item) => item !== null) : middle;
  if (lowest >= 0) items[lowest] = plan.lowestHeartRate;
  return items;
}
