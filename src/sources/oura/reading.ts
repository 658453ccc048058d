import type { z } from 'zod';
import { getMetric, isPlausible, type MetricSlug } from '../../domain/metric.ts';
import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import type { DailyValue } from '../../domain/series.ts';
import type { Day } from '../../shared/day.ts';
import { printable } from '../files/text.ts';

type Shape = Readonly<Record<string, z.ZodType>>;
export type Fields<S extends Shape> = {
  readonly [Key in keyof S]: NonNullable<z.output<S[Key]>> | undefined;
};

/** A raw document that belongs to a day. */
export interface DatedDocument extends RawDocument {
  readonly day: Day;
}

/** What a mapping gathers: one value per metric and day, and everything it would not take. */
export interface Reading {
  readonly values: Map<string, DailyValue>;
  readonly refusals: Refusal[];
}

export function startReading(): Reading {
  return { values: new Map(), refusals: [] };
}

export function refuse(reading: Reading, document: RawDocument, field: string, reason: string): void {
  reading.refusals.push({
    file: `${document.source}/${document.collection}`,
    record: `document ${printable(document.documentId)}`,
    field,
    reason,
  });
}

/**
 * Reads each field by itself: a malformed one is refused by name, the others stay. Null and absent are one.
 */
export function readFields<S extends Shape>(shape: S, document: RawDocument, reading: Reading): Fields<S> {
  const fields: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(shape)) {
    const parsed = schema.safeParse(document.body[name]);
    if (parsed.success) fields[name] = parsed.data ?? undefined;
    else refuse(reading, document, name, 'is not of the expected type');
  }
  return fields as Fields<S>;
}

/** Undefined is missing. What lies outside the metric's plausible range is refused, never clipped. */
export function put(
  reading: Reading,
  document: DatedDocument,
  metric: MetricSlug,
  field: string,
  value: number | undefined,
): void {
  if (value === undefined) return;
  const shape = getMetric(metric);
  if (!isPlausible(shape, value)) {
    const [low, high] = shape.plausible;
    refuse(reading, document, field, `is outside the plausible range, ${low} to ${high} ${shape.unit}`);
    return;
  }
  // JSON can hold -0; a series must not.
  reading.values.set(`${metric} ${document.day}`, {
    metric,
    day: document.day,
    value: value === 0 ? 0 : value,
  });
}

export function toMinutes(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds / 60;
}

/** Where zero cannot be measured, Oura means "no signal". */
export function unlessZero(value: number | undefined): number | undefined {
  return value === 0 ? undefined : value;
}

export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
