import { addDays, type Day, dayNumber } from '../../shared/day.ts';
import type { Row, RowSeries } from '../row-series.ts';
import { createRandom } from './random.ts';
import type { RingLife } from './ring-life.ts';

const stepSeconds = 300;
const dayMs = 86_400_000;

/** Some 280 rows a day: the night's are those of its sleep document, gaps are where the ring was off. */
export function heartRateRows(seed: number, firstDay: Day, life: RingLife): RowSeries {
  return {
    firstDay: addDays(firstDay, -1),
    lastDay: life.lastDay,
    rowsOf: (utcDay) => {
      const random = createRandom(seed, `heartrate-${utcDay}`);
      const midnight = dayNumber(utcDay) * dayMs;
      const usual = 75 + 1.8 * random.normal();
      const rows: Row[] = [];
      for (let second = random.between(0, stepSeconds - 1); second < 86_400; ) {
        const instant = midnight + second * 1000;
        // Drawn whether it is used or not: a gap moves nothing after it.
        const noise = random.normal();
        const resting = random.chance(0.12);
        second += stepSeconds + random.between(-40, 40);
        const moment = life.at(instant);
        if (moment.kind === 'off' || (moment.kind === 'sleep' && moment.bpm === null)) continue;
        const awake = usual + 5 * noise + 4 * Math.sin((2 * Math.PI * (instant - midnight)) / dayMs - 2);
        rows.push({ timestamp: new Date(instant).toISOString(), ...reading(moment, awake, resting, noise) });
      }
      return rows;
    },
  };
}

function reading(
  moment: Exclude<ReturnType<RingLife['at']>, { kind: 'off' }>,
  awake: number,
  resting: boolean,
  noise: number,
): { readonly bpm: number; readonly source: string } {
  if (moment.kind === 'sleep') return { bpm: moment.bpm ?? 0, source: 'sleep' };
  if (moment.kind === 'workout') return { bpm: Math.round(101 + 7 * noise), source: 'workout' };
  if (moment.kind === 'session') return { bpm: Math.round(64 + 2 * noise), source: 'session' };
  const bpm = Math.max(52, Math.round(resting ? awake - 8 : awake));
  return { bpm, source: resting ? 'rest' : 'awake' };
}
