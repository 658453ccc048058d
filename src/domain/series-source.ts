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

/** What a series that is kept under this name is of, and which device beside the ring it came from. */
export function partsOfName(name: string): { readonly metric: string; readonly source?: OtherSource } {
  const [metric = name, source] = name.split(MARK);
  return { metric, ...(source !== undefined && { source: source as OtherSource }) };
}

/** Of each metric the series that knows more of the last two months; the ring's where they know as much. */
export function oneSourceEach(loaded: ReadonlyMap<string, DailySeries>): Map<string, DailySeries> {
  const chosen = new Map<string, DailySeries>();
  for (const [name, series] of loaded) {
    const parts = partsOfName(name);
    const rival = chosen.get(parts.metric);
    if (rival !== undefined && !isBetter({ series, name }, rival)) continue;
    chosen.set(parts.metric, { ...series, ...parts });
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
