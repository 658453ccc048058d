import type { Page } from './page.ts';
import { claimedFindings, speakablePoints, topicsOfPoint } from './topic.ts';

/** A point of the page that was taken along, to be asked about after the visit. */
export interface VisitPoint {
  readonly topics: readonly string[];
  readonly text: string;
  readonly question: string;
  /** What a change that was agreed on it can be watched by. */
  readonly metrics: readonly string[];
}

export function visitPoints(page: Page): VisitPoint[] {
  return speakablePoints(page).map((point) => ({
    topics: topicsOfPoint(page, point),
    text: point.text,
    question: point.question,
    metrics: [...new Set(claimedFindings(page, point).flatMap(({ metrics }) => metrics))],
  }));
}
