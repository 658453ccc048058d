import type { ProfileEntry } from '../files/read-profile.ts';

export interface Fault {
  readonly field: string;
  readonly reason: string;
}

/** What one resource gives. Neither entries nor faults: it is left alone. */
export interface ReadResource {
  readonly entries: readonly ProfileEntry[];
  readonly faults: readonly Fault[];
  /** The medicine is one of the stretches that rounds wrote of it. */
  readonly isOwnStretch?: true;
}
