import { type Box, type FigureLayout, type FigureSize, xOf } from './figure-layout.ts';
import type { FigureView, Lane, LaneBar } from './figure-view.ts';
import { type Element, line, platedText, polygon, text } from './graphics.ts';
import { hatching } from './hatching.ts';
import { markGroups } from './mark-groups.ts';
import { chartColours } from './palette.ts';
import { shortened, textWidth } from './text-width.ts';

export function laneGraphics(figure: FigureView, size: FigureSize, layout: FigureLayout): Element[] {
  return figure.lanes.flatMap((lane, place) => {
    const box = layout.lanes[place];
    if (box === undefined) return [];
    return [
      ...laneName(lane, size, layout, box),
      ...lane.bars.flatMap((bar, index) => [
        ...barGraphics(bar, figure, layout, box),
        ...barLabel(bar, figure, size, layout, { ...box, next: lane.bars[index + 1] }),
      ]),
      ...markGraphics(lane, figure, size, layout, box),
      ...(lane.note === undefined ? [] : noteOf(lane.note, size, layout, box)),
    ];
  });
}

function laneName(
  { label }: Lane,
  { font, names }: FigureSize,
  { left, nameWidth }: FigureLayout,
  box: Box,
): Element[] {
  const isBeside = names === 'beside';
  const room = isBeside ? left - font : nameWidth;
  return platedText(shortened(label, room, { size: font, bold: true }), {
    x: 0,
    y: isBeside ? (box.top + box.bottom) / 2 : box.top - font * 0.8,
    size: font,
    bold: true,
  });
}

function noteOf(note: string, { font }: FigureSize, { left, right }: FigureLayout, box: Box): Element[] {
  return platedText(shortened(note, right - left, { size: font }), {
    x: left,
    y: (box.top + box.bottom) / 2,
    size: font,
    colour: chartColours.quiet,
  });
}

const TIP = 4;

/** A flat end is a day on which something was changed; a pointed one goes on beyond the figure. */
function barGraphics(
  bar: LaneBar,
  figure: FigureView,
  layout: FigureLayout,
  { top, bottom }: Box,
): Element[] {
  const [left, right] = edgesOf(bar, figure, layout);
  const middle = (top + bottom) / 2;
  const outline = [
    ...(bar.beganBefore ? [[left - TIP, middle]] : []),
    [left, top],
    [right, top],
    ...(bar.goesOn ? [[right + TIP, middle]] : []),
    [right, bottom],
    [left, bottom],
  ];
  return [
    polygon(outline.flat(), chartColours.ink, chartColours.paper),
    ...hatching(bar.step, { left, right, top, bottom }).map((points) =>
      line(points, chartColours.accentInk, 0.5),
    ),
  ];
}

const SHORTEST_LABEL = 4;

/** In its bar; beside it where the bar is too short and nothing follows; cut where there is no other way. */
function barLabel(
  bar: LaneBar,
  figure: FigureView,
  { font }: FigureSize,
  layout: FigureLayout,
  { top, bottom, next }: Box & { readonly next: LaneBar | undefined },
): Element[] {
  const [left, right] = edgesOf(bar, figure, layout);
  const pad = font * 0.4;
  const type = { size: font };
  const end = next === undefined ? layout.right : edgesOf(next, figure, layout)[0];
  const width = textWidth(bar.label, type);
  const isInside = width <= right - left - 2 * pad;
  const isBeside = !isInside && width <= end - right - 2 * pad;
  const words = isInside || isBeside ? bar.label : shortened(bar.label, right - left - 2 * pad, type);
  if (words.length < Math.min(SHORTEST_LABEL, bar.label.length)) return [];
  const x = (isBeside ? right : left) + pad;
  const y = (top + bottom) / 2;
  // Over a pattern or a hairline a word needs white behind it.
  const isBare = isInside && bar.step === 0;
  const place = { x, y, size: font };
  if (words === '') return [];
  return isBare ? [text(words, place)] : platedText(words, place);
}

function edgesOf(bar: LaneBar, figure: FigureView, layout: FigureLayout): [number, number] {
  return [xOf(bar.from - 0.5, figure, layout), xOf(bar.to + 0.5, figure, layout)];
}

function markGraphics(
  { marks }: Lane,
  figure: FigureView,
  { font }: FigureSize,
  layout: FigureLayout,
  { top, bottom }: Box,
): Element[] {
  const type = { size: font, bold: true };
  const room = { left: layout.left, right: layout.right, gap: font * 0.5 };
  const placed = marks.map(({ index, number }) => ({ x: xOf(index, figure, layout), number }));
  return [
    ...placed.map(({ x }) =>
      polygon([x - 2, top, x + 2, top, x, top + 4], chartColours.ink, chartColours.ink),
    ),
    ...markGroups(placed, room, (label) => textWidth(label, type)).flatMap(({ x, label }) =>
      platedText(label, { x, y: bottom - font * 0.45, align: 'center', ...type }),
    ),
  ];
}
