import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from './json.ts';

export function newId(): string {
  return randomUUID();
}

/** The same parts give the same id, today and next year, on any machine. */
export function stableId(prefix: string, parts: readonly unknown[]): string {
  return `${prefix}-${createHash('sha256').update(canonicalJson(parts)).digest('hex').slice(0, 12)}`;
}

export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
