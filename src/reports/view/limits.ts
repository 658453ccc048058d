import type { Page, PagePoint } from '../../domain/page.ts';
import { claimedFindings } from '../../domain/topic.ts';
import { capital, sentence } from './plain-text.ts';

/** Findings carry what speaks against them; only those that a point on the page builds on are told. */
export function limitsOf(page: Page, points: readonly PagePoint[]): string[] {
  const limits = points.flatMap((point) => claimedFindings(page, point)).flatMap((finding) => finding.limits);
  return [...new Set(limits.map((limit) => capital(sentence(limit))))];
}
