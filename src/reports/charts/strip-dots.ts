import type { ChartView } from './chart-view.ts';
import { chartColours } from './palette.ts';
import { grid, type StripSize, scaleOf } from './strip-option.ts';

const DOT_WIDTH = 2.4;
const LAST_DOT_WIDTH = 6;

/** A dot on each value, the latest larger. A line without length and with round ends is a dot: one path holds them all. */
export function stripDots(chart: ChartView, size: StripSize): string {
  const { low, high } = scaleOf(chart);
  const days = Math.max(1, chart.values.length - 1) + 1;
  const width = size.width - grid.left - grid.right;
  const height = size.height - grid.top - grid.bottom;
  const dots = chart.values.flatMap((value, index) => {
    if (value === null) return [];
    const x = grid.left + ((index + 0.5) / days) * width;
    const y = grid.top + ((high - value) / (high - low)) * height;
    return [`M${x.toFixed(1)} ${y.toFixed(1)}h0`];
  });
  const last = dots.pop();
  return last === undefined ? '' : `${pathOf(dots.join(''), DOT_WIDTH)}${pathOf(last, LAST_DOT_WIDTH)}`;
}

function pathOf(dots: string, width: number): string {
  if (dots === '') return '';
  return `<path fill="none" stroke="${chartColours.ink}" stroke-width="${width}" stroke-linecap="round" d="${dots}"></path>`;
}
