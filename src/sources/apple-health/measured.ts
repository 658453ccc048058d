/** What one metric came to on one day, and by which source (an index of the source table). */
export interface Measured {
  readonly value: number;
  readonly samples: number;
  readonly source: number;
}
