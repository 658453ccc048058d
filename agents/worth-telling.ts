import type { Finding } from '../src/domain/finding.ts';
import { findMetric } from '../src/domain/metric.ts';

/**
 * What may become a point. A hint (grade "watch") is no claim; a red flag always is one. That energy is low on tired
 * mornings is true and no news: what moves together within one night or one morning stays among the findings.
 */
export function isWorthTelling(finding: Finding): boolean {
  if (finding.kind === 'red-flag') return true;
  if (finding.grade === 'watch') return false;
  if (finding.kind !== 'link' || finding.lag > 0) return true;
  return findMetric(finding.cause)?.span !== findMetric(finding.effect)?.span;
}
