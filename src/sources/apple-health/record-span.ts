/** When a record began and ended, in seconds of UTC, and how far the person's clock was ahead then. */
export interface RecordSpan {
  readonly start: number;
  readonly end: number;
  readonly startOffset: number;
  readonly endOffset: number;
}
