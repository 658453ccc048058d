import type { CustomMetric } from '../../src/domain/metric.ts';
import type { TimelineEvent } from '../../src/domain/timeline.ts';
import type { Day } from '../../src/shared/day.ts';

/** What has to be known of a person to understand their question. */
export interface AskedContext {
  readonly asOf: Day;
  /** Metrics that have any value. */
  readonly available: ReadonlySet<string>;
  readonly customMetrics: readonly CustomMetric[];
  readonly timeline: readonly TimelineEvent[];
  /** Names of laboratory tests, with their synonyms. */
  readonly analytes: readonly string[];
  readonly medications: readonly string[];
}
