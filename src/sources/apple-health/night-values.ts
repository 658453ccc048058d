import type { MetricSlug } from '../../domain/metric.ts';
import type { SleepSession } from './sleep-sessions.ts';

/** Stages count when nearly all of the sleep has one; a few named minutes in a night without would read as a fall. */
const STAGED_SHARE = 0.9;

/** What one night says, in the units of the metrics. `midnight`: the wall clock's seconds at the start of its day. */
export function nightValues(night: SleepSession, midnight: number): Partial<Record<MetricSlug, number>> {
  const { stages, asleep } = night;
  const bed = night.bed ?? night;
  const inBed = bed.end - bed.start;
  const isStaged = night.staged >= STAGED_SHARE * asleep;
  // Where only sleep was written down, the time in bed around it is not known.
  const sawBed = night.bed !== undefined || night.staged > 0 || stages.awake > 0;
  const wake = (bed.end + bed.endOffset - midnight) / 60;
  return {
    totalSleep: asleep / 60,
    ...(isStaged
      ? { deepSleep: stages.deep / 60, remSleep: stages.rem / 60, lightSleep: stages.light / 60 }
      : {}),
    ...(sawBed
      ? {
          awakeTime: (inBed - asleep) / 60,
          timeInBed: inBed / 60,
          sleepEfficiency: (100 * asleep) / inBed,
        }
      : {}),
    bedtime: (bed.start + bed.startOffset - midnight) / 60,
    wakeTime: wake,
    // The true middle, read on the clock of the place and season the person woke in.
    sleepMidpoint: wake - inBed / 120,
  };
}
