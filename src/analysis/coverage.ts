import type { Coverage } from '../domain/finding.ts';
import type { Day } from '../shared/day.ts';
import { dayAt, type Frame } from './frame.ts';

/** The window a page speaks of. */
const WINDOW_DAYS = 90;
const ENOUGH_NIGHTS = 28;
const ENOUGH_SHARE = 0.7;

/** How much of the last 90 nights is there, and which are missing. */
export function coverageOf(frame: Frame): Coverage {
  const from = Math.max(0, frame.length - WINDOW_DAYS);
  const night = hasAny(frame, 'night');
  const checkIn = hasAny(frame, 'check-in');
  const expected = frame.length - from;
  let nightsUsed = 0;
  let checkInsUsed = 0;
  const missing: { from: Day; to: Day; reason: string }[] = [];
  for (let day = from; day < frame.length; day++) {
    if (checkIn[day] === 1) checkInsUsed += 1;
    if (night[day] === 1) {
      nightsUsed += 1;
      continue;
    }
    const last = missing.at(-1);
    if (last !== undefined && night[day - 1] === 0 && day > from) last.to = dayAt(frame, day);
    else missing.push({ from: dayAt(frame, day), to: dayAt(frame, day), reason: '' });
  }
  const sufficient = nightsUsed >= ENOUGH_NIGHTS && nightsUsed >= ENOUGH_SHARE * expected;
  return {
    nightsExpected: expected,
    nightsUsed,
    checkInsUsed,
    sufficient,
    missing: missing.map((gap) => ({ ...gap, reason: reasonFor(frame, gap) })),
  };
}

function hasAny(frame: Frame, span: 'night' | 'check-in'): Uint8Array {
  const present = new Uint8Array(frame.length);
  for (const { metric, values } of frame.columns) {
    if (metric.span !== span) continue;
    for (let day = 0; day < values.length; day++) if (!Number.isNaN(values[day])) present[day] = 1;
  }
  return present;
}

/** What is known of the reason; the ring itself gives none. */
function reasonFor(frame: Frame, gap: { from: Day; to: Day }): string {
  const event = frame.timeline.find(
    ({ kind, day }) =>
      !kind.startsWith('medication-') && kind !== 'agreed' && day >= gap.from && day <= gap.to,
  );
  if (event !== undefined) return `${event.kind} noted`;
  return gap.to === frame.asOf ? 'not synced yet or not worn' : 'not worn or no signal';
}
