import type { Day } from '../../shared/day.ts';
import type { FindingOf } from '../finding.ts';

/** Something that was written down and is read for what must not wait. */
export interface ScreenedText {
  readonly day: Day;
  readonly source: 'check-in' | 'note' | 'event' | 'question';
  readonly text: string;
}

/** A value that was measured or entered, in the metric's own unit. */
export interface ScreenedReading {
  readonly day: Day;
  readonly metric: string;
  readonly value: number;
  /** A ring's average over the night, or a reading that somebody took on purpose. */
  readonly kind: 'ring' | 'spot';
}

export interface ScreenInput {
  readonly texts: readonly ScreenedText[];
  readonly readings: readonly ScreenedReading[];
  /** What was taken on the days concerned, by name. */
  readonly medications: readonly string[];
}

/** One fixed rule that was met, on one day. */
export interface RaisedFlag {
  readonly rule: string;
  readonly urgency: FindingOf<'red-flag'>['urgency'];
  readonly day: Day;
  /** The rule's own words, passed on as they stand. */
  readonly message: string;
  /** What met it: the words as they were written, or the reading with its unit. */
  readonly seen: string;
}
