import { type Day, dayNumber } from '../../shared/day.ts';

const MS_PER_DAY = 86_400_000;

/** Wall-clock time of one zone, offset kept: `2026-05-24T22:44:30.000+01:00`, as the ring's cloud writes it. */
export interface ZoneClock {
  instant(day: Day, secondsAfterMidnight: number): number;
  write(epochMs: number): string;
  offsetSeconds(epochMs: number): number;
}

export function createZoneClock(timeZone: string): ZoneClock {
  const formatter = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' });
  const known = new Map<number, number>();
  // Asking the calendar is slow. No zone changes its clocks within a quarter of an hour.
  const offsetMinutes = (epochMs: number): number => {
    const quarter = Math.floor(epochMs / 900_000);
    const offset = known.get(quarter) ?? readOffset(epochMs);
    known.set(quarter, offset);
    return offset;
  };
  const readOffset = (epochMs: number): number => {
    const name = formatter.formatToParts(epochMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const match = /([+-])(\d{2}):(\d{2})/.exec(name);
    if (match === null) return 0;
    return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
  };
  return {
    offsetSeconds: (epochMs) => offsetMinutes(epochMs) * 60,
    instant: (day, secondsAfterMidnight) => {
      const wall = dayNumber(day) * MS_PER_DAY + secondsAfterMidnight * 1000;
      // Two rounds settle the offset, also beside a clock change.
      const first = wall - offsetMinutes(wall) * 60_000;
      return wall - offsetMinutes(first) * 60_000;
    },
    write: (epochMs) => {
      const offset = offsetMinutes(epochMs);
      const wall = new Date(epochMs + offset * 60_000).toISOString().slice(0, 23);
      return `${wall}${offset < 0 ? '-' : '+'}${twoDigits(Math.abs(offset) / 60)}:${twoDigits(Math.abs(offset) % 60)}`;
    },
  };
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
