import { describe, expect, it } from 'vitest';
import type { Page } from '../../../src/domain/page.ts';
import type { PageMedicine } from '../../../src/domain/page-record.ts';
import { type FigureSize, phoneFigure, sheetFigure } from '../../../src/reports/charts/figure-layout.ts';
import { figureOf } from '../../../src/reports/charts/figure-of.ts';
import { figureOption } from '../../../src/reports/charts/figure-option.ts';
import { figureSvg } from '../../../src/reports/charts/figure-svg.ts';
import type { FigureView } from '../../../src/reports/charts/figure-view.ts';
import { markGroups } from '../../../src/reports/charts/mark-groups.ts';
import { shortened, textWidth, wrapped } from '../../../src/reports/charts/text-width.ts';
import { deepSleepShift } from '../../fixtures/pages/findings.ts';
import { lisinopril, medicine, period, takingPage } from '../../fixtures/pages/medicines.ts';
import { chart, day } from '../../fixtures/pages/series.ts';
import { hostileText, insufficientPage, longName } from '../../fixtures/pages/variants.ts';
import { cutOff, overlaps, textBoxes, viewBoxOf } from './svg-texts.ts';

function figure(page: Page): FigureView {
  const view = figureOf(page, page.points);
  if (view === undefined) throw new Error('the page has no figure');
  return view;
}

const sizes: readonly (readonly [string, FigureSize])[] = [
  ['sheet', sheetFigure],
  ['phone', phoneFigure],
];
const textsOf = (svg: string) => textBoxes(svg).map(({ text }) => text);

const aspirin = medicine('Aspirin', [period('2024-01-01', undefined, '81 mg')]);
const statin = medicine('Atorvastatin', [period('2024-01-01', undefined, '20 mg')]);
const ibuprofen = medicine('Ibuprofen', [period('2025-01-01', undefined, '200 mg')], true);

const dozen: readonly PageMedicine[] = Array.from({ length: 12 }, (_, index) =>
  medicine(`${longName.trim()}${index}`, [
    period('2025-10-01', `2026-01-${10 + index}`, `${index + 1} mg`),
    period(`2026-01-${10 + index}`, `2026-01-${11 + index}`, `${index + 2} mg`),
    period(`2026-01-${11 + index}`, undefined, `${index + 3} mg`, '08:00'),
  ]),
);

function busyPage(): Page {
  const page = takingPage(dozen);
  const timeline = Array.from({ length: 40 }, (_, index) => ({
    id: `event-${index}`,
    kind: 'travel' as const,
    day: day(`2026-0${index < 20 ? 2 : 3}-${String((index % 20) + 1).padStart(2, '0')}`),
    label: `Trip ${index + 1}`,
  }));
  return { ...page, timeline };
}

describe('figureOf', () => {
  it('keeps the order a doctor looks for, with the sleep that changed', () => {
    expect(figure(takingPage()).strips.map(({ metric }) => metric)).toEqual([
      'restingHeartRate',
      'hrv',
      'deepSleep',
      'fatigue',
    ]);
  });

  it('shows sleep efficiency where no sleep changed, and another change as the last strip', () => {
    const page = takingPage();
    const shift = { ...deepSleepShift, metric: 'bedtime', metrics: ['bedtime'] };
    const view = figure({ ...page, findings: [shift, ...page.findings.slice(1)] });
    expect(view.strips.map(({ metric }) => metric)).toEqual([
      'restingHeartRate',
      'hrv',
      'sleepEfficiency',
      'fatigue',
      'bedtime',
    ]);
    expect(view.strips.at(-1)?.usual).toBe('usual 22:50–0:05');
  });

  it('draws a dose as long as it was taken', () => {
    const view = figure(
      takingPage([lisinopril, medicine('Prednisone', [period('2026-02-01', '2026-02-06', '40 mg')])]),
    );
    expect(view.start).toBe('2025-12-21');
    expect(view.days).toBe(90);
    expect(view.lanes.map(({ label }) => label)).toEqual(['Lisinopril', 'Prednisone', 'Events']);
    expect(view.lanes[0]?.bars).toEqual([
      { from: 0, to: 71, label: '10 mg at 21:00', step: 0, beganBefore: true, goesOn: false },
      { from: 72, to: 89, label: '20 mg at 21:00', step: 1, beganBefore: false, goesOn: true },
    ]);
    expect(view.lanes[1]?.bars).toEqual([
      { from: 42, to: 46, label: '40 mg', step: 0, beganBefore: false, goesOn: false },
    ]);
    expect(view.lanes[2]?.marks).toEqual([{ index: 79, number: 3 }]);
    expect(view.changes).toEqual([42, 47, 72]);
  });

  it('tells all of it in words', () => {
    const { caption } = figure(takingPage());
    expect(caption).toContain('Deep sleep: Usual 66–97, median 82; latest 39 on 20 Mar; 84 of 90 nights.');
    expect(caption).toContain('Lisinopril: 10 mg at 21:00 until 2 Mar; 20 mg at 21:00 from 3 Mar on.');
    expect(caption).toContain('Events: 3 Cold, two days on 10 Mar.');
  });

  it('gives few unchanged medicines a lane and sums up many', () => {
    const few = figure(takingPage([aspirin, lisinopril, statin]));
    expect(few.lanes.map(({ label }) => label)).toEqual(['Lisinopril', 'Aspirin', 'Atorvastatin', 'Events']);
    const many = figure(takingPage([aspirin, lisinopril, statin, ibuprofen]));
    expect(many.lanes.map(({ label }) => label)).toEqual(['Lisinopril', '3 other medicines', 'Events']);
    expect(many.caption).toContain('Unchanged: Aspirin, Atorvastatin, Ibuprofen.');
  });

  it('numbers medicine changes with the events on pages without a record', () => {
    const { record: _, ...before } = takingPage();
    const view = figure(before);
    expect(view.lanes.map(({ label }) => label)).toEqual(['Events']);
    expect(view.lanes[0]?.marks).toEqual([
      { index: 72, number: 2 },
      { index: 79, number: 3 },
    ]);
    expect(view.changes).toEqual([72]);
  });

  it('says where there is too little for a usual range, and is not drawn where there is too little for anything', () => {
    const page = takingPage();
    const charts = [chart('hrv', 'heart rate variability', 'ms', [40, null, 42], undefined)];
    expect(figure({ ...page, charts }).strips[0]?.usual).toBe('ms, not enough data');
    expect(figureOf({ ...page, charts: [] }, [])).toBeUndefined();
    expect(figureOf(insufficientPage(), [])).toBeUndefined();
  });
});

describe.each(sizes)('figureSvg for a %s', (_, size) => {
  it('is the same text each time and shares no id with another width', () => {
    const first = figureSvg(figure(takingPage()), size);
    expect(figureSvg(figure(takingPage()), size)).toBe(first);
    expect(first).not.toMatch(/zr\d|ecmeta|<style|class=|NaN|undefined/);
    const other = size === sheetFigure ? phoneFigure : sheetFigure;
    const idsOf = (svg: string) => [...svg.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    const shared = idsOf(figureSvg(figure(takingPage()), other)).filter((id) => idsOf(first).includes(id));
    expect(shared).toEqual([]);
  });

  it('puts no word on another and none over the edge, whatever there is to show', () => {
    const page = takingPage();
    const flat = chart('hrv', longName, 'ms', Array(90).fill(40), { low: 39.9, median: 40, high: 40.1 });
    const near = chart('fatigue', 'fatigue', 'of 10', [3, 4, null], { low: 0, median: 5, high: 10 });
    const pages = [
      page,
      busyPage(),
      { ...page, charts: [flat, near] },
      takingPage([aspirin, lisinopril, statin, ibuprofen]),
    ];
    for (const candidate of pages) {
      const svg = figureSvg(figure(candidate), size);
      expect(overlaps(textBoxes(svg))).toEqual([]);
      expect(cutOff(svg)).toEqual([]);
    }
  });

  it('shortens a long name where it is drawn and keeps it in the words', () => {
    const name = longName.trim();
    const view = figure(takingPage([medicine(name, lisinopril.periods)]));
    const drawn = textsOf(figureSvg(view, size)).find((text) => text.startsWith('Extended'));
    expect(drawn).toMatch(/^Extended\w+…$/);
    expect(view.caption).toContain(name);
  });

  it('lets what somebody wrote open no tag', () => {
    const page = takingPage([medicine(hostileText, [period('2026-01-01', '2026-02-01', hostileText)])]);
    const charts = [
      chart('custom:x', hostileText, hostileText, [1, null, 3], { low: 1, median: 2, high: 3 }),
    ];
    const svg = figureSvg(figure({ ...page, charts }), size);
    expect(svg).not.toMatch(/<script|<!--|onload='/);
    expect(
      [...svg.matchAll(/<\/?(\w+)/g)].every(([, name = '']) =>
        /^(svg|g|path|text|rect|defs|clipPath|polygon|polyline)$/.test(name),
      ),
    ).toBe(true);
  });

  it('draws no values, one value, one day', () => {
    const page = takingPage([]);
    const one = { ...page, window: { from: page.window.to, to: page.window.to } };
    for (const values of [Array(90).fill(null), [0], [null, 0, null]]) {
      const charts = [chart('fatigue', 'fatigue', 'of 10', values, undefined)];
      for (const candidate of [
        { ...page, charts },
        { ...one, charts },
      ]) {
        expect(figureSvg(figure(candidate), size)).not.toMatch(/NaN|Infinity|undefined/);
      }
    }
    const charts = [chart('fatigue', 'fatigue', 'of 10', Array(90).fill(null), undefined)];
    expect(textsOf(figureSvg(figure({ ...page, charts }), size))).toContain('no values in these days');
  });
});

describe('the figure of a printed sheet', () => {
  it('states only what the page holds', () => {
    expect(textsOf(figureSvg(figure(takingPage()), sheetFigure)).sort()).toEqual(
      [
        ...['Resting heart rate', 'usual 56–60 bpm', '54', '66', '61'],
        ...['Heart rate variability', 'usual 34–51 ms', '21', '55', '21'],
        ...['Deep sleep', 'usual 66–97 min', '26', '99', '39'],
        ...['Fatigue', 'usual 2–5 of 10', '0', '8', '3'],
        ...['Lisinopril', '10 mg at 21:00', '20 mg at 21:00', 'Events', '3'],
        ...['19 Jan', '18 Feb', '20 Mar'],
      ].sort(),
    );
  });

  it('stays as low as a sheet can spare', () => {
    for (const page of [takingPage(), takingPage([aspirin, lisinopril, statin, ibuprofen])]) {
      const { width, height } = viewBoxOf(figureSvg(figure(page), sheetFigure));
      expect(width).toBe(495);
      expect(height).toBeLessThanOrEqual(250);
    }
  });

  it('is one chart whose grids share their days', () => {
    const { xAxis, grid } = figureOption(figure(takingPage()), sheetFigure);
    const axes = xAxis as { min: number; max: number }[];
    expect(axes).toHaveLength(5);
    for (const { min, max } of axes) expect([min, max]).toEqual([-0.5, 89.5]);
    const grids = grid as { left: number; width: number }[];
    expect(new Set(grids.map(({ left, width }) => `${left} ${width}`)).size).toBe(1);
  });
});

describe('markGroups', () => {
  const room = { left: 0, right: 100, gap: 2 };
  const wide = (label: string) => label.length * 4;
  const labelsOf = (marks: readonly (readonly [number, number])[]) =>
    markGroups(
      marks.map(([x, number]) => ({ x, number })),
      room,
      wide,
    ).map(({ label }) => label);

  it('names apart what stands apart, and only what it holds', () => {
    expect(
      labelsOf([
        [10, 1],
        [50, 2],
      ]),
    ).toEqual(['1', '2']);
    expect(
      labelsOf([
        [10, 1],
        [12, 2],
        [14, 3],
        [80, 4],
      ]),
    ).toEqual(['1–3', '4']);
    expect(
      labelsOf([
        [10, 1],
        [12, 4],
      ]),
    ).toEqual(['1, 4']);
    expect(
      labelsOf([
        [10, 1],
        [11, 4],
        [12, 6],
        [13, 9],
      ]),
    ).toEqual(['1…9']);
  });
});

describe('text widths', () => {
  it('shortens by whole characters and wraps by words', () => {
    const type = { size: 10 };
    expect(shortened('Lisinopril', 100, type)).toBe('Lisinopril');
    expect(textWidth(shortened('Hydrochlorothiazide', 50, type), type)).toBeLessThanOrEqual(50);
    expect(wrapped('Lower heart rate variability', 80, type).join(' ')).toBe('Lower heart rate variability');
    for (const line of wrapped('Lower heart rate variability', 80, type))
      expect(textWidth(line, type)).toBeLessThanOrEqual(80);
  });
});
