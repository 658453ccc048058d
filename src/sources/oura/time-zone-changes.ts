import { Temporal } from 'temporal-polyfill';
import type { RecordChange } from '../../domain/page-record.ts';
import type { RawDocument } from '../../domain/raw-document.ts';
import type { Day } from '../../shared/day.ts';
import { parseWallTime } from './timestamp.ts';

const HOUR = 3600;

/**
 * The mornings on which the ring's clock began to differ from the person's own zone otherwise than the morning before.
 * Summer time in that zone is no change: both clocks go along with it.
 */
export function timeZoneChanges(documents: readonly RawDocument[], timezone: string): RecordChange[] {
  const mornings = new Map<Day, number>();
  for (const { collection, day, body } of documents) {
    if (collection !== 'sleep' || day === undefined || body.type !== 'long_sleep') continue;
    const ahead = aheadOfHome(body.bedtime_end, timezone);
    if (ahead !== undefined) mornings.set(day, ahead);
  }
  const ordered = [...mornings].sort(([left], [right]) => (left < right ? -1 : 1));
  return ordered.flatMap(([day, ahead], index) => {
    const before = ordered[index - 1]?.[1];
    return before === undefined || before === ahead
      ? []
      : [{ day, kind: 'timezone' as const, label: labelOf(ahead, timezone) }];
  });
}

/** Seconds by which the clock on the wall was ahead of the clocks at home. */
function aheadOfHome(end: unknown, timezone: string): number | undefined {
  const wall = typeof end === 'string' ? parseWallTime(end) : undefined;
  if (wall?.offsetSeconds === undefined) return undefined;
  const instant = Temporal.Instant.fromEpochMilliseconds((wall.seconds - wall.offsetSeconds) * 1000);
  return wall.offsetSeconds - instant.toZonedDateTimeISO(timezone).offsetNanoseconds / 1e9;
}

function labelOf(ahead: number, timezone: string): string {
  if (ahead === 0) return `clock back on ${timezone} time`;
  const hours = Math.abs(ahead) / HOUR;
  return `clock ${hours} ${hours === 1 ? 'hour' : 'hours'} ${ahead > 0 ? 'ahead of' : 'behind'} ${timezone}`;
}
