import { type DatedDocument, groupBy, put, type Reading, readFields, refuse } from './reading.ts';
import { workoutFields } from './schemas.ts';
import { isSentinel, parseWallTime, secondsBetween, type WallTime } from './timestamp.ts';

interface Interval {
  readonly document: DatedDocument;
  readonly start: number;
  readonly end: number;
}

/** The longest that people run or walk at a stretch. What is longer is a slip of the date. */
const MOST_SECONDS = 2 * 86_400;

/**
 * Minutes of workout a day. The same exercise often comes twice (detected and entered by hand): what overlaps
 * counts once. A day without workouts gives no value, because from here it cannot be told from a day that was
 * not fetched.
 */
export function mapWorkouts(documents: readonly DatedDocument[], reading: Reading): void {
  const read = documents
    .map((document) => readInterval(document, reading))
    .filter((interval) => interval !== undefined);
  for (const intervals of groupBy(read, ({ document }) => document.day).values()) {
    const [first] = intervals;
    if (first) put(reading, first.document, 'workoutTime', 'end_datetime', coveredSeconds(intervals) / 60);
  }
}

function readInterval(document: DatedDocument, reading: Reading): Interval | undefined {
  const fields = readFields(workoutFields, document, reading);
  const start = readMoment('start_datetime', fields.start_datetime, document, reading);
  const end = readMoment('end_datetime', fields.end_datetime, document, reading);
  if (start === undefined || end === undefined) return undefined;
  const passed = secondsBetween(start, end);
  if (passed === 0) return undefined;
  if (passed === undefined || passed < 0 || passed > MOST_SECONDS) {
    refuse(reading, document, 'end_datetime', 'does not lie within two days after start_datetime');
    return undefined;
  }
  const from = start.seconds - (start.offsetSeconds ?? 0);
  return { document, start: from, end: from + passed };
}

function readMoment(
  field: string,
  text: string | undefined,
  document: DatedDocument,
  reading: Reading,
): WallTime | undefined {
  const time = text === undefined ? undefined : parseWallTime(text);
  if (text !== undefined && time === undefined) refuse(reading, document, field, 'is not a timestamp');
  return time !== undefined && isSentinel(time) ? undefined : time;
}

function coveredSeconds(intervals: readonly Interval[]): number {
  let covered = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { start, end } of [...intervals].sort((left, right) => left.start - right.start)) {
    covered += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return covered;
}
