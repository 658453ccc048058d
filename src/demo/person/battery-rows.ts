import { addDays, type Day, dayNumber } from '../../shared/day.ts';
import type { Row, RowSeries } from '../row-series.ts';
import { createRandom } from './random.ts';
import type { RingLife } from './ring-life.ts';

const dayMs = 86_400_000;
const full = 97;
const perHour = 0.7;

/** A row each half hour: down a little all day, up again on the charger in the morning. */
export function batteryRows(seed: number, firstDay: Day, life: RingLife): RowSeries {
  return {
    firstDay: addDays(firstDay, -1),
    lastDay: life.lastDay,
    rowsOf: (utcDay) => {
      const random = createRandom(seed, `battery-${utcDay}`);
      const midnight = dayNumber(utcDay) * dayMs;
      return Array.from({ length: 48 }, (_, half): Row | undefined => {
        const instant = midnight + (half * 1800 + random.between(0, 90)) * 1000;
        const charge = life.chargeAt(instant);
        if (charge === undefined) return undefined;
        const { sinceMs, share } = charge;
        const low = full - 24 * perHour;
        const level =
          share === undefined ? full - (sinceMs / 3_600_000) * perHour : low + share * (full - low);
        return {
          timestamp: new Date(instant).toISOString(),
          timestamp_unix: instant,
          charging: share !== undefined,
          in_charger: share !== undefined,
          level: Math.max(1, Math.round(level)),
        };
      }).filter((row) => row !== undefined);
    },
  };
}
