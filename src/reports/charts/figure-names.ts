import { extremesOf, type FigureLayout, type FigureSize, latestOf, xOf, yOf } from './figure-layout.ts';
import type { FigureStrip, FigureView } from './figure-view.ts';
import { type Element, line, platedText, text } from './graphics.ts';
import { chartColours } from './palette.ts';
import { shortened, textWidth, wrapped } from './text-width.ts';

/** What stands around the strips: names with the usual range, lowest and highest value, the latest one. */
export function stripGraphics(figure: FigureView, size: FigureSize, layout: FigureLayout): Element[] {
  return figure.strips.flatMap((strip, place) => {
    const box = layout.strips[place];
    if (box === undefined) return [];
    const names =
      size.names === 'beside' ? namesBeside(strip, size, layout, box) : namesAbove(strip, size, box);
    return [
      ...names,
      ...extremes(strip, size, layout, box),
      ...latest(strip, figure, size, layout, box),
      ...(extremesOf(strip).length === 0 ? [nothing(size, layout, box)] : []),
    ];
  });
}

interface Box {
  readonly top: number;
  readonly bottom: number;
}

function namesBeside(
  strip: FigureStrip,
  { font }: FigureSize,
  { nameWidth }: FigureLayout,
  box: Box,
): Element[] {
  const room = nameWidth - font;
  const name = wrapped(strip.name, room, { size: font, bold: true }, 2);
  const lines = [
    ...name.map((words) => ({ words, bold: true })),
    { words: shortened(strip.usual, room, { size: font }), bold: false },
  ];
  const height = font * 1.22;
  const top = Math.max(0, (box.top + box.bottom - lines.length * height) / 2);
  return lines.map(({ words, bold }, place) =>
    text(words, {
      x: 0,
      y: top + (place + 0.5) * height,
      size: font,
      bold,
      colour: bold ? chartColours.ink : chartColours.quiet,
    }),
  );
}

function namesAbove(strip: FigureStrip, { font, width }: FigureSize, box: Box): Element[] {
  const usual = shortened(strip.usual, width / 2, { size: font });
  const bold = { size: font, bold: true };
  const name = shortened(strip.name, width - textWidth(usual, { size: font }) - font, bold);
  const y = box.top - font * 0.8;
  return [
    // Hairlines run through from strip to strip.
    ...platedText(name, { x: 0, y, ...bold }),
    ...platedText(usual, { x: width, y, size: font, align: 'right', colour: chartColours.quiet }),
  ];
}

/** Beside their place, and never so near one another that they touch. */
function extremes(strip: FigureStrip, { font }: FigureSize, layout: FigureLayout, box: Box): Element[] {
  const values = extremesOf(strip);
  const places = values.map((value) => yOf(value, strip, box));
  const [low = 0, high = low] = places;
  const missing = values.length === 2 ? Math.max(0, font * 1.1 - (low - high)) / 2 : 0;
  return values.flatMap((value, place) => {
    const y = places[place] ?? 0;
    return [
      line([layout.left - 3, y, layout.left, y], chartColours.rule),
      text(strip.shown(value), {
        x: layout.left - font * 0.6,
        y: y + (place === 0 ? missing : -missing),
        size: font,
        align: 'right',
        colour: chartColours.quiet,
      }),
    ];
  });
}

function latest(
  strip: FigureStrip,
  figure: FigureView,
  { font }: FigureSize,
  layout: FigureLayout,
  box: Box,
): Element[] {
  const value = latestOf(strip);
  if (value === undefined) return [];
  const y = yOf(value.value, strip, box);
  const dot = xOf(value.index, figure, layout);
  const isEarlier = value.index < figure.days - 1;
  return [
    // A latest value of days ago is led out to its number.
    ...(isEarlier ? [line([dot, y, layout.right, y], chartColours.quiet)] : []),
    text(value.text, { x: layout.right + font * 0.6, y, size: font, bold: true }),
  ];
}

function nothing({ font }: FigureSize, { left, right }: FigureLayout, box: Box): Element {
  return text('no values in these days', {
    x: (left + right) / 2,
    y: (box.top + box.bottom) / 2,
    size: font,
    align: 'center',
    colour: chartColours.quiet,
  });
}
