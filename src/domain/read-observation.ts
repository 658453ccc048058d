import { isDay } from '../shared/day.ts';
import { isRecord } from '../shared/json.ts';
import { aggregationHints, type CustomObservation } from './custom-metric.ts';

/** What is wrong with one field; the value itself is never repeated. */
export interface Fault {
  readonly field: string;
  readonly reason: string;
}

const SLUG = /^[a-z0-9][a-z0-9-]{0,63}$/;
const MOST = { label: 100, unit: 32, value: 1e9 } as const;
/** Control characters, line ends, halves of characters, and marks that reverse what stands after them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const TIME =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const EARLIEST = Date.parse('2000-01-01T00:00:00Z');
const DAY_MS = 86_400_000;

/** Every fault is told, not only the first. */
export function readObservation(
  input: unknown,
  now: Date,
): { readonly observation: CustomObservation } | { readonly faults: readonly Fault[] } {
  if (!isRecord(input)) return { faults: [{ field: '', reason: 'must be an object' }] };
  const metric = isRecord(input.metric) ? input.metric : {};
  const checks: readonly (readonly [field: string, reason: string | undefined])[] = [
    ['metric', isRecord(input.metric) ? undefined : 'must be an object'],
    ...(isRecord(input.metric) ? metricFaults(metric) : []),
    ['value', faultOfValue(input.value)],
    ['occurredAt', faultOfTime(input.occurredAt, now)],
  ];
  const faults = checks.flatMap(([field, reason]) => (reason === undefined ? [] : [{ field, reason }]));
  if (faults.length > 0) return { faults };
  const { slug, label, unit, aggregationHint } = metric as unknown as CustomObservation['metric'];
  return {
    observation: {
      metric: {
        slug,
        label: label.trim().normalize('NFC'),
        unit: unit.trim().normalize('NFC'),
        aggregationHint: aggregationHint ?? undefined,
      },
      value: input.value as number,
      occurredAt: input.occurredAt as string,
    },
  };
}

function metricFaults(metric: Record<string, unknown>): [string, string | undefined][] {
  const hint = metric.aggregationHint ?? 'avg';
  return [
    [
      'metric.slug',
      typeof metric.slug === 'string' && SLUG.test(metric.slug)
        ? undefined
        : 'must be small letters, digits and hyphens, at most 64, and begin with a letter or a digit',
    ],
    ['metric.label', faultOfText(metric.label, MOST.label) ?? faultOfEmpty(metric.label)],
    ['metric.unit', faultOfText(metric.unit, MOST.unit)],
    [
      'metric.aggregationHint',
      aggregationHints.some((known) => known === hint)
        ? undefined
        : `must be one of ${aggregationHints.join(', ')}`,
    ],
  ];
}

function faultOfText(text: unknown, most: number): string | undefined {
  if (typeof text !== 'string') return 'must be a text';
  if ([...text].length > most) return `must not be longer than ${most} characters`;
  return UNPRINTABLE.test(text) ? 'must be one line of printable characters' : undefined;
}

function faultOfEmpty(text: unknown): string | undefined {
  return typeof text === 'string' && text.trim() === '' ? 'must not be empty' : undefined;
}

function faultOfValue(value: unknown): string | undefined {
  if (typeof value !== 'number') return 'must be a number';
  return Math.abs(value) <= MOST.value ? undefined : 'must lie between -1,000,000,000 and 1,000,000,000';
}

function faultOfTime(text: unknown, now: Date): string | undefined {
  const day = typeof text === 'string' ? TIME.exec(text)?.[1] : undefined;
  if (typeof text !== 'string' || day === undefined || !isDay(day))
    return 'must be a time with its zone, like 2026-06-10T07:30:00+02:00 or 2026-06-10T05:30:00Z';
  const instant = Date.parse(text);
  if (instant < EARLIEST) return 'lies before the year 2000';
  return instant <= now.getTime() + DAY_MS ? undefined : 'lies in the future';
}
