import { isRecord } from '../../shared/json.ts';

/** Reading JSON that claims to be FHIR: whatever is not as the standard says is as if it were not there. */
export type Json = Readonly<Record<string, unknown>>;

export function objectAt(parent: Json, field: string): Json | undefined {
  const value = parent[field];
  return isRecord(value) ? value : undefined;
}

export function objectsAt(parent: Json, field: string): Json[] {
  const value = parent[field];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function textAt(parent: Json, field: string): string | undefined {
  const value = parent[field];
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

export function hasValueAt(parent: Json, field: string): boolean {
  return parent[field] !== undefined && parent[field] !== null;
}
