import { describe, expect, it } from 'vitest';
import type { Finding, FindingOf } from '../../../src/domain/finding.ts';
import type { Page } from '../../../src/domain/page.ts';
import { chainSvg } from '../../../src/reports/charts/chain-svg.ts';
import type { ChainView } from '../../../src/reports/charts/chain-view.ts';
import { chainViewOf } from '../../../src/reports/charts/chain-view-of.ts';
import { deepSleepShift, efficiencyRule, loopChain } from '../../fixtures/pages/findings.ts';
import { storyPage } from '../../fixtures/pages/story.ts';
import { hostileText, longName } from '../../fixtures/pages/variants.ts';
import { cutOff, overlaps, textBoxes } from './svg-texts.ts';

function link(id: string, cause: string, effect: string, r: number): FindingOf<'link'> {
  const { metric, onset, onsetRange, before, after, difference, differenceSd, interval, ...common } =
    deepSleepShift;
  const rest = { lag: 0, interval: [r - 0.1, r + 0.1] as [number, number], slope: 1, slopeUnit: '' };
  return { ...common, kind: 'link', id, metrics: [cause, effect], cause, effect, r, ...rest };
}

const toHrv: FindingOf<'rule'> = {
  ...efficiencyRule,
  id: 'rule-1',
  effect: 'hrv',
  effectDirection: 'down',
  effectSize: 8,
};
const toFatigue: FindingOf<'rule'> = {
  ...efficiencyRule,
  id: 'rule-2',
  cause: 'hrv',
  threshold: 35.5,
  lag: 1,
  hits: 30,
  total: 35,
  rate: 30 / 35,
  baseRate: 0.12,
  effectSize: 0,
};
const backAgain: FindingOf<'rule'> = {
  ...toHrv,
  id: 'rule-3',
  cause: 'steps',
  threshold: 4000,
  effect: 'sleepEfficiency',
  lag: 1,
};
const links = [
  link('link-1', 'sleepEfficiency', 'hrv', 0.5),
  link('link-2', 'hrv', 'fatigue', -0.4),
  link('link-3', 'fatigue', 'steps', -0.4),
  link('link-4', 'steps', 'sleepEfficiency', 0.3),
];
const loop: FindingOf<'chain'> = { ...loopChain, lags: [0, 1, 0, 1] };

function page(...findings: Finding[]): Page {
  return { ...storyPage(), findings };
}

function viewOf(chain: Finding, ...others: Finding[]): ChainView {
  const view = chainViewOf(page(chain, ...others), chain);
  if (view === undefined) throw new Error('no chain to draw');
  return view;
}

describe('chainViewOf', () => {
  it('names each step once, with its direction, and says how often each follows', () => {
    const view = viewOf(loop, ...links, toHrv, toFatigue);
    expect(view.steps.map(({ label }) => label)).toEqual([
      'Lower sleep efficiency',
      'Lower heart rate variability',
      'Higher fatigue',
      'Lower steps',
    ]);
    expect(view.isLoop).toBe(true);
    expect(view.arrows).toEqual([
      {
        lag: 'same day',
        share: 'under 78 %: −8 ms or more on 20 of 23 days (87 %), else 30 %',
      },
      {
        lag: 'one day later',
        share: 'under 35.5 ms: higher on 30 of 35 days (86 %), else 12 %',
      },
      { lag: 'same day', share: undefined },
      { lag: 'one day later', share: undefined },
    ]);
  });

  it('says the same in words', () => {
    expect(viewOf({ ...loop, loop: false, path: ['hrv', 'fatigue'], lags: [1] }, toFatigue).caption).toBe(
      'Heart rate variability; then, one day later, fatigue (under 35.5 ms: higher on 30 of 35 days (86 %), else 12 %). Seen in this order over 84 days.',
    );
    expect(viewOf(loop, ...links).caption).toBe(
      'Lower sleep efficiency; then, same day, lower heart rate variability; then, one day later, higher fatigue; then, same day, lower steps; then, one day later, lower sleep efficiency again. Seen in this order over 84 days. It ends where it began: a loop.',
    );
  });

  it('leaves out a rule that tells of the other side than the boxes do', () => {
    const mirrored = { ...toHrv, comparator: '>' as const, effectDirection: 'up' as const };
    expect(viewOf(loop, ...links, mirrored).arrows[0]?.share).toBeUndefined();
  });

  it('tells no direction where a step between is unknown or they do not agree', () => {
    expect(viewOf(loop, ...links.slice(1)).steps[0]?.label).toBe('Sleep efficiency');
    expect(
      viewOf(loop, ...links.slice(0, 3), link('link-4', 'steps', 'sleepEfficiency', -0.3)).steps[2]?.label,
    ).toBe('Fatigue');
  });

  it('takes no rule of another lag, and closes a loop whose path is left open', () => {
    expect(viewOf(loop, { ...toHrv, lag: 2 }).arrows[0]?.share).toBeUndefined();
    const open = viewOf({ ...loop, path: ['sleepEfficiency', 'hrv', 'fatigue', 'steps'] });
    expect(open.steps).toHaveLength(4);
    expect(open.arrows).toHaveLength(4);
  });

  it('is of chains only', () => {
    expect(chainViewOf(page(deepSleepShift), deepSleepShift)).toBeUndefined();
  });
});

describe('chainSvg on a phone', () => {
  it('leaves room for a type that is an eighth wider than ours', () => {
    const svg = chainSvg(viewOf(loop, ...links, toHrv, toFatigue, backAgain), 320);
    const beside = textBoxes(svg).filter(({ text }) => /\d/.test(text));
    expect(beside.length).toBeGreaterThan(2);
    for (const { left, right } of beside) expect(left + (right - left) * 1.125).toBeLessThanOrEqual(320);
  });
});

describe.each([495, 320])('chainSvg %i wide', (width) => {
  const five = {
    ...loop,
    loop: false,
    path: ['sleepEfficiency', 'hrv', 'fatigue', 'steps', 'restingHeartRate'],
    lags: [0, 1, 0, 2],
  };
  const views = [
    viewOf(loop, ...links, toHrv, toFatigue, backAgain),
    viewOf(five, toHrv, toFatigue),
    viewOf({ ...loop, loop: false, path: ['hrv', 'fatigue'], lags: [1] }, toFatigue),
  ];

  it('puts no word on another and none over the edge', () => {
    for (const view of views) {
      const svg = chainSvg(view, width);
      expect(overlaps(textBoxes(svg))).toEqual([]);
      expect(cutOff(svg)).toEqual([]);
    }
  });

  it('says every word of its steps and arrows', () => {
    for (const view of views) {
      const said = textBoxes(chainSvg(view, width))
        .map(({ text }) => text)
        .join(' ')
        .replaceAll('\u00a0', ' ');
      for (const { label } of view.steps) expect(said).toContain(label);
      for (const { lag, share = '' } of view.arrows) {
        expect(said).toContain(lag);
        expect(said).toContain(share);
      }
    }
  });

  it('has a head on each arrow and needs no colour', () => {
    for (const view of views) {
      const svg = chainSvg(view, width);
      expect(svg.match(/<polygon/g)).toHaveLength(view.arrows.length);
      expect(svg).not.toMatch(/\sid=|<marker|NaN/);
      expect(chainSvg(view, width)).toBe(svg);
    }
  });

  it('shortens what is too long and lets it open no tag', () => {
    const [first] = views;
    if (first === undefined) throw new Error('no view');
    const steps = [hostileText, longName.trim(), 'Fatigue', 'Steps'].map((label) => ({ label }));
    const svg = chainSvg({ ...first, steps }, width);
    expect(svg).not.toMatch(/<script|<!--|onload='/);
    expect(overlaps(textBoxes(svg))).toEqual([]);
    expect(cutOff(svg)).toEqual([]);
  });
});

it('stands in one row on a sheet up to five steps', () => {
  const five = viewOf({
    ...loop,
    loop: false,
    path: ['sleepEfficiency', 'hrv', 'fatigue', 'steps', 'restingHeartRate'],
    lags: [0, 1, 0, 2],
  });
  const boxes = [...chainSvg(five, 495).matchAll(/<rect x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) => y);
  expect(boxes).toHaveLength(5);
  expect(new Set(boxes).size).toBe(1);
});
