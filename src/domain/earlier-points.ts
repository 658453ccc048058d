import { addDays, type Day } from '../shared/day.ts';
import type { EarlierPoint } from './packet.ts';
import type { Page } from './page.ts';
import { topicsOfPoint } from './topic.ts';

/** What was told longer ago has been told again since, or is no longer so. */
const LONGEST_AGO_DAYS = 120;

/**
 * What pages of earlier days told, the newest first and each matter once: a point of which every topic was told again
 * later is left out. Pages of the day itself are no memory of it.
 */
export function earlierPoints(pages: readonly Page[], asOf: Day): EarlierPoint[] {
  const oldest = addDays(asOf, -LONGEST_AGO_DAYS);
  const newestFirst = pages
    .filter((page) => page.asOf < asOf && page.asOf >= oldest)
    .sort((left, right) => (left.asOf > right.asOf ? -1 : left.asOf < right.asOf ? 1 : 0));
  const told = new Set<string>();
  return newestFirst.flatMap((page) =>
    page.points.flatMap((point) => {
      const topics = topicsOfPoint(page, point);
      if (topics.every((topic) => told.has(topic))) return [];
      for (const topic of topics) told.add(topic);
      return [{ asOf: page.asOf, topics, text: point.text, question: point.question }];
    }),
  );
}
