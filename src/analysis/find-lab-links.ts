import type { FindingOf } from '../domain/finding.ts';
import { type Analyte, analyteFinder, type Knowledge } from '../domain/knowledge.ts';
import { labInOwnUnit } from '../domain/lab-units.ts';
import { getMetric } from '../domain/metric.ts';
import type { Lab, Profile } from '../domain/profile.ts';
import type { DailySeries } from '../domain/series.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import { stableId } from '../shared/ids.ts';
import { benjaminiHochberg } from '../stats/benjamini-hochberg.ts';
import { median } from '../stats/median.ts';
import { type PermutationTest, permutationSpearman } from '../stats/permutation-spearman.ts';
import { roundP } from './numbers.ts';
import { agentsFor } from './routing.ts';

type LabLink = FindingOf<'lab-link'>;

/** A lab value goes with the quarter before it; fewer nights say too little of a quarter. */
export const LAB_WINDOW_DAYS = 90;
const FEWEST_NIGHTS = 30;
/** With fewer results no order of them could be surprising: then both are told side by side, as a hint. */
const FEWEST_TESTED = 6;
const FEWEST_TOLD = 3;
const LEVEL = 0.05;

interface Pairing {
  readonly analyte: Analyte;
  readonly metric: string;
  readonly labs: readonly Lab[];
  readonly medians: readonly number[];
  readonly test: PermutationTest | undefined;
}

/** Did a lab value and a metric move together from one result to the next? Levels that merely trend are not compared. */
export function findLabLinks(
  series: ReadonlyMap<string, DailySeries>,
  profile: Profile,
  knowledge: Knowledge,
): LabLink[] {
  const findAnalyte = analyteFinder(knowledge);
  const named = profile.labs.map((lab) => ({ lab, analyte: findAnalyte(lab.analyte) }));
  const pairings = knowledge.labs.flatMap((analyte) => {
    const labs = comparable(
      analyte,
      named.flatMap((one) => (one.analyte === analyte ? [one.lab] : [])),
    );
    return analyte.related.flatMap(({ metric }) => pair(analyte, metric, labs, series) ?? []);
  });
  const q = benjaminiHochberg(pairings.map(({ test }) => test?.p ?? Number.NaN));
  return pairings.flatMap((pairing, index) => toFinding(pairing, q[index] as number) ?? []);
}

/**
 * In the order of their days, one a day, in the analyte's own unit. A unit that cannot be converted and a bound
 * ("<5") are kept in the profile but not compared.
 */
function comparable(analyte: Analyte, labs: readonly Lab[]): Lab[] {
  const ordered = labs
    .flatMap((lab) => (lab.comparator === undefined ? (labInOwnUnit(analyte, lab) ?? []) : []))
    .map((lab) => ({ lab, when: `${lab.day} ${lab.time ?? ''}` }))
    .sort((left, right) => (left.when < right.when ? -1 : left.when > right.when ? 1 : 0))
    .map(({ lab }) => lab);
  return ordered.filter((lab, index) => lab.day !== ordered[index + 1]?.day);
}

function pair(
  analyte: Analyte,
  metric: string,
  labs: readonly Lab[],
  series: ReadonlyMap<string, DailySeries>,
): Pairing | undefined {
  const entry = series.get(metric);
  if (entry === undefined) return undefined;
  const known = labs.flatMap((lab) => {
    const usual = medianBefore(entry, lab.day);
    return usual === undefined ? [] : [{ lab, usual }];
  });
  if (known.length < FEWEST_TOLD) return undefined;
  const values = known.map(({ lab }) => lab.value);
  const medians = known.map(({ usual }) => usual);
  const test = known.length < FEWEST_TESTED ? undefined : permutationSpearman(steps(values), steps(medians));
  return { analyte, metric, labs: known.map(({ lab }) => lab), medians, test };
}

function medianBefore({ start, values }: DailySeries, day: Day): number | undefined {
  const end = daysBetween(start, day) + 1;
  const window = values.subarray(Math.max(0, end - LAB_WINDOW_DAYS), Math.max(0, end));
  const nights = window.filter((value) => !Number.isNaN(value)).length;
  return nights < FEWEST_NIGHTS ? undefined : median(window);
}

function steps(values: readonly number[]): Float64Array {
  return Float64Array.from(values.slice(1), (value, index) => value - (values[index] as number));
}

function toFinding({ analyte, metric, labs, medians, test }: Pairing, q: number): LabLink | undefined {
  const last = labs.at(-1) as Lab;
  const first = labs[0] as Lab;
  const moves = [...steps(medians)].map((step, index) =>
    Math.sign(step * ((labs[index + 1] as Lab).value - (labs[index] as Lab).value)),
  );
  const together = moves.filter((move) => move > 0).length;
  const opposite = moves.filter((move) => move < 0).length;
  const isTested = test !== undefined && q <= LEVEL;
  // A hint is worth its line only when nearly every interval agrees.
  if (!isTested && Math.max(together, opposite) < moves.length) return undefined;
  const rises = isTested ? test.r > 0 : together > opposite;
  const definition = getMetric(metric);
  const count = rises ? together : opposite;
  const how = rises ? 'moved together' : 'moved in opposite directions';
  return {
    kind: 'lab-link',
    id: stableId('lab-link', [analyte.name, metric, rises]),
    metrics: [metric],
    analyte: analyte.name,
    unit: analyte.unit,
    metric,
    labDay: last.day,
    windowDays: LAB_WINDOW_DAYS,
    direction: rises ? 'up' : 'down',
    from: addDays(first.day, 1 - LAB_WINDOW_DAYS),
    to: last.day,
    n: labs.length,
    p: test === undefined ? null : roundP(test.p),
    q: test === undefined ? null : roundP(q),
    grade: isTested ? 'established' : 'watch',
    summary: `${analyte.name} (in ${analyte.unit}) and ${definition.label} (median of the ${LAB_WINDOW_DAYS} days before each result) ${how} in ${count} of ${moves.length} intervals between ${labs.length} results. This is tentative: the results are few.`,
    agents: agentsFor([definition], []),
    events: [],
    limits: ['tentative: a handful of results, and other things change over such months'],
  };
}
