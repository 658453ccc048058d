/**
 * What a number of a finding is, and so the words it may stand in: the usual before a change is never told as what
 * came after it, a lag never as a count of nights.
 */
export type Role =
  /** Levels of a metric: its usual, and what it came to. */
  | 'before'
  | 'after'
  | 'difference'
  /** What it came to as a share of what it was: "halved". */
  | 'ratio'
  /** A difference a week. */
  | 'pace'
  /** Where a rule begins. */
  | 'threshold'
  /** The share of a rule's days, and the share on all other days. */
  | 'share'
  | 'others'
  /** Nights or days with a value: before a change, after it, on both sides together, or behind a pattern. */
  | 'nights-before'
  | 'nights-after'
  | 'nights-all'
  | 'nights'
  /** The length of a stretch, told only in weeks or months or with "about": as a plain number it would pass for the nights used. */
  | 'stretch'
  /** The days from one day to another. */
  | 'apart'
  /** The days from one end of a pattern to its other end. */
  | 'lag'
  /** What the label of a medicine or the appointment holds: a dose, an hour. */
  | 'detail'
  /** A correlation, a number of steps or results. */
  | 'other';

export interface Quantity {
  readonly value: number;
  readonly unit: string;
  readonly role: Role;
  /** The metrics it speaks about; a sentence about other metrics may not use it. Empty: it speaks about none. */
  readonly metrics: readonly string[];
  /** Of days apart: the two days. */
  readonly ends?: readonly [from: string, to: string];
  /** Of a lag: the step it belongs to. */
  readonly step?: Step;
  /** Where a rule begins is told of its cause, its size of its effect. */
  readonly of?: string;
  /** One end of the usual range, told with the other one. */
  readonly isEdge?: boolean;
  /** Of a difference: taken as a share of the level before. */
  readonly isShare?: boolean;
  /** Of a level that is itself a distance from the usual: "0.9 °C below". */
  readonly isDeviation?: boolean;
}

export interface Step {
  readonly kind: 'link' | 'rule' | 'chain';
  readonly cause: string;
  readonly effect: string;
}

export interface FactDate {
  readonly day: string;
  /** May stand after "began" or "since". */
  readonly begins: boolean;
  /** As with quantities; a day that belongs to no metric has none. */
  readonly metrics: readonly string[];
  /** The day of an event: its label where the timeline holds it, else its kind. */
  readonly event?: string;
  /** The day up to which a level held. */
  readonly ends?: boolean;
  /** The day of the event that a before and an after are told of. */
  readonly isTurn?: boolean;
  /** The day of a laboratory result. */
  readonly isLab?: boolean;
}

/** What "between … and …" may name. */
export interface FactRange {
  readonly from: string;
  readonly to: string;
  readonly metrics: readonly string[];
}

/** All that may be told about findings. The ends of an interval are not among it: told alone, they would pass for the estimate. */
export interface Facts {
  readonly quantities: readonly Quantity[];
  readonly pairs: readonly { readonly part: number; readonly whole: number }[];
  readonly dates: readonly FactDate[];
  readonly ranges: readonly FactRange[];
}

export function isLevel(role: Role): boolean {
  return role === 'before' || role === 'after' || role === 'threshold';
}

/** Told even where the unit is left out. */
export function isOfMetric({ role }: Quantity): boolean {
  return isLevel(role) || role === 'difference' || role === 'pace';
}
