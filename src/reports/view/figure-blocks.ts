import type { Page } from '../../domain/page.ts';
import type { FigureView } from '../charts/figure-view.ts';
import { eventName } from './event-words.ts';
import type { Room } from './room.ts';
import { type Block, note } from './view.ts';

/** Events the line below the figure names; the table on page two has them all. */
const EVENTS_NAMED = 5;

/** The numbers that the line below the figure explains, where there is one. */
export function explainedEvents(
  figure: FigureView | undefined,
  room: Pick<Room, 'figure' | 'legend'>,
): ReadonlySet<number> {
  if (figure === undefined || !room.figure || !room.legend) return new Set();
  return new Set(numbersIn(figure).slice(-EVENTS_NAMED));
}

export function figureBlocks(page: Page, figure: FigureView, explained: ReadonlySet<number>): Block[] {
  const named = page.timeline.flatMap((event, place) =>
    explained.has(place + 1) ? [`${place + 1} ${eventName(event)}`] : [],
  );
  const more = numbersIn(figure).length > named.length ? '; earlier ones on page two' : '';
  return [{ kind: 'figure', figure }, ...(named.length === 0 ? [] : [note(`${named.join('; ')}${more}.`)])];
}

function numbersIn({ lanes }: FigureView): number[] {
  const numbers = lanes.flatMap(({ marks }) => marks.map(({ number }) => number));
  return [...new Set(numbers)].sort((left, right) => left - right);
}
