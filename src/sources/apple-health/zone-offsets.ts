import { Temporal } from 'temporal-polyfill';
import { isTimeZone } from '../../shared/day.ts';

/** More names than there are zones, or more days than a life has, are a hostile file: it pays with time alone. */
const MOST_ZONES = 1000;
const LONGEST_NAME = 64;
const MOST_DAYS = 200_000;

/** Offsets of named time zones, remembered by zone and day: asking anew for each record would take minutes. */
export class ZoneOffsets {
  private readonly daysOf = new Map<string, Map<number, number> | undefined>();
  private remembered = 0;

  /** Seconds ahead of UTC at a moment, or undefined when there is no such zone. */
  at(zone: string, utcSeconds: number): number | undefined {
    const days = this.zone(zone);
    if (days === undefined) return undefined;
    const day = Math.floor(utcSeconds / 86_400);
    const known = days.get(day);
    // Both ends of the day agree on nearly every day; on the others the moment itself is asked for.
    if (known !== undefined) return Number.isNaN(known) ? ask(zone, utcSeconds) : known;
    const [first, last] = [ask(zone, day * 86_400), ask(zone, (day + 1) * 86_400)];
    if (this.remembered < MOST_DAYS) {
      days.set(day, first === last ? first : Number.NaN);
      this.remembered += 1;
    }
    return first === last ? first : ask(zone, utcSeconds);
  }

  private zone(name: string): Map<number, number> | undefined {
    const known = this.daysOf.get(name);
    if (known !== undefined || this.daysOf.has(name)) return known;
    if (name.length > LONGEST_NAME || this.daysOf.size === MOST_ZONES) return undefined;
    const days = isTimeZone(name) ? new Map<number, number>() : undefined;
    // A slice would hold on to the piece of the file it was cut from.
    this.daysOf.set(Buffer.from(name).toString(), days);
    return days;
  }
}

function ask(zone: string, utcSeconds: number): number {
  const moment = Temporal.Instant.fromEpochMilliseconds(utcSeconds * 1000).toZonedDateTimeISO(zone);
  return moment.offsetNanoseconds / 1e9;
}
