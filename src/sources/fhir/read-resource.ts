import type { ProfileEntry } from '../files/read-profile.ts';

export interface Fault {
  readonly field: string;
  readonly reason: string;
}

/** What one resource gives. Neither entries nor faults: it is left alone. */
export interface ReadResource {
  readonly entries: readonly ProfileEntry[];
  readonly faults: readonly Fault[];
}
