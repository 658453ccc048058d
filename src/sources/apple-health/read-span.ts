import { readOffsetSeconds, readWallSeconds } from './date-text.ts';
import { type DayRange, dayIndex, isWithin } from './day-range.ts';
import type { RecordSpan } from './record-span.ts';
import type { Fault } from './refusal-tally.ts';
import type { Attributes } from './xml-feed.ts';

const LONGEST = 86_400;

const NO_START: Fault = { field: 'startDate', reason: 'is not a date with a time and an offset from UTC' };
const NO_END: Fault = { field: 'endDate', reason: NO_START.reason };
const TOO_EARLY: Fault = { field: 'startDate', reason: 'lies before the year 2000' };
const TOO_LATE: Fault = { field: 'endDate', reason: 'lies in the future' };
const BACKWARDS: Fault = { field: 'endDate', reason: 'lies before startDate' };
const TOO_LONG: Fault = { field: 'endDate', reason: 'lies more than a day after startDate' };

/** The time of a record on the clock it was printed with. */
export function readSpan({ startDate, endDate }: Attributes, range: DayRange): RecordSpan | Fault {
  if (startDate === undefined) return NO_START;
  const startWall = readWallSeconds(startDate);
  const startOffset = readOffsetSeconds(startDate);
  const start = startWall - startOffset;
  if (Number.isNaN(start)) return NO_START;
  if (endDate === undefined) return NO_END;
  const isInstant = startDate === endDate;
  const endWall = isInstant ? startWall : readWallSeconds(endDate);
  const endOffset = isInstant ? startOffset : readOffsetSeconds(endDate);
  const end = endWall - endOffset;
  if (Number.isNaN(end)) return NO_END;
  if (end < start) return BACKWARDS;
  if (end - start > LONGEST) return TOO_LONG;
  return checkDays({ start, end, startOffset, endOffset }, range);
}

/** The same time on the clock of the place the person was in; undefined when the place is not known. */
export function moveSpan(
  { start, end }: RecordSpan,
  range: DayRange,
  offsetAt: (utcSeconds: number) => number | undefined,
): RecordSpan | Fault | undefined {
  const [startOffset, endOffset] = [offsetAt(start), offsetAt(end)];
  if (startOffset === undefined || endOffset === undefined) return undefined;
  return checkDays({ start, end, startOffset, endOffset }, range);
}

function checkDays(span: RecordSpan, range: DayRange): RecordSpan | Fault {
  if (dayIndex(range, span.start + span.startOffset) < 0) return TOO_EARLY;
  return isWithin(range, dayIndex(range, span.end + span.endOffset)) ? span : TOO_LATE;
}
