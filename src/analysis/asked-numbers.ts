import { type AskedNumbers, type Figures, USUAL_DAYS } from '../domain/ask/numbers.ts';
import type { Span } from '../domain/ask/period.ts';
import type { DailySeries } from '../domain/series.ts';
import { valueOn } from '../domain/series.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import { usualRange } from './usual-range.ts';

export function askedNumbers(series: ReadonlyMap<string, DailySeries>): AskedNumbers {
  const figures = (metric: string, span: Span) => figuresOf(series.get(metric), span);
  const metrics = [...series.values()].filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  return {
    metrics: new Set(metrics.map(({ metric }) => metric)),
    figures,
    usualBefore(metric, day) {
      const span = { from: addDays(day, -USUAL_DAYS), to: addDays(day, -1) };
      const { observed } = figures(metric, span);
      const usual = usualRange(Float64Array.from(observed, ({ value }) => value));
      return usual && { ...usual, ...span };
    },
  };
}

function figuresOf(series: DailySeries | undefined, { from, to }: Span): Figures {
  const expected = daysBetween(from, to) + 1;
  const observed: { day: Day; value: number }[] = [];
  for (let index = 0; index < expected; index++) {
    const day = addDays(from, index);
    const value = valueOn(series, day);
    if (value !== undefined) observed.push({ day, value });
  }
  const sum = observed.reduce((total, { value }) => total + value, 0);
  return { from, to, expected, observed, mean: sum / observed.length };
}
