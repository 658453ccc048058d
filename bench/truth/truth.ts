import type { AnalysisInput } from '../../src/analysis/analyse.ts';
import type { Day } from '../../src/shared/day.ts';
import type { Body } from './body.ts';
import type { BenchMetric, Driver } from './drivers.ts';

export type Side = 'up' | 'down';

/** Something that was put into a person and is to be found again. Days are indices into the person's series. */
export type Plant =
  | { readonly kind: 'link'; readonly cause: BenchMetric; readonly effect: BenchMetric; readonly lag: number }
  | { readonly kind: 'chain'; readonly path: readonly BenchMetric[]; readonly lags: readonly number[] }
  | {
      readonly kind: 'threshold';
      readonly cause: BenchMetric;
      readonly effect: BenchMetric;
      readonly lag: number;
      readonly cut: number;
    }
  | {
      readonly kind: 'level';
      readonly label: string;
      readonly metric: BenchMetric;
      readonly onset: number;
      readonly direction: Side;
      /** Two events too close to be told apart: the finding must say so. */
      readonly inseparable?: boolean;
    }
  | {
      readonly kind: 'decline';
      readonly metric: BenchMetric;
      readonly from: number;
      readonly direction: Side;
    }
  | { readonly kind: 'fever'; readonly from: number }
  | { readonly kind: 'lab'; readonly analyte: string; readonly metric: BenchMetric };

/** One step of influence between drivers; what follows from several of them is true as well. */
export interface Influence {
  readonly cause: Driver;
  readonly effect: Driver;
  readonly lag: number;
}

export interface Truth {
  readonly plants: readonly Plant[];
  readonly influences: readonly Influence[];
  /** Drivers that rise and fall on the same day for a common reason: saying so is right, an order in time is not. */
  readonly shared: ReadonlySet<Driver>;
  /** The metrics without their noise, and the size of the noise, in natural units. */
  readonly levels: Readonly<Record<BenchMetric, Float64Array>>;
  readonly spreads: Readonly<Record<BenchMetric, number>>;
  readonly body: Body;
}

export interface Person {
  readonly scenario: string;
  readonly start: Day;
  readonly days: number;
  readonly input: AnalysisInput;
  readonly truth: Truth;
}
