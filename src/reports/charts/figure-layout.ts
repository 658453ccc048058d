import type { FigureStrip, FigureView } from './figure-view.ts';
import { scaleOf } from './strip-option.ts';
import { textWidth } from './text-width.ts';

export interface FigureSize {
  readonly width: number;
  /** Strips become lower where there are many, down to what can still be read. */
  readonly tallest: number;
  /** What a strip takes where there is room. */
  readonly strip: number;
  readonly font: number;
  /** Names stand beside the strips where the sheet is wide, above them on a phone. */
  readonly names: 'beside' | 'above';
}

/** As wide as the text of a printed sheet, in points. */
export const sheetFigure: FigureSize = { width: 495, tallest: 248, strip: 40, font: 7.6, names: 'beside' };
/** As wide as a narrow phone, in pixels. */
export const phoneFigure: FigureSize = { width: 320, tallest: 640, strip: 58, font: 11, names: 'above' };

export interface FigureLayout {
  readonly height: number;
  readonly left: number;
  readonly right: number;
  /** Room for names beside the plot; all of the width where they stand above. */
  readonly nameWidth: number;
  readonly strips: readonly Box[];
  readonly lanes: readonly Box[];
  /** Where the days are told. */
  readonly axis: number;
}

/** From the top of the plot of a strip or lane to its bottom. */
export interface Box {
  readonly top: number;
  readonly bottom: number;
}

const NAMES_BESIDE = 100;
const LOWEST_STRIP = 21;

export function layoutOf(figure: FigureView, size: FigureSize): FigureLayout {
  const { font, width, names } = size;
  const type = { size: font };
  const ticks = figure.strips.flatMap((strip) =>
    extremesOf(strip).map((value) => textWidth(strip.shown(value), type)),
  );
  const latest = figure.strips.map((strip) =>
    textWidth(latestOf(strip)?.text ?? '', { ...type, bold: true }),
  );
  const left = (names === 'beside' ? NAMES_BESIDE : 0) + Math.max(0, ...ticks) + font;
  const title = names === 'above' ? font * 1.5 : 0;
  const gap = font * (names === 'above' ? 0.9 : 1.15);
  const laneHeight = font * 1.75;
  const laneGap = font * (names === 'above' ? 0.45 : 0.35);
  const edge = font * 0.6;
  const fixed = edge + figure.lanes.length * (title + laneHeight + laneGap) + gap + font * 2.2;
  const perStrip = (size.tallest - fixed) / Math.max(1, figure.strips.length) - title - gap;
  const stripHeight = Math.max(LOWEST_STRIP, Math.min(size.strip, perStrip));
  let y = edge;
  const stack = (height: number, after: number): Box => {
    const top = y + title;
    y = top + height + after;
    return { top, bottom: top + height };
  };
  const strips = figure.strips.map(() => stack(stripHeight, gap));
  y += gap / 2;
  const lanes = figure.lanes.map(() => stack(laneHeight, laneGap));
  return {
    height: Math.ceil(y + font * 1.9),
    left,
    right: width - Math.max(0, ...latest) - font * 0.9,
    nameWidth: names === 'beside' ? NAMES_BESIDE : width,
    strips,
    lanes,
    axis: y,
  };
}

/** The lowest and the highest value there is; one where they are the same. */
export function extremesOf({ values }: FigureStrip): number[] {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? [] : [...new Set([Math.min(...present), Math.max(...present)])];
}

export function latestOf({
  values,
  shown,
}: FigureStrip): { index: number; value: number; text: string } | undefined {
  const index = values.findLastIndex((value) => value !== null);
  const value = values[index];
  return value === undefined || value === null ? undefined : { index, value, text: shown(value) };
}

/** The middle of a day across the plot. */
export function xOf(
  index: number,
  { days }: Pick<FigureView, 'days'>,
  { left, right }: FigureLayout,
): number {
  return left + ((index + 0.5) / (Math.max(1, days - 1) + 1)) * (right - left);
}

export function yOf(value: number, strip: FigureStrip, { top, bottom }: Box): number {
  const { low, high } = scaleOf(strip);
  return top + ((high - value) / (high - low)) * (bottom - top);
}
