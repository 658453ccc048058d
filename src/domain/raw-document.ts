import type { Day } from '../shared/day.ts';

/** One document as its source sent it. Kept whole and unread; everything else is computed from it again. */
export interface RawDocument {
  readonly source: 'oura' | 'apple-health' | 'custom';
  readonly collection: string;
  readonly documentId: string;
  /** The day it belongs to, by the source's own word; undefined for what belongs to no day. */
  readonly day: Day | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** The JSON of the body word for word as the source wrote it; without one the body's own JSON stands for it. */
  readonly text?: string;
}

/** One thing that was not taken, in words that name where it stands but never quote what it says. */
export interface Refusal {
  readonly file: string;
  readonly record: string;
  readonly field: string;
  readonly reason: string;
}
