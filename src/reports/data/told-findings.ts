import type { Finding } from '../../domain/finding.ts';
import type { Page } from '../../domain/page.ts';
import { speakablePoints } from '../../domain/topic.ts';

/** Those that a point of the page stands on, in the order of the page; where data are too few, of urgent points alone. */
export function toldFindings(page: Page): Finding[] {
  const claims = new Set(speakablePoints(page).flatMap((point) => point.claims));
  return page.findings.filter(({ id }) => claims.has(id));
}
