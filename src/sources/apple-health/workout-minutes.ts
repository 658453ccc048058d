import { type DayRange, dayIndex, isWithin } from './day-range.ts';
import type { Measured } from './measured.ts';
import type { Segment, SegmentStore } from './segment-store.ts';
import type { SourceTable } from './source-table.ts';

/** Minutes of workout by the day they began on. The same one often comes from two apps: what overlaps counts once. */
export function workoutMinutes(
  store: SegmentStore,
  range: DayRange,
  sources: SourceTable,
): Map<number, Measured> {
  const byDay = new Map<number, Segment[]>();
  for (const index of store.sorted()) {
    const workout = store.at(index);
    const day = dayIndex(range, workout.start + workout.startOffset);
    const ofDay = byDay.get(day) ?? [];
    ofDay.push(workout);
    if (isWithin(range, day)) byDay.set(day, ofDay);
  }
  return new Map([...byDay].map(([day, workouts]) => [day, measure(workouts, sources)]));
}

function measure(workouts: readonly Segment[], sources: SourceTable): Measured {
  let covered = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { start, end } of [...workouts].sort((left, right) => left.start - right.start)) {
    covered += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  const [source = 0] = workouts.map((workout) => workout.source).sort((a, b) => sources.compare(a, b));
  return { value: covered / 60, samples: workouts.length, source };
}
