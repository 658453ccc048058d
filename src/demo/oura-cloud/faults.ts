import { addDays, type Day, isDay } from '../../shared/day.ts';
import type { CloudDocument } from './account.ts';

/** What can go wrong with one request. */
export type Fault =
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'server-error'; readonly status?: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Answers 200 with half of the JSON. */
  | { readonly kind: 'truncated' }
  /** Says the access token has expired, whatever it is. */
  | { readonly kind: 'expired-token' }
  /** Closes the connection without an answer. */
  | { readonly kind: 'reset' };

interface FaultOptions {
  /** Requests it befalls before it is over; 1 unless told. `Infinity` until `clear`. */
  readonly times?: number;
  /** Only this collection, or `oauth` for the token endpoint; anything under `/v2` unless told. */
  readonly on?: string;
}

/** Switched by a test or by the demo while the cloud runs. */
export interface CloudFaults {
  fail(fault: Fault, options?: FaultOptions): void;
  /**
   * From now on a document is there only when its night or day is over by the clock, and this much later. Without
   * it everything the account holds is there, whatever the time.
   */
  followClock(options: { readonly hoursLate: number }): void;
  /** The night of a day (and all that is computed from it) is not synced before this instant. */
  delayNight(day: Day, until: Date): void;
  /** Readiness is rewritten for some days after its day: first without `sleep_regularity`, one to three points off. */
  reviseReadiness(days: number): void;
  clear(): void;
}

export interface FaultDesk extends CloudFaults {
  take(target: string): Fault | undefined;
  /** The document as the cloud shows it now; undefined where it is not there yet. */
  view(collection: string, document: CloudDocument, now: Date): CloudDocument | undefined;
}

const nightCollections = new Set(['sleep', 'daily_sleep', 'daily_readiness', 'daily_spo2']);

export function createFaultDesk(): FaultDesk {
  let pending: { fault: Fault; on: string | undefined; left: number }[] = [];
  const delayed = new Map<string, number>();
  let revisionDays = 0;
  let hoursLate: number | undefined;
  return {
    fail: (fault, { times = 1, on } = {}) => {
      pending.push({ fault, on, left: times });
    },
    followClock: (options) => {
      hoursLate = options.hoursLate;
    },
    delayNight: (day, until) => {
      delayed.set(day, until.getTime());
    },
    reviseReadiness: (days) => {
      revisionDays = days;
    },
    clear: () => {
      pending = [];
      delayed.clear();
      hoursLate = undefined;
      revisionDays = 0;
    },
    take: (target) => {
      const entry = pending.find(({ on, left }) => left > 0 && concerns(on, target));
      if (entry === undefined) return undefined;
      entry.left -= 1;
      return entry.fault;
    },
    view: (collection, document, now) => {
      const day = String(document.day);
      const until = nightCollections.has(collection) ? delayed.get(day) : undefined;
      if (until !== undefined && now.getTime() < until) return undefined;
      const synced = hoursLate === undefined ? 0 : overAt(collection, document) + hoursLate * 3_600_000;
      if (now.getTime() < synced) return undefined;
      const young = revisionDays > 0 && isDay(day) && now.getTime() < Date.parse(addDays(day, revisionDays));
      return collection === 'daily_readiness' && young ? firstReadiness(document) : document;
    },
  };
}

function concerns(on: string | undefined, target: string): boolean {
  return on === undefined ? target !== 'oauth' : on === target;
}

/** When there is something to sync: at the end of the sleep, in the morning, or with the end of the active day. */
function overAt(collection: string, document: CloudDocument): number {
  if (typeof document.bedtime_end === 'string') return Date.parse(document.bedtime_end);
  const day = String(document.day);
  if (!isDay(day)) return 0;
  if (nightCollections.has(collection)) return Date.parse(`${day}T08:00:00Z`);
  return Date.parse(`${addDays(day, 1)}T04:00:00Z`);
}

function firstReadiness(document: CloudDocument): CloudDocument {
  const contributors = document.contributors as Readonly<Record<string, unknown>> | undefined;
  const shift = (String(document.day).charCodeAt(9) % 3) + 1;
  return {
    ...document,
    score: typeof document.score === 'number' ? Math.max(1, document.score - shift) : document.score,
    contributors: { ...contributors, sleep_regularity: null },
  };
}
