import type { MetricSlug } from '../../domain/metric.ts';
import { type DatedDocument, type Fields, put, type Reading, readFields, toMinutes } from './reading.ts';
import { activityFields } from './schemas.ts';

export const activityMetrics = [
  'steps',
  'activeCalories',
  'sedentaryTime',
  'lowActivity',
  'mediumActivity',
  'highActivity',
] as const satisfies readonly MetricSlug[];

type Activity = Fields<typeof activityFields>;

/**
 * 23 h of five-minute classes: a day whose clocks go forward has no more; the 24th hour, 03:00 to 04:00, is
 * slept.
 */
const WHOLE_DAY_CLASSES = 276;
const WHOLE_DAY_SECONDS = 23 * 3600;
/**
 * Off for longer than this, fewer than some ten waking hours were seen: the usual bar for a valid day of
 * activity.
 */
const MOST_NON_WEAR_SECONDS = 6 * 3600;

/**
 * Sums over a day mean something only if the day is over and the ring was on. A partial day (Oura completes
 * it within eight days) or one with the ring off for long gives no value at all: an undercount would read as
 * a fall, a zero as a day in bed.
 */
export function mapActivity(documents: readonly DatedDocument[], reading: Reading): void {
  const fullest = new Map<string, { document: DatedDocument; fields: Activity }>();
  for (const document of documents) {
    const fields = readFields(activityFields, document, reading);
    const known = fullest.get(document.day);
    if (known !== undefined && classCount(known.fields) > classCount(fields)) continue;
    fullest.set(document.day, { document, fields });
  }
  for (const { document, fields } of fullest.values()) {
    if (!isWholeDay(fields) || !isWorn(fields)) continue;
    put(reading, document, 'steps', 'steps', fields.steps);
    put(reading, document, 'activeCalories', 'active_calories', fields.active_calories);
    put(reading, document, 'sedentaryTime', 'sedentary_time', toMinutes(fields.sedentary_time));
    put(reading, document, 'lowActivity', 'low_activity_time', toMinutes(fields.low_activity_time));
    put(reading, document, 'mediumActivity', 'medium_activity_time', toMinutes(fields.medium_activity_time));
    put(reading, document, 'highActivity', 'high_activity_time', toMinutes(fields.high_activity_time));
  }
}

function classCount(fields: Activity): number {
  return classesOf(fields)?.length ?? 0;
}

/** An empty string says as little as none. */
function classesOf({ class_5_min }: Activity): string | undefined {
  return class_5_min === '' ? undefined : class_5_min;
}

/**
 * By the length of the class string; without one, by the seconds accounted for; without those there is no
 * doubt to have.
 */
function isWholeDay(fields: Activity): boolean {
  if (classesOf(fields) !== undefined) return classCount(fields) >= WHOLE_DAY_CLASSES;
  const parts = [
    fields.high_activity_time,
    fields.medium_activity_time,
    fields.low_activity_time,
    fields.sedentary_time,
    fields.resting_time,
    fields.non_wear_time,
  ];
  if (parts.some((part) => part === undefined)) return true;
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) >= WHOLE_DAY_SECONDS;
}

function isWorn(fields: Activity): boolean {
  if (fields.steps === 0 && fields.active_calories === 0) return false;
  const classes = fields.class_5_min ?? '';
  const nonWear = fields.non_wear_time ?? classes.replaceAll(/[^0]/g, '').length * 300;
  return nonWear <= MOST_NON_WEAR_SECONDS;
}
