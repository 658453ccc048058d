import { LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, GraphicComponent, GridComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer]);

interface Size {
  readonly width: number;
  readonly height: number;
}

/** An option as an SVG element that stands alone: its own viewBox, ids that depend on nothing but `id`. */
export function drawOption(option: EChartsCoreOption, { width, height }: Size, id: string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    return tidy(chart.renderToSVGString({ useViewBox: true }), id);
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

/** Before what belongs to no picture: the end, and the definitions where there are any. */
export function withMarkup(svg: string, markup: string): string {
  return svg.replace(/<defs|<\/svg>/, (end) => `${markup}${end}`);
}
