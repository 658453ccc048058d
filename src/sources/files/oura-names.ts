import { isRecord } from '../../shared/json.ts';
import { type CollectionName, collectionNames, findCollection } from '../oura/collections.ts';

/** `daily_sleep.json`, `daily_sleep (3).json`, `2026-03 daily_sleep.json`. */
export function collectionNamedBy(file: string): CollectionName | undefined {
  const words = file.split(/[^A-Za-z0-9_]+/).map((word) => findCollection(word)?.name);
  return words.find((name) => name !== undefined);
}

const longestFirst = [...collectionNames].sort((left, right) => right.length - left.length);

/** `oura_daily_sleep_2024.json`: enough for a document that could be of any collection, too little for a foreign one. */
export function collectionHintedBy(file: string): CollectionName | undefined {
  const parts = `_${file.replaceAll(/[^A-Za-z0-9]+/g, '_')}_`;
  return longestFirst.find((name) => parts.includes(`_${name}_`));
}

const COMMON_FIELDS = ['id', 'day', 'timestamp', 'score', 'level', 'contributors', 'meta'];

/** Says nothing that documents of several collections would not say alike. */
export function isBare(body: Record<string, unknown>): boolean {
  return Object.keys(body).every((field) => COMMON_FIELDS.includes(field));
}

const DATES = ['day', 'start_day', 'start_time', 'timestamp', 'set_up_at'];

/** Says when it was, as everything of a ring does. */
export function isDated(value: unknown): boolean {
  return isRecord(value) && DATES.some((field) => typeof value[field] === 'string');
}

/** `{ "detail": "…" }`, and what older versions wrote: a recording of requests holds those that failed as well. */
export function isApiError(value: unknown): boolean {
  return (
    isRecord(value) &&
    (typeof value.detail === 'string' || Array.isArray(value.detail)) &&
    Object.keys(value).every((field) => ['detail', 'status', 'title', 'type'].includes(field))
  );
}
