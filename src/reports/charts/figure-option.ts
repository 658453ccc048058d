import type { EChartsCoreOption } from 'echarts/core';
import { addDays } from '../../shared/day.ts';
import { shortDay } from '../view/values.ts';
import { bandArea } from './band.ts';
import { laneGraphics } from './figure-lanes.ts';
import { type FigureSize, layoutOf } from './figure-layout.ts';
import { stripGraphics } from './figure-names.ts';
import type { FigureStrip, FigureView } from './figure-view.ts';
import { chartColours, chartFont } from './palette.ts';
import { scaleOf } from './strip-option.ts';

const TICK_DAYS = 30;

/**
 * One chart with a grid for each strip and one behind them all: it carries the days and the hairlines, so that what
 * happened stands at the same place in every strip and lane. The same object draws in a browser and on the server.
 */
export function figureOption(figure: FigureView, size: FigureSize): EChartsCoreOption {
  const layout = layoutOf(figure, size);
  const grids = [{ top: layout.strips[0]?.top ?? 0, bottom: layout.axis }, ...layout.strips];
  return {
    animation: false,
    textStyle: { fontFamily: chartFont, fontSize: size.font, color: chartColours.ink },
    grid: grids.map(({ top, bottom }) => ({
      left: layout.left,
      width: layout.right - layout.left,
      top,
      height: bottom - top,
      outerBoundsMode: 'none',
    })),
    xAxis: grids.map((_, place) => (place === 0 ? dayAxis(figure, size) : hiddenDays(figure, place))),
    yAxis: [
      { type: 'value', min: 0, max: 1, show: false },
      ...figure.strips.map((strip, place) => valueAxis(strip, place + 1)),
    ],
    series: [hairlines(figure), ...figure.strips.flatMap((strip, place) => stripSeries(strip, place + 1))],
    graphic: { elements: [...stripGraphics(figure, size, layout), ...laneGraphics(figure, size, layout)] },
  };
}

function domain({ days }: FigureView) {
  return { type: 'value', min: -0.5, max: Math.max(1, days - 1) + 0.5 } as const;
}

function hiddenDays(figure: FigureView, gridIndex: number) {
  return { ...domain(figure), gridIndex, show: false };
}

function dayAxis(figure: FigureView, { font }: FigureSize) {
  const last = Math.max(0, figure.days - 1);
  const ticks = Array.from(
    { length: Math.floor(last / TICK_DAYS) + 1 },
    (_, step) => last - step * TICK_DAYS,
  );
  return {
    ...domain(figure),
    axisLine: { onZero: false, lineStyle: { color: chartColours.rule, width: 0.6 } },
    axisTick: {
      show: true,
      customValues: ticks,
      length: 3,
      lineStyle: { color: chartColours.rule, width: 0.6 },
    },
    splitLine: { show: false },
    axisLabel: {
      customValues: ticks,
      color: chartColours.quiet,
      fontSize: font,
      fontFamily: chartFont,
      margin: font * 0.6,
      formatter: (index: number) => shortDay(addDays(figure.start, Math.round(index))),
    },
  };
}

function valueAxis(strip: FigureStrip, gridIndex: number) {
  const { low, high } = scaleOf(strip);
  return { type: 'value', gridIndex, min: low, max: high, show: false };
}

function hairlines({ changes }: FigureView) {
  return {
    type: 'line',
    silent: true,
    data: [],
    z: 3,
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { type: 'solid', color: chartColours.quiet, width: 0.7 },
      // A change holds from the beginning of its day.
      data: changes.map((index) => ({ xAxis: index - 0.5 })),
    },
  };
}

/** Grey area for the eye, dotted edges and a dashed median for print without grey. The dots are drawn beside. */
function stripSeries(strip: FigureStrip, gridIndex: number) {
  const { band } = strip;
  const place = { xAxisIndex: gridIndex, yAxisIndex: gridIndex };
  const edge = (value: number, type: string) => ({
    yAxis: value,
    lineStyle: { type, color: chartColours.accent, width: 0.7 },
  });
  const line = {
    type: 'line',
    ...place,
    silent: true,
    connectNulls: false,
    lineStyle: { color: chartColours.ink, width: 0.9 },
    itemStyle: { color: chartColours.ink },
    showSymbol: false,
    z: 4,
    data: strip.values.map((value, index) => [index, value]),
  };
  if (band === undefined) return [line];
  return [
    {
      ...line,
      markArea: bandArea(band),
      markLine: {
        silent: true,
        symbol: 'none',
        label: { show: false },
        data: [edge(band.high, 'dotted'), edge(band.low, 'dotted'), edge(band.median, 'dashed')],
      },
    },
  ];
}
