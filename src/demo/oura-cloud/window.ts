import type { CloudDocument } from './account.ts';

/**
 * Which documents a date range returns. The real API compares one timestamp per document, in UTC, with midnight UTC
 * of both dates; it does not look at `day`. A night that starts at 23:30+01:00 is on the UTC day before its own.
 */
export interface CollectionRule {
  readonly scope: string;
  /** The field compared; undefined: `day` at 00:00 UTC. */
  readonly key?: string;
  readonly end: 'inclusive' | 'exclusive';
  /** Takes `start_datetime` and `end_datetime` and has no route by id. */
  readonly timeSeries?: true;
  /** Knows no range at all. */
  readonly unfiltered?: true;
}

export const collectionRules: Readonly<Record<string, CollectionRule>> = {
  sleep: { scope: 'daily', key: 'bedtime_start', end: 'exclusive' },
  daily_sleep: { scope: 'daily', key: 'timestamp', end: 'inclusive' },
  daily_readiness: { scope: 'daily', key: 'timestamp', end: 'inclusive' },
  daily_activity: { scope: 'daily', key: 'timestamp', end: 'exclusive' },
  daily_spo2: { scope: 'spo2', end: 'inclusive' },
  daily_stress: { scope: 'stress', end: 'inclusive' },
  daily_resilience: { scope: 'stress', end: 'inclusive' },
  daily_cardiovascular_age: { scope: 'heart_health', end: 'inclusive' },
  vO2_max: { scope: 'heart_health', end: 'inclusive' },
  sleep_time: { scope: 'daily', end: 'inclusive' },
  workout: { scope: 'workout', key: 'start_datetime', end: 'exclusive' },
  session: { scope: 'session', key: 'start_datetime', end: 'exclusive' },
  tag: { scope: 'tag', key: 'timestamp', end: 'exclusive' },
  enhanced_tag: { scope: 'tag', key: 'start_time', end: 'exclusive' },
  rest_mode_period: { scope: 'daily', key: 'start_time', end: 'exclusive' },
  ring_configuration: { scope: 'ring_configuration', end: 'inclusive', unfiltered: true },
  heartrate: { scope: 'heartrate', key: 'timestamp', end: 'inclusive', timeSeries: true },
  ring_battery_level: { scope: 'ring_configuration', key: 'timestamp', end: 'inclusive', timeSeries: true },
};

export function ruleOf(collection: string): CollectionRule | undefined {
  return Object.hasOwn(collectionRules, collection) ? collectionRules[collection] : undefined;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

export function instantOf(rule: CollectionRule, document: CloudDocument): number {
  const written = rule.key === undefined ? undefined : document[rule.key];
  return Date.parse(typeof written === 'string' ? written : `${String(document.day)}T00:00:00Z`);
}

export function isInside(rule: CollectionRule, document: CloudDocument, range: Range): boolean {
  if (rule.unfiltered) return true;
  const instant = instantOf(rule, document);
  return instant >= range.from && (rule.end === 'inclusive' ? instant <= range.to : instant < range.to);
}

const MS_PER_DAY = 86_400_000;

/** Undefined where a bound cannot be read; the caller answers 422. A date alone means its midnight, UTC. */
export function parseRange(rule: CollectionRule, query: URLSearchParams, now: number): Range | undefined {
  const suffix = rule.timeSeries ? 'datetime' : 'date';
  const today = Math.floor(now / MS_PER_DAY) * MS_PER_DAY;
  const read = (name: string, otherwise: number): number => {
    const text = query.get(`${name}_${suffix}`);
    return text === null ? otherwise : parseInstant(text);
  };
  // The live defaults are known for heartrate only (the last day); the rest is Oura's old documentation.
  const to = read('end', rule.timeSeries ? now : today);
  const from = read('start', to - MS_PER_DAY);
  return Number.isNaN(from) || Number.isNaN(to) || from > to ? undefined : { from, to };
}

function parseInstant(text: string): number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text)) return Number.NaN;
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
}
