import type { ChartView } from './chart-view.ts';
import { chartColours } from './palette.ts';
import { grid, type StripSize, scaleOf } from './strip-option.ts';

const widths = { dot: 2.4, last: 6 };

export function stripDots(chart: ChartView, size: StripSize): string {
  const { low, high } = scaleOf(chart);
  const days = Math.max(1, chart.values.length - 1) + 1;
  const width = size.width - grid.left - grid.right;
  const height = size.height - grid.top - grid.bottom;
  const points = chart.values.flatMap((value, index) => {
    if (value === null) return [];
    return [
      [grid.left + ((index + 0.5) / days) * width, grid.top + ((high - value) / (high - low)) * height],
    ];
  });
  return dotsMarkup(points, widths);
}

/** A dot on each value, the latest larger. A line without length and with round ends is a dot: one path holds them all. */
export function dotsMarkup(points: readonly (readonly number[])[], { dot, last }: typeof widths): string {
  const dots = points.map(([x = 0, y = 0]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`);
  const latest = dots.pop();
  return latest === undefined ? '' : `${pathOf(dots.join(''), dot)}${pathOf(latest, last)}`;
}

function pathOf(dots: string, width: number): string {
  if (dots === '') return '';
  return `<path fill="none" stroke="${chartColours.ink}" stroke-width="${Number(width.toFixed(1))}" stroke-linecap="round" d="${dots}"></path>`;
}
