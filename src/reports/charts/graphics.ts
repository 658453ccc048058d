import { chartColours, chartFont } from './palette.ts';
import { textWidth } from './text-width.ts';

/** An element of echarts' graphic component, in pixels of the chart. */
export interface Element {
  readonly type: 'text' | 'polyline' | 'polygon' | 'rect';
  readonly silent: true;
  readonly z: number;
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly style: Readonly<Record<string, unknown>>;
}

interface TextPlace {
  readonly x: number;
  /** The middle of the line. */
  readonly y: number;
  readonly size: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly colour?: string;
}

export function text(
  words: string,
  { x, y, size, bold = false, align = 'left', colour = chartColours.ink }: TextPlace,
): Element {
  return {
    type: 'text',
    silent: true,
    z: 8,
    style: {
      // Braces would be read as marks of rich text.
      text: words,
      x: rounded(x),
      y: rounded(y),
      align,
      verticalAlign: 'middle',
      fill: colour,
      font: `${bold ? 'bold' : 'normal'} ${size}px ${chartFont}`,
    },
  };
}

/** Words where a hairline or a pattern may run: with white behind them. */
export function platedText(words: string, place: TextPlace): Element[] {
  const { x, y, size, bold = false, align = 'left' } = place;
  const width = textWidth(words, { size, bold });
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  return [plate(left - 1, y - size * 0.62, width + 2, size * 1.24), text(words, place)];
}

export function line(points: readonly number[], stroke: string, width = 0.6): Element {
  return {
    type: 'polyline',
    silent: true,
    z: 5,
    shape: { points: pairs(points) },
    style: { stroke, lineWidth: width, fill: 'none' },
  };
}

export function polygon(points: readonly number[], stroke: string, fill: string): Element {
  return {
    type: 'polygon',
    silent: true,
    z: 5,
    shape: { points: pairs(points) },
    style: { stroke, fill, lineWidth: 0.8 },
  };
}

function plate(x: number, y: number, width: number, height: number): Element {
  return {
    type: 'rect',
    silent: true,
    z: 7,
    shape: { x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) },
    style: { fill: chartColours.paper },
  };
}

function pairs(points: readonly number[]): number[][] {
  return points.flatMap((value, place) =>
    place % 2 === 0 ? [[rounded(value), rounded(points[place + 1] ?? 0)]] : [],
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
