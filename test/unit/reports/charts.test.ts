import { describe, expect, it } from 'vitest';
import { type ChartView, chartViews } from '../../../src/reports/charts/chart-view.ts';
import { markerLabels, stripSize } from '../../../src/reports/charts/strip-option.ts';
import { stripSvg } from '../../../src/reports/charts/svg.ts';
import { day } from '../../fixtures/pages/series.ts';
import { storyPage } from '../../fixtures/pages/story.ts';

const story = storyPage();
const views = chartViews(story, story.points);
const textsOf = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

function strip(change: Partial<ChartView>): ChartView {
  const [first] = views;
  if (first === undefined) throw new Error('the story has no chart');
  return { ...first, ...change };
}

describe('chartViews', () => {
  it('puts the strips of what the points speak about first', () => {
    expect(views.map(({ metric }) => metric)).toEqual([
      'deepSleep',
      'restingHeartRate',
      'sleepEfficiency',
      'hrv',
      'fatigue',
      'bedtime',
    ]);
  });

  it('shows the last ninety days and the events inside them, by their number in the list', () => {
    const values = Array.from({ length: 120 }, (_, index) => index);
    const [view] = chartViews(
      {
        ...story,
        charts: [
          { metric: 'hrv', label: 'hrv', unit: 'ms', start: day('2025-11-21'), values, band: undefined },
        ],
      },
      [],
    );
    expect(view?.start).toBe('2025-12-21');
    expect(view?.values[0]).toBe(30);
    expect(view?.markers).toEqual([
      { index: 72, number: 2 },
      { index: 79, number: 3 },
    ]);
    expect(view?.caption).toBe('No usual range yet; latest 119 on 20 Mar; 90 of 90 nights.');
  });
});

describe('stripSvg', () => {
  it('names dates, own band and own extremes, and nothing else', () => {
    expect(textsOf(stripSvg(strip({}), stripSize)).sort()).toEqual(
      ['18 Feb', '19 Jan', '2', '20 Mar', '26', '3', '66', '82', '97', '99'].sort(),
    );
  });

  it('breaks the line at missing nights', () => {
    const values = [1, 2, null, null, 3, 4];
    const gapped = stripSvg(strip({ values, markers: [], band: undefined }), stripSize);
    const lines = [...gapped.matchAll(/<path d="([^"]+)" fill="none" stroke="#16191d"/g)].map(
      ([, path]) => path,
    );
    expect(lines.join('').match(/M/g)).toHaveLength(2);
  });

  it('draws a strip with no value, one value, or one value throughout', () => {
    for (const values of [[], [null, null], [5], [5, 5, 5]]) {
      const svg = stripSvg(strip({ values, markers: [], band: undefined }), stripSize);
      expect(svg).toMatch(/^<svg .*<\/svg>$/s);
      expect(svg).not.toContain('NaN');
    }
  });

  it('is the same text each time, without a trace of how many were drawn before', () => {
    expect(stripSvg(strip({}), stripSize)).toBe(stripSvg(strip({}), stripSize));
    expect(stripSvg(strip({}), stripSize)).not.toMatch(/zr\d|ecmeta|<style|class=/);
  });
});

describe('markerLabels', () => {
  it('lets close events share a label', () => {
    const markers = [0, 30, 32, 33, 60].map((index, place) => ({ index, number: place + 1 }));
    expect(markerLabels({ markers }, 5)).toEqual(['1', '2–4', '', '', '5']);
  });
});
