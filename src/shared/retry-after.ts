const MOST_MS = 24 * 3_600_000;

/**
 * How long a server that said "too many" wants to be left alone. Dates are read against the server's own
 * `Date` header, so neither side's clock needs to be right. Undefined: it did not say.
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const retryAfter = headers.get('retry-after');
  const now = Date.parse(headers.get('date') ?? '');
  return (
    within(seconds(retryAfter)) ??
    within(Date.parse(retryAfter ?? '') - now) ??
    within((seconds(headers.get('x-ratelimit-reset')) ?? Number.NaN) - now) ??
    within(seconds(headers.get('x-ratelimit-window')))
  );
}

function seconds(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) * 1000 : undefined;
}

function within(ms: number | undefined): number | undefined {
  return ms === undefined || Number.isNaN(ms) ? undefined : Math.min(Math.max(0, Math.ceil(ms)), MOST_MS);
}
