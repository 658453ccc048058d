import type { MetricSlug } from '../../domain/metric.ts';
import { DayValues } from './day-values.ts';
import type { HealthRecords } from './health-records.ts';
import { nightValues } from './night-values.ts';
import { chooseNights, type Nights } from './nights.ts';
import type { Fault } from './refusal-tally.ts';
import { isOneSleep, sleepSessions } from './sleep-sessions.ts';
import { workoutMinutes } from './workout-minutes.ts';

const TOO_LONG: Fault = { field: '', reason: 'add up to a sleep of more than a day' };

/** All that was read, as values of days. */
export function tellDays(records: HealthRecords, isUnfinished: (day: number) => boolean): DayValues {
  const { range, sources } = records;
  const values = new DayValues(isUnfinished);
  const sessions = sleepSessions(records.sleep);
  for (const session of sessions) {
    if (!isOneSleep(session)) records.refusals.add('SleepAnalysis', 'records side by side', TOO_LONG);
  }
  const nights = chooseNights(sessions, range, sources);
  tellNights(nights, values, (day) => (day + range.first) * 86_400);
  records.quantities.tell(nights, values);
  for (const [day, minutes] of workoutMinutes(records.workouts, range, sources)) {
    values.put(day, 'workoutTime', minutes);
  }
  return values;
}

function tellNights({ main, naps }: Nights, values: DayValues, midnightOf: (day: number) => number): void {
  for (const [day, night] of main) {
    const { source, segments: samples } = night;
    for (const [metric, value] of Object.entries(nightValues(night, midnightOf(day)))) {
      values.put(day, metric as MetricSlug, { value, samples, source });
    }
  }
  for (const [day, { seconds, count, source }] of naps) {
    values.put(day, 'napTime', { value: seconds / 60, samples: count, source });
  }
}
