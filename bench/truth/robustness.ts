import { analyse } from '../../src/analysis/analyse.ts';
import { type FindingsReport, findingsReportSchema } from '../../src/domain/finding.ts';
import { getMetric } from '../../src/domain/metric.ts';
import type { DailySeries } from '../../src/domain/series.ts';
import { addDays, type Day, daysBetween } from '../../src/shared/day.ts';
import { nullNuisances, plain } from './nuisances.ts';
import { makePerson } from './person.ts';
import { plantNothing } from './plant-links.ts';
import { isClaim } from './recall.ts';
import type { TextTable } from './text-table.ts';
import type { Person } from './truth.ts';

/** More findings than this for a person without a pattern is a flood. */
const FLOOD = 12;
const COVERAGE_DAYS = 90;

export interface RobustnessRow {
  readonly name: string;
  readonly problems: readonly string[];
  readonly findings: number;
  readonly claims: number;
  readonly milliseconds: number;
}

type Change = (series: Map<string, DailySeries>, person: Person) => void;

const person = (days: number, seed: number, nuisances = plain): Person =>
  makePerson({ scenario: 'robustness', nuisances, plant: plantNothing }, days, seed);

function eachDay(
  series: Map<string, DailySeries>,
  change: (metric: string, values: Float64Array) => void,
): void {
  for (const { metric, values } of series.values()) change(metric, values);
}

const cases: readonly {
  readonly name: string;
  readonly make: (seed: number) => Person;
  readonly change?: Change;
}[] = [
  { name: 'a third missing', make: (seed) => person(365, seed, { ...plain, missing: [0.33, 0.33] }) },
  {
    name: 'one constant metric',
    make: (seed) => person(365, seed),
    change: (series) => series.get('spo2')?.values.fill(97),
  },
  {
    name: 'all metrics constant',
    make: (seed) => person(180, seed),
    change: (series) => eachDay(series, (_, values) => values.fill(50)),
  },
  { name: 'a single day', make: (seed) => person(1, seed) },
  { name: 'a single week', make: (seed) => person(7, seed) },
  {
    name: 'no values at all',
    make: (seed) => person(100, seed),
    change: (series) => eachDay(series, (_, values) => values.fill(Number.NaN)),
  },
  {
    name: 'a year-long gap',
    make: (seed) => person(730, seed),
    change: (series) => eachDay(series, (_, values) => values.fill(Number.NaN, 200, 565)),
  },
  {
    name: 'nothing since a year',
    make: (seed) => person(600, seed),
    change: (series) => eachDay(series, (_, values) => values.fill(Number.NaN, 235)),
  },
  { name: 'ten years', make: (seed) => person(3650, seed, nullNuisances.mixed) },
  {
    name: 'a change of time zone',
    make: (seed) => person(365, seed),
    change: (series) => {
      for (const slug of ['bedtime', 'sleepMidpoint']) {
        const values = series.get(slug)?.values;
        values?.set(
          values.subarray(250).map((value) => value - 480),
          250,
        );
      }
    },
  },
  { name: 'a 28-day cycle', make: (seed) => person(365, seed, nullNuisances.cycle) },
];

/** Every case once for each seed; leap days are in it, as the persons start on any day of seven years. */
export function runRobustness(seeds: readonly number[]): RobustnessRow[] {
  return cases.map(({ name, make, change }) => {
    const runs = seeds.map((seed) => runOne(make(seed), change));
    const worst = (of: (run: (typeof runs)[number]) => number) => Math.max(...runs.map(of));
    return {
      name,
      problems: [...new Set(runs.flatMap(({ problems }) => problems))],
      findings: worst(({ findings }) => findings),
      claims: worst(({ claims }) => claims),
      milliseconds: worst(({ milliseconds }) => milliseconds),
    };
  });
}

function runOne(subject: Person, change: Change | undefined) {
  const series = new Map(subject.input.series);
  change?.(series, subject);
  const began = performance.now();
  try {
    const report = analyse({ ...subject.input, series });
    const milliseconds = performance.now() - began;
    const claims = report.findings.filter(isClaim).length;
    return { problems: problemsOf(report, series), findings: report.findings.length, claims, milliseconds };
  } catch (error) {
    return { problems: [`crash: ${String(error)}`], findings: 0, claims: 0, milliseconds: 0 };
  }
}

function problemsOf(report: FindingsReport, series: ReadonlyMap<string, DailySeries>): string[] {
  const problems: string[] = [];
  // The schema knows only finite numbers.
  const parsed = findingsReportSchema.safeParse(report);
  if (!parsed.success) problems.push(`not the contract: ${parsed.error.issues[0]?.path.join('.')}`);
  if (/NaN|Infinity|undefined/.test(report.findings.map(({ summary }) => summary).join(' '))) {
    problems.push('a summary without its number');
  }
  const nights = nightsSeen(report.asOf as Day, series);
  if (report.coverage.nightsUsed !== nights) {
    problems.push(`coverage tells ${report.coverage.nightsUsed} of ${nights} nights`);
  }
  if (report.findings.filter(isClaim).length > FLOOD) problems.push('a flood of claims');
  return problems;
}

function nightsSeen(asOf: Day, series: ReadonlyMap<string, DailySeries>): number {
  let nights = 0;
  for (let back = 0; back < COVERAGE_DAYS; back++) {
    const day = addDays(asOf, -back);
    const seen = [...series.values()].some(({ metric, start, values }) => {
      const value = values[daysBetween(start, day)];
      return getMetric(metric).span === 'night' && value !== undefined && !Number.isNaN(value);
    });
    if (seen) nights += 1;
  }
  return nights;
}

export function robustnessTable(rows: readonly RobustnessRow[]): TextTable {
  return {
    title: 'What must not break (worst of the persons tried)',
    header: ['case', 'findings', 'claims', 'ms', 'problems'],
    rows: rows.map(({ name, findings, claims, milliseconds, problems }) => [
      name,
      String(findings),
      String(claims),
      milliseconds.toFixed(0),
      problems.join('; ') || 'none',
    ]),
  };
}
