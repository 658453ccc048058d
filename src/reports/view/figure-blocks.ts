import type { Page } from '../../domain/page.ts';
import type { FigureView } from '../charts/figure-view.ts';
import { plainText } from './plain-text.ts';
import { shortDay } from './values.ts';
import { type Block, note } from './view.ts';

/** Events the line below the figure names; the table on page two has them all. */
const EVENTS_NAMED = 5;

export function figureBlocks(page: Page, figure: FigureView, hasLegend: boolean): Block[] {
  const numbers = new Set(figure.lanes.flatMap(({ marks }) => marks.map(({ number }) => number)));
  const events = page.timeline.flatMap(({ day, label }, place) =>
    numbers.has(place + 1) ? [`${place + 1} ${plainText(label)}, ${shortDay(day)}`] : [],
  );
  const named = events.slice(-EVENTS_NAMED);
  const more = events.length > named.length ? '; earlier ones on page two' : '';
  const legend = !hasLegend || named.length === 0 ? [] : [note(`${named.join('; ')}${more}.`)];
  return [{ kind: 'figure', figure }, ...legend];
}
