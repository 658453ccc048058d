import type { DailySeries, OtherSource } from './series.ts';

/**
 * Two devices measure the same thing differently, and a series that goes over from one to the other would show a change
 * that never happened in the person. So what does not come from the ring is kept beside it under a name of its own, and
 * a look at the numbers takes one of them, whole.
 */
const MARK = '@';
const RECENT_DAYS = 60;

export function ofSource(metric: string, source: OtherSource): string {
  return `${metric}${MARK}${source}`;
}

/** Of each metric the series that knows more of the last two months; the ring's where they know as much. */
export function oneSourceEach(loaded: ReadonlyMap<string, DailySeries>): Map<string, DailySeries> {
  const chosen = new Map<string, DailySeries>();
  for (const [name, series] of loaded) {
    const [metric = name, source] = name.split(MARK);
    const rival = chosen.get(metric);
    if (rival !== undefined && !isBetter({ series, name }, rival)) continue;
    chosen.set(metric, {
      ...series,
      metric,
      ...(source === undefined ? {} : { source: source as OtherSource }),
    });
  }
  return chosen;
}

function isBetter({ series, name }: { series: DailySeries; name: string }, rival: DailySeries): boolean {
  const difference = recentDays(series) - recentDays(rival);
  return difference > 0 || (difference === 0 && !name.includes(MARK));
}

function recentDays({ values }: DailySeries): number {
  return values.subarray(-RECENT_DAYS).reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
}
