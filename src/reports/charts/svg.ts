import { LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartView } from './chart-view.ts';
import { stripDots } from './strip-dots.ts';
import { type StripSize, stripOption } from './strip-option.ts';

use([LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer]);

/** The same strip stands in the HTML and in the PDF of a page, and drawing it is a good part of making either. */
const drawn = new WeakMap<ChartView, Map<StripSize, string>>();

/** One strip as an SVG element that stands alone: its own viewBox, ids that depend on nothing but the chart. */
export function stripSvg(chart: ChartView, size: StripSize): string {
  const bySize = drawn.get(chart) ?? new Map<StripSize, string>();
  const svg = bySize.get(size) ?? makeStrip(chart, size);
  drawn.set(chart, bySize.set(size, svg));
  return svg;
}

function makeStrip(chart: ChartView, size: StripSize): string {
  const svg = tidy(draw(stripOption(chart, size), size), `${chart.id}-${size.width}`);
  return svg.replace(/<defs|<\/svg>/, (end) => `${stripDots(chart, size)}${end}`);
}

function draw(option: EChartsCoreOption, { width, height }: StripSize): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    return chart.renderToSVGString({ useViewBox: true });
  } finally {
    chart.dispose();
  }
}

/**
 * echarts numbers its ids per process and adds hover styles and data attributes for a script that is not there:
 * without them the same chart is the same text, and two charts in one document do not share ids.
 */
function tidy(svg: string, id: string): string {
  return svg
    .replace(/<style\s*>[\s\S]*?<\/style>/g, '')
    .replace(/\s(?:ecmeta_[\w-]+|class|pointer-events|xmlns:xlink|baseProfile|version)="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/<rect [^>]*fill="none"[^>]*><\/rect>/, '')
    .replace(/\n+/g, '');
}
