import type { DailyDocument } from './daily-documents.ts';
import { documentId } from './ids.ts';
import { createRandom, type Random } from './random.ts';
import { dayOf, type Scene } from './scene.ts';

/** Things done on purpose: walks and the like in the morning, a few minutes of quiet in the evening. */
const minute = 60_000;
const activities = ['walking', 'walking', 'walking', 'gardening', 'cycling', 'swimming'] as const;

export function buildWorkouts(scene: Scene, activeDays: readonly number[]): DailyDocument[] {
  return activeDays.flatMap((index) => {
    const random = createRandom(scene.seed, `workout-${dayOf(scene, index)}`);
    return random.chance(0.22) ? writeWorkouts(scene, index, random) : [];
  });
}

function writeWorkouts(scene: Scene, index: number, random: Random): DailyDocument[] {
  const { seed, zone } = scene;
  const day = dayOf(scene, index);
  const start = zone.instant(day, (10 * 60 + random.between(0, 70)) * 60 + random.between(0, 59));
  const minutes = random.between(18, 48);
  const activity = random.pick(activities);
  const detected = {
    id: documentId(seed, 'workout', day),
    day,
    activity,
    calories: Number((minutes * (3 + random.uniform())).toFixed(3)),
    distance: activity === 'walking' && random.chance(0.7) ? minutes * random.between(62, 78) : null,
    start_datetime: zone.write(start),
    end_datetime: zone.write(start + minutes * minute),
    intensity: random.pick(['easy', 'easy', 'moderate', 'moderate', 'hard']),
    label: null,
    source: random.pick(['autodetected', 'confirmed', 'workout_heart_rate']),
  };
  if (!random.chance(0.12)) return [detected];
  // Entered by hand as well, to the nearest five minutes: the same walk twice.
  const rounded = Math.round(start / (5 * minute)) * 5 * minute;
  const byHand = {
    ...detected,
    id: documentId(seed, 'workout', `${day}-manual`),
    distance: null,
    start_datetime: zone.write(rounded),
    end_datetime: zone.write(rounded + Math.ceil(minutes / 5) * 5 * minute),
    label: 'before lunch',
    source: 'manual',
  };
  return rounded < start ? [byHand, detected] : [detected, byHand];
}

export function buildSessions(scene: Scene, activeDays: readonly number[]): DailyDocument[] {
  return activeDays.flatMap((index) => {
    const random = createRandom(scene.seed, `session-${dayOf(scene, index)}`);
    return random.chance(0.07) ? [writeSession(scene, index, random)] : [];
  });
}

const samplesPerMinute = 12;

function writeSession(scene: Scene, index: number, random: Random): DailyDocument {
  const { seed, zone } = scene;
  const day = dayOf(scene, index);
  const start = zone.instant(day, 20 * 3600 + random.between(0, 1800));
  const minutes = random.between(5, 12);
  const timestamp = zone.write(start);
  const sample = (draw: () => number, holes: number) => ({
    interval: 5,
    items: Array.from({ length: minutes * samplesPerMinute }, () => (random.chance(holes) ? null : draw())),
    timestamp,
  });
  const measured = random.chance(0.7);
  return {
    id: documentId(seed, 'session', day),
    day,
    start_datetime: timestamp,
    end_datetime: zone.write(start + minutes * minute),
    type: random.pick(['breathing', 'meditation', 'rest', 'relaxation']),
    mood: random.chance(0.4) ? null : random.pick(['worse', 'same', 'good', 'good', 'great']),
    heart_rate: measured ? sample(() => Math.round(64 + 2 * random.normal()), 0.05) : null,
    heart_rate_variability: measured
      ? sample(() => Math.max(8, Math.round(34 + 7 * random.normal())), 0.2)
      : null,
    motion_count: measured ? sample(() => (random.chance(0.9) ? 0 : random.between(1, 6)), 0) : null,
  };
}
