import { LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartView } from './chart-view.ts';
import { type StripSize, stripOption } from './strip-option.ts';

use([LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer]);

/** One strip as an SVG element that stands alone: its own viewBox, ids that depend on nothing but the chart. */
export function stripSvg(chart: ChartView, size: StripSize): string {
  return tidy(draw(stripOption(chart, size), size), `${chart.id}-${size.width}`);
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
