export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** JSON with sorted keys: equal values have equal text, whatever order they were built in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inKeyOrder(value));
}

/** A copy with sorted keys: much faster than a replacer, which is called for every number of a list. */
function inKeyOrder(value: unknown): unknown {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.some(isObject) ? value.map(inKeyOrder) : value;
  // A date, say, has a JSON of its own.
  if (typeof value.toJSON === 'function') return inKeyOrder(value.toJSON());
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const inner = inKeyOrder(value[key]);
    if (key === '__proto__') Object.defineProperty(ordered, key, { value: inner, enumerable: true });
    else ordered[key] = inner;
  }
  return ordered;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !Array.isArray(value);
}
