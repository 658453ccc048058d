/** A share with its standard error, as printed beside every rate. */
export interface Rate {
  readonly hits: number;
  readonly n: number;
}

export function rateOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): Rate {
  return { hits: items.filter(holds).length, n: items.length };
}

export function addRates(rates: readonly Rate[]): Rate {
  return {
    hits: rates.reduce((sum, { hits }) => sum + hits, 0),
    n: rates.reduce((sum, { n }) => sum + n, 0),
  };
}

export function share({ hits, n }: Rate): number {
  return n === 0 ? 0 : hits / n;
}

/** With one more of either kind, so that none of twenty is not told as certain. */
export function standardError({ hits, n }: Rate): number {
  const careful = (hits + 1) / (n + 2);
  return Math.sqrt((careful * (1 - careful)) / (n + 2));
}

export function spellRate(rate: Rate): string {
  if (rate.n === 0) return '-';
  const percent = (value: number) => (100 * value).toFixed(1);
  return `${percent(share(rate))} ±${percent(standardError(rate))}`;
}

export function medianOf(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
