import type { ChartView } from './chart-view.ts';
import { drawOption, withMarkup } from './draw.ts';
import { stripDots } from './strip-dots.ts';
import { type StripSize, stripOption } from './strip-option.ts';

/** The same strip stands in the HTML and in the PDF of a page, and drawing it is a good part of making either. */
const drawn = new WeakMap<ChartView, Map<StripSize, string>>();

export function stripSvg(chart: ChartView, size: StripSize): string {
  const bySize = drawn.get(chart) ?? new Map<StripSize, string>();
  const svg = bySize.get(size) ?? makeStrip(chart, size);
  drawn.set(chart, bySize.set(size, svg));
  return svg;
}

function makeStrip(chart: ChartView, size: StripSize): string {
  const svg = drawOption(stripOption(chart, size), size, `${chart.id}-${size.width}`);
  return withMarkup(svg, stripDots(chart, size));
}
