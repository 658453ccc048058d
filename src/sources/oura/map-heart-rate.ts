import { addDays, type Day, startOfDay } from '../../shared/day.ts';
import { isRecord } from '../../shared/json.ts';
import { type DatedDocument, put, type Reading, readFields } from './reading.ts';
import { instantOf } from './rows.ts';
import { heartRateFields } from './schemas.ts';

/** Awake and not exercising: what a doctor would call the heart rate of an ordinary day. */
const DAYTIME_SOURCES = ['awake', 'rest'];
const SLOWEST = 20;
const FASTEST = 250;
const BIN_MS = 5 * 60_000;
/** Three hours of five minutes each; less says little of a day. */
const FEWEST_BINS = 36;

/**
 * The mean of five-minute means: the ring measures every few minutes at rest and every second in exercise, and a plain
 * mean would be that of the busiest hour. Rows come by UTC day, so a local day is put together from its neighbours.
 */
export function mapHeartRate(documents: readonly DatedDocument[], reading: Reading, timezone: string): void {
  const bins = new Map<number, { sum: number; count: number }>();
  for (const document of documents) addRows(document, bins, reading);
  const touched = new Map(
    documents.flatMap((document) =>
      [-1, 0, 1].map((days) => [addDays(document.day, days), document] as const),
    ),
  );
  for (const [day, document] of touched) {
    put(reading, { ...document, day }, 'daytimeHeartRate', 'bpm', meanOfDay(day, bins, timezone));
  }
}

function addRows(
  document: DatedDocument,
  bins: Map<number, { sum: number; count: number }>,
  reading: Reading,
): void {
  const { rows } = readFields(heartRateFields, document, reading);
  for (const row of rows ?? []) {
    if (!isRecord(row) || typeof row.bpm !== 'number' || !isPulse(row.bpm)) continue;
    if (typeof row.source !== 'string' || !DAYTIME_SOURCES.includes(row.source)) continue;
    const bin = Math.floor((instantOf(row) ?? Number.NaN) / BIN_MS);
    const known = bins.get(bin);
    if (known === undefined) bins.set(bin, { sum: row.bpm, count: 1 });
    else {
      known.sum += row.bpm;
      known.count += 1;
    }
  }
}

/** One row that no heart beats must not move the mean of its day. */
function isPulse(bpm: number): boolean {
  return bpm >= SLOWEST && bpm <= FASTEST;
}

function meanOfDay(
  day: Day,
  bins: ReadonlyMap<number, { sum: number; count: number }>,
  timezone: string,
): number | undefined {
  const from = Math.floor(startOfDay(day, timezone).getTime() / BIN_MS);
  const to = Math.floor(startOfDay(addDays(day, 1), timezone).getTime() / BIN_MS);
  let sum = 0;
  let count = 0;
  for (let bin = from; bin < to; bin++) {
    const entry = bins.get(bin);
    if (entry === undefined) continue;
    sum += entry.sum / entry.count;
    count += 1;
  }
  return count < FEWEST_BINS ? undefined : sum / count;
}
