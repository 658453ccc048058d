import { cosineWaves } from '../../stats/cosine-wave.ts';

export type NuisanceSettings = {
  /** Slow waves with a period down to this many days are taken out. */
  readonly cutoffDays: number;
  /** Lets the weekend effect change over blocks of about this many days; 0 keeps it fixed. */
  readonly weekendBlockDays: number;
};

export type NuisanceDesign = {
  readonly days: number;
  /** Columns, the constant included. */
  readonly width: number;
  /** Column-major, `width` columns of `days`. */
  readonly columns: Float64Array;
};

/** First pass: season, trend and weekday. */
export const BASE_PASS: NuisanceSettings = { cutoffDays: 90, weekendBlockDays: 0 };
/** Second pass: monthly cycles and moving weekend habits as well. */
export const STRICT_PASS: NuisanceSettings = { cutoffDays: 21, weekendBlockDays: 60 };

const SATURDAY = 5;
const SUNDAY = 6;

/**
 * What may move a metric by itself and must not be read as a link: a constant, a trend, slow cosines, weekday effects
 * (0 = Monday) and, in the strict pass, a weekend effect that changes slowly.
 */
export function nuisanceDesign(
  days: number,
  weekdays: ArrayLike<number>,
  { cutoffDays, weekendBlockDays }: NuisanceSettings,
): NuisanceDesign {
  const wave = cosineWaves(days);
  const column = (valueAt: (day: number) => number): Float64Array => {
    const values = new Float64Array(days);
    for (let day = 0; day < days; day++) values[day] = valueAt(day);
    return values;
  };
  const columns = [column(() => 1), column((day) => (days > 1 ? -1 + (2 * day) / (days - 1) : -1))];
  for (let k = 1; k <= Math.floor((2 * days) / cutoffDays); k++) columns.push(wave(k));
  for (let weekday = 0; weekday < SUNDAY; weekday++) {
    columns.push(column((day) => Number(weekdays[day] === weekday) - Number(weekdays[day] === SUNDAY)));
  }
  const blocks = weekendBlockDays > 0 ? Math.floor(days / weekendBlockDays + 0.5) : 1;
  if (blocks > 1) {
    const weekend = column((day) => Number((weekdays[day] as number) >= SATURDAY));
    const share = weekend.reduce((sum, value) => sum + value, 0) / days;
    for (let k = 1; k <= blocks; k++) {
      const slow = wave(k);
      columns.push(column((day) => ((weekend[day] as number) - share) * (slow[day] as number)));
    }
  }
  const packed = new Float64Array(columns.length * days);
  columns.forEach((values, at) => {
    packed.set(values, at * days);
  });
  return { days, width: columns.length, columns: packed };
}
