import { describe, expect, it } from 'vitest';
import { ruleBased } from '../../../agents/consult.ts';
import { coordinate } from '../../../agents/coordinator.ts';
import { buildPacket } from '../../../agents/packet.ts';
import { allAgents } from '../../../agents/registry.ts';
import { type AnalysisInput, analyse } from '../../../src/analysis/analyse.ts';
import { findingsReportSchema } from '../../../src/domain/finding.ts';
import type { CustomMetric } from '../../../src/domain/metric.ts';
import { chartsFor } from '../../../src/jobs/charts-for.ts';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { renderMarkdown } from '../../../src/reports/markdown.ts';
import { addDays, type Day } from '../../../src/shared/day.ts';
import { bell, inputOf } from '../../support/analysis-input.ts';

const caffeine: CustomMetric = {
  slug: 'custom:afternoon-caffeine',
  label: 'Caffeine after noon',
  unit: 'mg',
  decimals: 0,
};
const days = 200;
/** Twenty days before the end: the value of the last day is not counted, that day has only begun. */
const ONSET = 180;

function named(input: AnalysisInput, ...metrics: CustomMetric[]): AnalysisInput {
  const series = new Map(
    [...input.series].map(([slug, entry]) => {
      const custom = metrics.find((metric) => metric.slug === slug);
      return [slug, custom === undefined ? entry : { ...entry, custom }] as const;
    }),
  );
  return { ...input, series };
}

const ring = {
  deepSleep: (index: number) => 80 + 8 * bell(index, 1),
  hrv: (index: number) => 35 + 4 * bell(index, 2),
  restingHeartRate: (index: number) => 58 + 2 * bell(index, 3),
};
const level = (index: number) => (index < ONSET ? 60 : 140) + 12 * bell(index, 4);
const planted = named(inputOf({ ...ring, [caffeine.slug]: level }, { days }), caffeine);

function pageOf(input: AnalysisInput) {
  const report = analyse(input);
  const { profile, knowledge } = input;
  const window = { from: addDays(input.asOf, -89), to: input.asOf };
  const sources = { report, profile, timeline: [], appointment: undefined, knowledge };
  return coordinate({
    ...sources,
    interpretations: allAgents.map((agent) => ruleBased(agent, buildPacket(agent, sources))),
    silent: [],
    emergencyNumber: '999',
    charts: chartsFor(input.series, report.findings, window),
    window,
    person: 'anna',
    version: '0',
    dataHash: '0',
  });
}

describe('a metric that the person named', () => {
  it('has its planted shift found, with its own label and unit', () => {
    const report = analyse(planted);
    expect(findingsReportSchema.parse(report)).toEqual(report);
    expect(report.customMetrics).toEqual([caffeine]);
    const shift = report.findings.find(({ metrics }) => metrics.includes(caffeine.slug));
    if (shift?.kind !== 'shift') throw new Error('no shift');
    // Index 180 of 200 days that end on 20 March is 1 March; a fortnight ago it was there as well.
    expect(shift).toMatchObject({ grade: 'replicated', direction: 'up', onset: '2026-03-01' });
    expect(shift.before.mean).toBeCloseTo(60, -1);
    const after = Array.from({ length: 19 }, (_, index) => level(ONSET + index));
    expect(shift.after.mean).toBeCloseTo(after.reduce((sum, value) => sum + value, 0) / 19, 0);
    expect(shift.after.n).toBe(19);
    expect(shift.agents).toEqual(['lifestyle']);
    expect(shift.summary).toMatch(/^Caffeine after noon averaged 1[34]\d mg over the last 19 days/);
  });

  it('stands on the page in these words, in sentence, table and chart', () => {
    const page = pageOf(planted);
    const point = page.points.find(({ text }) => text.includes('Caffeine after noon'));
    expect(point?.text).toMatch(
      /^Caffeine after noon has averaged 1[34]\d mg over the last 19 days, against a usual \d\d mg/,
    );
    expect(point?.question).toContain('higher Caffeine after noon');
    const markdown = renderMarkdown(page);
    expect(markdown).toMatch(/Caffeine after noon, mg \| \(?\d\d\)?[^|]*\| 1[34]\d \| \+\d\d /);
    expect(page.charts).toContainEqual(
      expect.objectContaining({ metric: caffeine.slug, label: 'Caffeine after noon', unit: 'mg' }),
    );
    expect(markdown).not.toContain('custom:');
    expect(markdown).not.toContain('afternoon caffeine');
  });

  it('is checked under its label and unit when a model words it', () => {
    const report = analyse(planted);
    const shift = report.findings.find(({ metrics }) => metrics.includes(caffeine.slug));
    if (shift?.kind !== 'shift') throw new Error('no shift');
    const context = {
      asOf: planted.asOf,
      findings: report.findings,
      customMetrics: report.customMetrics,
      timeline: [],
      appointment: undefined,
      profile: {},
    };
    const faults = (text: string) => checkGrounding(text, context, [shift.id]).map(({ kind }) => kind);
    const [now, usual] = [shift.after.mean, shift.before.mean];
    expect(faults(`Caffeine after noon rose from ${usual} mg to ${now} mg.`)).toEqual([]);
    expect(faults(`Caffeine after noon rose from ${usual} mg to ${now + 20} mg.`)).toEqual(['number']);
    expect(faults(`Caffeine after noon fell to ${now} mg.`)).toEqual(['direction']);
  });

  it('whose unit is told in another one is checked in that', () => {
    const hours = { slug: 'custom:screen-time', label: 'Screen time', unit: 'hours', decimals: 1 };
    const input = named(
      inputOf({ ...ring, [hours.slug]: (index) => (index < ONSET ? 2 : 5) + 0.4 * bell(index, 4) }, { days }),
      hours,
    );
    const { findings, customMetrics } = analyse(input);
    const shift = findings.find(({ metrics }) => metrics.includes(hours.slug));
    if (shift?.kind !== 'shift') throw new Error('no shift');
    const context = {
      asOf: input.asOf,
      findings,
      customMetrics,
      timeline: [],
      appointment: undefined,
      profile: {},
    };
    const faults = (text: string) => checkGrounding(text, context, [shift.id]).map(({ kind }) => kind);
    expect(faults(`Screen time averaged ${shift.after.mean} hours.`)).toEqual([]);
    expect(faults(`Screen time averaged ${shift.after.mean * 60} minutes.`)).toEqual([]);
    expect(faults(`Screen time averaged ${shift.after.mean + 1} hours.`)).toEqual(['number']);
  });

  it('takes part in links with what the ring measures', () => {
    const input = named(
      inputOf(
        {
          ...ring,
          [caffeine.slug]: (index) => 60 + 20 * bell(index, 4),
          hrv: (index) => 35 + 2 * bell(index, 2) - 4 * bell(index - 1, 4),
        },
        { days },
      ),
      caffeine,
    );
    const { findings } = analyse(input);
    const link = findings.find(({ kind, grade }) => kind === 'link' && grade !== 'watch');
    expect(link).toMatchObject({
      cause: caffeine.slug,
      effect: 'hrv',
      lag: 1,
      direction: 'down',
      slopeUnit: 'ms per mg',
    });
    expect(link?.agents).toEqual(['cardiology', 'recovery', 'lifestyle']);
    expect(link?.summary).toContain(
      'With higher Caffeine after noon, heart rate variability tended to be lower',
    );
    const packet = buildPacket(allAgents.find(({ id }) => id === 'cardiology') ?? failing(), {
      report: analyse(input),
      profile: input.profile,
      timeline: [],
      appointment: undefined,
      knowledge: input.knowledge,
    });
    expect(packet.customMetrics).toEqual([caffeine]);
  });
});

describe('series of any kind', () => {
  const alone = analyse(inputOf(ring, { days }));
  const found = (input: AnalysisInput) => analyse(input).findings.filter(({ grade }) => grade !== 'watch');

  it.each<[string, (index: number) => number | undefined]>([
    ['never changes', () => 7],
    ['is zero but once', (index) => (index === 150 ? 1 : 0)],
    ['is given once', (index) => (index === 150 ? 7 : undefined)],
    ['is given once a month', (index) => (index % 30 === 0 ? index : undefined)],
    ['is enormous', (index) => 1e9 * bell(index, 9)],
    ['is tiny', (index) => 1e-12 * bell(index, 9)],
    ['begins yesterday', (index) => (index === days - 2 ? 7 : undefined)],
  ])('break nothing when one %s', (_what, valueAt) => {
    const input = named(inputOf({ ...ring, [caffeine.slug]: valueAt }, { days }), caffeine);
    const report = analyse(input);
    expect(findingsReportSchema.parse(report)).toEqual(report);
    expect(found(input).filter(({ metrics }) => metrics.includes(caffeine.slug))).toEqual([]);
    expect(report.coverage).toEqual(alone.coverage);
    expect(JSON.stringify(pageOf(input))).not.toContain('NaN');
  });

  it('older than the ring do not make the ring look unworn', () => {
    const worn = 60;
    const late = (valueAt: (index: number) => number) => (index: number) =>
      index < days - worn ? undefined : valueAt(index);
    const young = {
      deepSleep: late(ring.deepSleep),
      hrv: late(ring.hrv),
    };
    const input = named(
      inputOf({ ...young, [caffeine.slug]: (index) => 60 + bell(index, 4) }, { days }),
      caffeine,
    );
    expect(analyse(input).coverage).toEqual(analyse(inputOf(young, { days })).coverage);
    expect(analyse(input).coverage).toMatchObject({
      nightsExpected: worn,
      nightsUsed: worn,
      sufficient: true,
    });
  });

  it('without a ring at all are read by themselves', () => {
    const input = named(inputOf({ [caffeine.slug]: level }, { days }), caffeine);
    expect(found(input)).toMatchObject([{ kind: 'shift', metric: caffeine.slug, from: '2026-03-01' as Day }]);
  });

  it('leave what is said of the ring as it is when they are as many as can be and say nothing', () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, stream) => [
        `custom:m${stream}`,
        (index: number) => bell(index, 100 + stream),
      ]),
    );
    const all = found(inputOf({ ...ring, ...many }, { days }));
    expect(all.filter(({ metrics }) => !metrics.some((slug) => slug.startsWith('custom:')))).toEqual(
      found(inputOf(ring, { days })),
    );
    // A false discovery or two in some twenty thousand tests, never a flood.
    expect(all.length).toBeLessThanOrEqual(2);
  });
});

function failing(): never {
  throw new Error('not there');
}
