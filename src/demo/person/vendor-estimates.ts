import type { DailyDocument } from './daily-documents.ts';
import { documentId } from './ids.ts';
import { createRandom } from './random.ts';
import { dayOf, type PersonDocument, type Scene } from './scene.ts';

/** Estimates the vendor adds to a day. All are noise around a constant: the story is told without them. */
const quarterHour = 900;
/** Nights the vendor wants to have seen before it speaks. */
const learningNights = 14;

export function buildStress(scene: Scene, activeDays: readonly number[]): DailyDocument[] {
  return activeDays.map((index) => {
    const day = dayOf(scene, index);
    const random = createRandom(scene.seed, `stress-${day}`);
    const id = documentId(scene.seed, 'daily_stress', day);
    // Zeros without a summary: the day was not judged.
    if (random.chance(0.03)) return { id, day, stress_high: 0, recovery_high: 0, day_summary: null };
    const stress = quarterHour * Math.max(0, Math.round(5 + 2.2 * random.normal()));
    const recovery = quarterHour * Math.max(0, Math.round(6 + 2.4 * random.normal()));
    return { id, day, stress_high: stress, recovery_high: recovery, day_summary: summary(stress - recovery) };
  });
}

function summary(excess: number): string {
  if (excess > 3 * quarterHour) return 'stressful';
  return excess < -3 * quarterHour ? 'restored' : 'normal';
}

const levels = ['limited', 'adequate', 'solid', 'strong', 'exceptional'] as const;

export function buildResilience(scene: Scene, activeDays: readonly number[]): DailyDocument[] {
  return activeDays.slice(learningNights).map((index) => {
    const day = dayOf(scene, index);
    const random = createRandom(scene.seed, `resilience-${day}`);
    const share = (usual: number): number => percent(usual + 6 * random.normal());
    const contributors = { sleep_recovery: share(58), daytime_recovery: share(46), stress: share(52) };
    const mean = (contributors.sleep_recovery + contributors.daytime_recovery + contributors.stress) / 3;
    const level = levels[Math.min(4, Math.floor(mean / 20))] ?? 'solid';
    return { id: documentId(scene.seed, 'daily_resilience', day), day, contributors, level };
  });
}

export function buildCardiovascularAge(scene: Scene, nights: readonly number[]): DailyDocument[] {
  return nights.slice(learningNights).map((index) => {
    const day = dayOf(scene, index);
    const random = createRandom(scene.seed, `vascular-${day}`);
    return {
      id: documentId(scene.seed, 'daily_cardiovascular_age', day),
      day,
      vascular_age: Math.round(66 + 0.8 * random.normal()),
      pulse_wave_velocity: random.chance(0.1) ? null : Number((8.2 + 0.15 * random.normal()).toFixed(2)),
    };
  });
}

export function buildVo2Max(scene: Scene, activeDays: readonly number[]): PersonDocument[] {
  return activeDays.flatMap((index) => {
    const day = dayOf(scene, index);
    const random = createRandom(scene.seed, `vo2-${day}`);
    if (!random.chance(0.15)) return [];
    const timestamp = scene.zone.write(scene.zone.instant(day, 0));
    const id = documentId(scene.seed, 'vO2_max', day);
    return [{ id, day, timestamp, vo2_max: Math.round(24 + 0.9 * random.normal()) }];
  });
}

export function buildSleepTime(scene: Scene, nights: readonly number[]): DailyDocument[] {
  const { seed, zone } = scene;
  return nights.map((index, order) => {
    const day = dayOf(scene, index);
    const head = { id: documentId(seed, 'sleep_time', day), day };
    if (order < learningNights) {
      return { ...head, optimal_bedtime: null, recommendation: null, status: 'not_enough_nights' };
    }
    const random = createRandom(seed, `sleep-time-${day}`);
    // Before midnight, so the offsets are negative.
    const start = -quarterHour * random.between(5, 8);
    const tz = zone.offsetSeconds(zone.instant(day, 0));
    return {
      ...head,
      optimal_bedtime: { day_tz: tz, start_offset: start, end_offset: start + 3 * quarterHour },
      recommendation: random.pick(['follow_optimal_bedtime', 'improve_efficiency', 'earlier_bedtime']),
      status: 'optimal_found',
    };
  });
}

function percent(value: number): number {
  return Number(Math.min(100, Math.max(0, value)).toFixed(1));
}
