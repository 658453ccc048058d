import { addDays, type Day, isDay } from '../../shared/day.ts';
import type { CloudDocument, DocumentHistory } from './account.ts';
import { earlyActivity, earlyNight, earlyReadiness } from './early-forms.ts';
import { unfold } from './history.ts';

/** Which documents are there at an instant, and in which form; switched while the cloud runs. */
export interface DocumentLives {
  /**
   * From now on a document is there only when its night or day is over by the clock, and this much later. Without
   * it everything the account holds is there, whatever the time.
   */
  followClock(options: { readonly hoursLate: number }): void;
  /** The night of a day (and all that is computed from it) is not synced before this instant. */
  delayNight(day: Day, until: Date): void;
  /** Readiness is rewritten for some days after its day, in its own documents and inside those of sleep. */
  reviseReadiness(days: number): void;
  /** Activity grows while its day goes on, and its energy is corrected for some days after. */
  reviseActivity(days: number): void;
  /** What becomes of one document; the latest word on it stands. */
  history(history: DocumentHistory): void;
}

export interface DocumentViews extends DocumentLives {
  clear(): void;
  /** The document as the cloud shows it now; undefined where it is not there. */
  view(collection: string, document: CloudDocument, now: Date): CloudDocument | undefined;
  /** Rows of a time series are there up to this instant. */
  horizon(now: Date): number;
}

export interface DocumentViewsOptions {
  readonly histories?: readonly DocumentHistory[];
  /** Stays when the rest is cleared. */
  readonly hoursLate?: number | undefined;
}

const hourMs = 3_600_000;
/** Computed from the night, and there in the morning. */
const morningCollections = new Set([
  'sleep',
  'daily_sleep',
  'daily_readiness',
  'daily_spo2',
  'daily_cardiovascular_age',
  'sleep_time',
]);
/** Where a document tells by itself when it was over. */
const endFields: Readonly<Record<string, string>> = {
  sleep: 'bedtime_end',
  workout: 'end_datetime',
  session: 'end_datetime',
  tag: 'timestamp',
  enhanced_tag: 'start_time',
  rest_mode_period: 'start_time',
};
/** The first piece of an activity day ever seen was of about this length. */
const firstPieceMs = 4 * hourMs;

export function createDocumentViews(options: DocumentViewsOptions): DocumentViews {
  const given = options.histories ?? [];
  const histories = new Map(given.map((history) => [keyOf(history.collection, history.id), history]));
  const delayed = new Map<string, number>();
  let revised = { readiness: 0, activity: 0 };
  let hoursLate = options.hoursLate;
  const early = (collection: string, document: CloudDocument, now: number): CloudDocument => {
    const young = (days: number): boolean => days > 0 && now < endOfRevisions(document, days);
    if (collection === 'daily_readiness' && young(revised.readiness)) return earlyReadiness(document);
    if (collection === 'sleep' && young(revised.readiness)) return earlyNight(document);
    return collection === 'daily_activity' && young(revised.activity)
      ? earlyActivity(document, now)
      : document;
  };
  return {
    followClock: (told) => {
      hoursLate = told.hoursLate;
    },
    delayNight: (day, until) => {
      delayed.set(day, until.getTime());
    },
    reviseReadiness: (days) => {
      revised = { ...revised, readiness: days };
    },
    reviseActivity: (days) => {
      revised = { ...revised, activity: days };
    },
    history: (history) => {
      histories.set(keyOf(history.collection, history.id), history);
    },
    clear: () => {
      delayed.clear();
      histories.clear();
      for (const history of given) histories.set(keyOf(history.collection, history.id), history);
      hoursLate = options.hoursLate;
      revised = { readiness: 0, activity: 0 };
    },
    horizon: (now) =>
      hoursLate === undefined ? Number.POSITIVE_INFINITY : now.getTime() - hoursLate * hourMs,
    view: (collection, held, now) => {
      const instant = now.getTime();
      const history = histories.get(keyOf(collection, String(held.id)));
      const document = history === undefined ? held : unfold(history, held, instant);
      if (document === undefined) return undefined;
      const until = morningCollections.has(collection) ? delayed.get(String(document.day)) : undefined;
      if (until !== undefined && instant < until) return undefined;
      const there = hoursLate === undefined ? 0 : thereFrom(collection, document, revised.activity > 0);
      if (instant < there + (hoursLate ?? 0) * hourMs) return undefined;
      return early(collection, document, instant);
    },
  };
}

function keyOf(collection: string, id: string): string {
  return `${collection}/${id}`;
}

function endOfRevisions({ day }: CloudDocument, days: number): number {
  return typeof day === 'string' && isDay(day) ? Date.parse(addDays(day, days)) : 0;
}

/** When there is something to sync: at the end of the sleep, in the morning, or with the end of the active day. */
function thereFrom(collection: string, document: CloudDocument, growing: boolean): number {
  const end = document[endFields[collection] ?? ''];
  if (typeof end === 'string') return Date.parse(end);
  const day = String(document.day);
  if (!isDay(day)) return 0;
  if (growing && collection === 'daily_activity')
    return Date.parse(String(document.timestamp)) + firstPieceMs;
  if (morningCollections.has(collection)) return Date.parse(`${day}T08:00:00Z`);
  return Date.parse(`${addDays(day, 1)}T04:00:00Z`);
}
