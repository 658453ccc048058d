import type { EChartsCoreOption } from 'echarts/core';
import { addDays } from '../../shared/day.ts';
import { shortDay } from '../view/values.ts';
import { bandArea } from './band.ts';
import type { ChartView } from './chart-view.ts';
import { chartColours, chartFont } from './palette.ts';

export interface StripSize {
  readonly width: number;
  readonly height: number;
}

/** Half a printed sheet or a whole phone screen wide, so that one drawing serves both. */
export const stripSize: StripSize = { width: 320, height: 104 };
const TICK_DAYS = 30;

export const grid = { left: 40, right: 38, top: 18, bottom: 22 };
const LABEL_GAP = 11;
const FONT_SIZE = 11;
/** Pixels under which two marker labels would touch. */
const MARKER_GAP = 18;

/**
 * The option object of one strip; the same in a browser and on the server. The left axis names only the lowest and
 * the highest value there is, the right edge the person's own band: every number on the strip is the person's.
 */
export function stripOption(chart: ChartView, size: StripSize): EChartsCoreOption {
  const scale = scaleOf(chart);
  return {
    animation: false,
    textStyle: { fontFamily: chartFont, fontSize: FONT_SIZE, color: chartColours.ink },
    grid: { ...grid, outerBoundsMode: 'none' },
    xAxis: dayAxis(chart),
    yAxis: valueAxis(chart, scale),
    series: [lineOf(chart), bandOf(chart, scale, size), markersOf(chart, size)],
  };
}

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly present: readonly number[];
}

export function scaleOf(chart: ChartView): Scale {
  const present = chart.values.filter((value) => value !== null);
  const band = chart.band === undefined ? [] : [chart.band.low, chart.band.high];
  const all = [...present, ...band];
  if (all.length === 0) return { low: 0, high: 1, present };
  const low = Math.min(...all);
  const high = Math.max(...all);
  const margin = high > low ? (high - low) * 0.06 : 1;
  return { low: low - margin, high: high + margin, present };
}

function dayAxis(chart: ChartView) {
  const last = Math.max(1, chart.values.length - 1);
  const ticks = Array.from(
    { length: Math.floor(last / TICK_DAYS) + 1 },
    (_, step) => last - step * TICK_DAYS,
  );
  return {
    type: 'value',
    min: -0.5,
    max: last + 0.5,
    axisLine: { onZero: false, lineStyle: { color: chartColours.rule } },
    axisTick: { show: true, customValues: ticks, length: 3, lineStyle: { color: chartColours.rule } },
    splitLine: { show: false },
    axisLabel: {
      customValues: ticks,
      color: chartColours.quiet,
      fontSize: FONT_SIZE,
      fontFamily: chartFont,
      margin: 6,
      formatter: (index: number) => shortDay(addDays(chart.start, Math.round(index))),
    },
  };
}

function valueAxis(chart: ChartView, scale: Scale) {
  const ticks = scale.present.length === 0 ? [] : [Math.min(...scale.present), Math.max(...scale.present)];
  return {
    type: 'value',
    min: scale.low,
    max: scale.high,
    axisLine: { show: false },
    axisTick: { show: true, customValues: ticks, length: 3, lineStyle: { color: chartColours.rule } },
    splitLine: { show: false },
    axisLabel: {
      customValues: [...new Set(ticks)],
      color: chartColours.quiet,
      fontSize: FONT_SIZE,
      fontFamily: chartFont,
      formatter: chart.shown,
    },
  };
}

/** Without its dots: echarts would make an element of each, and `stripDots` draws all of them as two. */
function lineOf(chart: ChartView) {
  return {
    type: 'line',
    silent: true,
    connectNulls: false,
    lineStyle: { color: chartColours.ink, width: 1.1 },
    itemStyle: { color: chartColours.ink },
    showSymbol: false,
    z: 4,
    data: chart.values.map((value, index) => [index, value]),
  };
}

/** Grey area for the eye, dotted edges and a dashed median for print without grey. */
function bandOf(chart: ChartView, scale: Scale, size: StripSize) {
  const band = chart.band;
  if (band === undefined) return { type: 'line', data: [] };
  const pixels = (size.height - grid.top - grid.bottom) / (scale.high - scale.low);
  const roomy = Math.min(band.high - band.median, band.median - band.low) * pixels >= LABEL_GAP;
  const apart = (band.high - band.low) * pixels >= LABEL_GAP;
  const { shown } = chart;
  const edge = (value: number, label: string, type: string) => ({
    yAxis: value,
    lineStyle: { type, color: chartColours.accent, width: 0.9 },
    label: { show: label !== '', formatter: label },
  });
  return {
    type: 'line',
    silent: true,
    data: [],
    markArea: bandArea(band),
    markLine: {
      silent: true,
      symbol: 'none',
      label: { position: 'end', distance: 5, ...labelStyle(chartColours.accentInk) },
      data: [
        edge(band.high, apart ? shown(band.high) : '', 'dotted'),
        edge(band.low, apart ? shown(band.low) : '', 'dotted'),
        edge(band.median, roomy || !apart ? shown(band.median) : '', 'dashed'),
      ],
    },
  };
}

function markersOf(chart: ChartView, size: StripSize) {
  const perDay = (size.width - grid.left - grid.right) / Math.max(1, chart.values.length);
  const labels = markerLabels(chart, MARKER_GAP / perDay);
  return {
    type: 'line',
    silent: true,
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { type: 'solid', color: chartColours.quiet, width: 0.8 },
      data: chart.markers.map((marker, place) => ({
        xAxis: marker.index,
        label: {
          show: labels[place] !== '',
          formatter: labels[place] ?? '',
          position: 'end',
          distance: 3,
          fontWeight: 'bold',
          ...labelStyle(chartColours.ink),
        },
      })),
    },
  };
}

/** Numbers of events too close to their neighbours to stand apart share one label: "1–3". */
export function markerLabels(chart: Pick<ChartView, 'markers'>, minimumDays: number): string[] {
  const labels: string[] = [];
  let group = { place: -1, first: 0, last: Number.NEGATIVE_INFINITY };
  for (const [place, { index, number }] of chart.markers.entries()) {
    if (index - group.last < minimumDays) {
      labels.push('');
      labels[group.place] = `${group.first}\u2013${number}`;
      group.last = index;
    } else {
      labels.push(String(number));
      group = { place, first: number, last: index };
    }
  }
  return labels;
}

function labelStyle(color: string) {
  return { color, fontSize: FONT_SIZE, fontFamily: chartFont, textBorderWidth: 0 };
}
