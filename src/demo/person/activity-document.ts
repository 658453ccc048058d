import { addDays, type Day } from '../../shared/day.ts';
import type { DailyDocument } from './daily-documents.ts';
import { documentId } from './ids.ts';
import { createRandom, type Random } from './random.ts';
import type { Signals } from './signals.ts';
import type { ZoneClock } from './zone-clock.ts';

const minutesPerDay = 1440;
const fourHours = 4 * 3600;

/** Oura's classes of a minute: 0 not worn, 1 resting, 2 inactive, 3 low, 4 medium, 5 high. */
const classes = ['nonWear', 'resting', 'sedentary', 'low', 'medium', 'high'] as const;
type Minutes = Record<(typeof classes)[number], number>;
const metOf: Minutes = { nonWear: 0.1, resting: 0.9, sedentary: 1.2, low: 2.1, medium: 3.7, high: 6.2 };

/** One activity day, 04:00 to 04:00; its minutes add up to the whole day. */
export function buildActivity(
  seed: number,
  zone: ZoneClock,
  day: Day,
  index: number,
  signals: Signals,
): DailyDocument {
  const random = createRandom(seed, `activity-${day}`);
  const steps = Math.round(5200 * Math.exp(0.28 * signals.value('steps', index)));
  const minutes = planMinutes(steps, signals.value('sitting', index), random);
  const perMinute = layOut(minutes, random);
  const met = [...perMinute].map((code) => metOf[classes[Number(code)] ?? 'sedentary']);
  const metMinutes = (name: keyof Minutes): number => Math.round(minutes[name] * metOf[name]);
  const meters = Math.round(steps * 0.68);
  const calories = Math.round(steps * 0.035 + minutes.medium * 2.4 + minutes.high * 5);
  return {
    id: documentId(seed, 'daily_activity', day),
    day,
    timestamp: zone.write(dayStart(zone, day)),
    score: clampScore(62 + steps / 300),
    active_calories: calories,
    average_met_minutes: Number((met.reduce((sum, value) => sum + value, 0) / minutesPerDay).toFixed(5)),
    class_5_min: Array.from({ length: 288 }, (_, block) => perMinute[block * 5 + 2]).join(''),
    contributors: contributors(steps, minutes),
    equivalent_walking_distance: meters,
    high_activity_met_minutes: metMinutes('high'),
    high_activity_time: minutes.high * 60,
    inactivity_alerts: Math.max(0, Math.round((minutes.sedentary - 520) / 70)),
    low_activity_met_minutes: metMinutes('low'),
    low_activity_time: minutes.low * 60,
    medium_activity_met_minutes: metMinutes('medium'),
    medium_activity_time: minutes.medium * 60,
    met: { interval: 60, items: met, timestamp: zone.write(dayStart(zone, day)) },
    meters_to_target: 4000 - meters,
    non_wear_time: minutes.nonWear * 60,
    resting_time: minutes.resting * 60,
    sedentary_met_minutes: metMinutes('sedentary'),
    sedentary_time: minutes.sedentary * 60,
    steps,
    target_calories: 200,
    target_meters: 4000,
    total_calories: 1310 + calories,
  };
}

/** 04:00 local; the day after the spring clock change begins where the one before ended, at 05:00. */
function dayStart(zone: ZoneClock, day: Day): number {
  return Math.max(zone.instant(day, fourHours), zone.instant(addDays(day, -1), fourHours) + 86_400_000);
}

function planMinutes(steps: number, sitting: number, random: Random): Minutes {
  const nonWear = random.between(20, 55);
  const resting = Math.round(495 + 22 * random.normal());
  const low = Math.round(Math.max(40, steps / 30 - 14 * sitting + 12 * random.normal()));
  const medium = Math.round(Math.max(0, steps / 260 + 4 * random.normal()));
  const high = random.chance(0.12) ? random.between(1, 6) : 0;
  return {
    nonWear,
    resting,
    low,
    medium,
    high,
    sedentary: minutesPerDay - nonWear - resting - low - medium - high,
  };
}

/** Class of every minute: asleep to seven, the charger at half past, then the day in short stretches, then bed. */
function layOut(minutes: Minutes, random: Random): string {
  const morning = Math.min(180, minutes.resting);
  const pool = ['5'.repeat(minutes.high), '4'.repeat(minutes.medium), '3'.repeat(minutes.low)].join('');
  const awake = pool + '2'.repeat(minutes.sedentary);
  const stretches = awake.match(/.{1,12}/g) ?? [];
  for (let index = stretches.length - 1; index > 0; index -= 1) {
    const other = random.between(0, index);
    [stretches[index], stretches[other]] = [stretches[other] ?? '', stretches[index] ?? ''];
  }
  const dayPart = stretches.join('');
  return [
    '1'.repeat(morning),
    dayPart.slice(0, 30),
    '0'.repeat(minutes.nonWear),
    dayPart.slice(30),
    '1'.repeat(minutes.resting - morning),
  ].join('');
}

function contributors(steps: number, minutes: Minutes): Readonly<Record<string, number>> {
  return {
    meet_daily_targets: clampScore(steps / 60),
    move_every_hour: clampScore(110 - minutes.sedentary / 12),
    recovery_time: 96,
    stay_active: clampScore(120 - minutes.sedentary / 9),
    training_frequency: clampScore(60 + minutes.medium),
    training_volume: clampScore(55 + minutes.medium * 1.2),
  };
}

function clampScore(value: number): number {
  return Math.min(100, Math.max(1, Math.round(value)));
}
