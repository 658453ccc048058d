import { escapeHtml } from '../html/escape.ts';
import { chartColours, chartFont } from './palette.ts';
import type { Type } from './text-width.ts';

/** SVG made by hand, where there are boxes and arrows rather than values on axes. */
interface TextAt extends Type {
  readonly x: number;
  /** The middle of the first line. */
  readonly y: number;
  readonly align?: 'start' | 'middle' | 'end';
  readonly colour?: string;
}

export const LINE = 1.22;

export function textLines(lines: readonly string[], at: TextAt): string {
  const { x, y, size, bold = false, align = 'start', colour = chartColours.ink } = at;
  const style = `font-size:${size}px;font-family:${chartFont};${bold ? 'font-weight:bold;' : ''}`;
  return lines
    .map(
      (words, place) =>
        `<text dominant-baseline="central" text-anchor="${align}" style="${style}" x="${fixed(x)}" y="${fixed(y + place * size * LINE)}" fill="${colour}">${escapeHtml(words)}</text>`,
    )
    .join('');
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line is drawn on both sides of where it runs: inside by this it is not cut at the edge of the picture. */
const EDGE = 0.6;

export function boxMarkup({ x, y, width, height }: Rect): string {
  return `<rect x="${fixed(x + EDGE)}" y="${fixed(y + EDGE)}" width="${fixed(width - 2 * EDGE)}" height="${fixed(height - 2 * EDGE)}" rx="4" fill="${chartColours.paper}" stroke="${chartColours.ink}" stroke-width="1"></rect>`;
}

type Point = readonly [x: number, y: number];

const HEAD = 5;

/** Through these points, with a head at the last: the last stretch goes straight along an axis. */
export function arrowMarkup(points: readonly Point[]): string {
  const [tip, before] = [points.at(-1), points.at(-2)];
  if (tip === undefined || before === undefined) return '';
  const [dx, dy] = [Math.sign(tip[0] - before[0]), Math.sign(tip[1] - before[1])];
  const base: Point = [tip[0] - dx * HEAD, tip[1] - dy * HEAD];
  const side = HEAD * 0.6;
  const head = [
    tip,
    [base[0] - dy * side, base[1] - dx * side] as const,
    [base[0] + dy * side, base[1] + dx * side] as const,
  ];
  const line = [...points.slice(0, -1), base];
  return `<polyline fill="none" stroke="${chartColours.ink}" stroke-width="1" points="${listed(line)}"></polyline><polygon fill="${chartColours.ink}" points="${listed(head)}"></polygon>`;
}

export function svgMarkup(width: number, height: number, content: string): string {
  return `<svg width="${fixed(width)}" height="${fixed(height)}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${fixed(width)} ${fixed(height)}">${content}</svg>`;
}

function listed(points: readonly Point[]): string {
  return points.map(([x, y]) => `${fixed(x)},${fixed(y)}`).join(' ');
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
