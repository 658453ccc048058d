import type { RawDocument } from '../../domain/raw-document.ts';
import type { Day } from '../../shared/day.ts';
import { splitSleepDays } from './nights.ts';
import { type DatedDocument, startReading } from './reading.ts';

/** `partial`: the ring has told of the night, but not all of it yet. */
export type NightState = 'missing' | 'partial' | 'whole';

const SECONDS_PER_PHASE = 30;
/** What the phases may lack of the time in bed before they are taken to be unfinished. */
const TOLERANCE_SECONDS = 600;

/** How much of the night that ended on a day has arrived. */
export function nightState(documents: readonly RawDocument[], day: Day): NightState {
  const ofDay = documents.filter(
    (document): document is DatedDocument => document.collection === 'sleep' && document.day === day,
  );
  const night = splitSleepDays(ofDay, startReading()).get(day)?.night;
  if (night === undefined) return ofDay.length === 0 ? 'missing' : 'partial';
  const { type, time_in_bed, total_sleep_duration, sleep_phase_30_sec } = night.fields;
  if (type !== undefined && type !== 'long_sleep') return 'partial';
  if (total_sleep_duration === undefined) return 'partial';
  const told = (sleep_phase_30_sec?.length ?? 0) * SECONDS_PER_PHASE;
  return told > 0 && time_in_bed !== undefined && told < time_in_bed - TOLERANCE_SECONDS
    ? 'partial'
    : 'whole';
}
