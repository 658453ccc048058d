import { scoreNames } from '../domain/check-in.ts';
import type { ScoreSummary } from '../domain/page-record.ts';
import type { DailySeries } from '../domain/series.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import { median } from '../stats/median.ts';
import { observed } from '../stats/observed.ts';
import { usualBefore } from './usual-ranges.ts';

const RECENT_DAYS = 14;
const FEWEST_ANSWERS = 5;

/** What was answered on the mornings of the last two weeks, beside what this person usually answered before. */
export function scoreSummaries(series: ReadonlyMap<string, DailySeries>, asOf: Day): ScoreSummary[] {
  return scoreNames.flatMap((metric) => {
    const entry = series.get(metric);
    if (entry === undefined) return [];
    const first = addDays(asOf, 1 - RECENT_DAYS);
    const at = (day: Day) => Math.max(0, daysBetween(entry.start, day));
    const recent = observed(entry.values.slice(at(first), at(addDays(asOf, 1))));
    const middle = median(recent);
    if (middle === undefined || recent.length < FEWEST_ANSWERS) return [];
    return [{ metric, median: middle, days: recent.length, usual: usualBefore(entry, first) }];
  });
}
