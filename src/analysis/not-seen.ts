import type { FindingOf, FindingsReport } from '../domain/finding.ts';
import type { Frame } from './frame.ts';
import { round } from './numbers.ts';

/** What people ask about first; for the rest a line each would bury these. */
const askedAbout = [
  'deepSleep',
  'totalSleep',
  'sleepEfficiency',
  'hrv',
  'restingHeartRate',
  'temperatureDeviation',
];
const RECENT_DAYS = 28;
const BASELINE_DAYS = 90;
/** 5 % two-sided with 80 % power: 1.96 + 0.84. */
const DETECTABLE_DEVIATE = 2.8;
const FEWEST_VALUES = 60;

/** Whoever agreed on a change for something asks about it as well. */
function isAskedAbout(frame: Frame, slug: string): boolean {
  return askedAbout.includes(slug) || frame.timeline.some(({ watch = [] }) => watch.includes(slug));
}

/** Metrics without a change of level, with the smallest lasting one (over four weeks) that would have shown. */
export function notSeen(frame: Frame, changed: ReadonlySet<string>): FindingsReport['notSeen'] {
  return frame.columns
    .filter(
      ({ metric, prepared, observed }) =>
        prepared &&
        observed >= FEWEST_VALUES &&
        isAskedAbout(frame, metric.slug) &&
        !changed.has(metric.slug),
    )
    .map(({ metric, prepared }) => {
      const scale = prepared?.scale ?? 0;
      // Night-to-night memory as first-order: an assumption on the careful side for most metrics.
      const memory = (1 + 0.4) / (1 - 0.4);
      const error = scale * Math.sqrt(memory * (1 / RECENT_DAYS + 1 / BASELINE_DAYS));
      return {
        kind: 'shift',
        metrics: [metric.slug],
        smallestDetectable: round(DETECTABLE_DEVIATE * error, metric.decimals + 1),
        unit: metric.unit,
      };
    });
}

export function changedMetrics(
  findings: readonly (FindingOf<'shift'> | FindingOf<'drift'> | FindingOf<'event-effect'>)[],
): Set<string> {
  return new Set(findings.filter(({ grade }) => grade !== 'watch').map(({ metric }) => metric));
}
