import { readFileSync } from 'node:fs';

export type Tolerance = { readonly rel: number; readonly abs: number };
// biome-ignore lint/suspicious/noExplicitAny: the shape differs from file to file; the adapters know theirs
export type Loose = any;
export type VectorCase = { readonly name: string; readonly input: Loose; readonly expected: Loose };
export type VectorFile = {
  readonly tolerance: Tolerance;
  readonly tolerance_keys?: Readonly<Record<string, Tolerance>>;
  readonly cases: readonly VectorCase[];
};

export const fixtures = new URL('../../fixtures/stats/', import.meta.url);

/** Reads a fixture; null becomes NaN in inputs (`series`) and stays null in expectations. */
export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')) as T;
}

/** A series as the functions take it: null is a missing day. */
export function series(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, (value) => value ?? Number.NaN);
}

/** First place where `got` leaves the expected value, or undefined. null expects a missing or undefined result. */
export function difference(
  got: unknown,
  expected: unknown,
  tolerance: Tolerance,
  keys: Readonly<Record<string, Tolerance>> = {},
  path = '',
): string | undefined {
  if (expected === null) {
    return got === undefined || got === null || Number.isNaN(got)
      ? undefined
      : `${path}: ${got} instead of nothing`;
  }
  if (typeof expected === 'number') {
    const limit = Math.max(tolerance.abs, tolerance.rel * Math.abs(expected));
    return typeof got === 'number' && Math.abs(got - expected) <= limit
      ? undefined
      : `${path}: ${got} instead of ${expected}`;
  }
  if (Array.isArray(expected)) {
    const list = got as ArrayLike<unknown> | undefined;
    if (list?.length !== expected.length)
      return `${path}: length ${list?.length} instead of ${expected.length}`;
    for (let index = 0; index < expected.length; index++) {
      const found = difference(list[index], expected[index], tolerance, keys, `${path}[${index}]`);
      if (found) return found;
    }
    return undefined;
  }
  if (typeof expected === 'object') {
    for (const [key, value] of Object.entries(expected as object)) {
      const own = (got as Readonly<Record<string, unknown>> | undefined)?.[key];
      const found = difference(own, value, keys[key] ?? tolerance, keys, `${path}.${key}`);
      if (found) return found;
    }
    return undefined;
  }
  return got === expected ? undefined : `${path}: ${String(got)} instead of ${String(expected)}`;
}
