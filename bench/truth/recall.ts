import type { Finding, FindingOf, FindingsReport } from '../../src/domain/finding.ts';
import { addDays, type Day, daysBetween } from '../../src/shared/day.ts';
import type { Person, Plant } from './truth.ts';

/** What became of one planted thing. */
export interface Recalled {
  /** What was asked for, the same for all persons of a scenario: "link", "edges", "deep sleep". */
  readonly label: string;
  readonly found: boolean;
  /** Kinds of the findings that told it, in their order. */
  readonly as: readonly string[];
  /** Days between the onset told and the one planted. */
  readonly onsetError?: number;
  /** Between the cut told and the one planted, in the unit of the cause. */
  readonly cutError?: number;
}

export function isClaim({ grade, kind }: Finding): boolean {
  return grade !== 'watch' && kind !== 'red-flag';
}

export function recallOf(person: Person, report: FindingsReport, feverReport?: FindingsReport): Recalled[] {
  const claims = report.findings.filter(isClaim);
  const { plants } = person.truth;
  const each = plants.map((plant) => recallPlant(person, plant, claims, feverReport));
  const edges = plants.filter(({ kind }) => kind === 'link').length;
  if (edges < 2) return each;
  const found = each.filter(({ label }) => label.startsWith('link ')).every((one) => one.found);
  return [...each, { label: 'all links', found, as: found ? ['link'] : [] }];
}

function recallPlant(
  person: Person,
  plant: Plant,
  claims: readonly Finding[],
  feverReport: FindingsReport | undefined,
): Recalled {
  switch (plant.kind) {
    case 'link': {
      const { cause, effect, lag } = plant;
      const told = claims.filter(
        (one) => one.kind === 'link' && one.cause === cause && one.effect === effect && one.lag === lag,
      );
      // Single random pairs are told together; the links of a planted path by their ends.
      const alone = person.truth.plants.length === 1;
      return toRecalled(alone ? 'link' : `link ${cause} ${effect}`, told);
    }
    case 'chain': {
      const path = plant.path.join(' ');
      const told = claims.filter(
        (one) => one.kind === 'chain' && ` ${one.path.join(' ')} `.includes(` ${path} `),
      );
      return toRecalled('chain told', told);
    }
    case 'threshold':
      return recallThreshold(plant, claims);
    case 'level':
      return recallLevel(person, plant, claims);
    case 'decline': {
      const told = claims.filter(
        (one) => isChange(one) && one.metric === plant.metric && one.direction === plant.direction,
      );
      return { ...toRecalled('decline', told), ...onsetErrorOf(person, plant.from, told) };
    }
    case 'fever': {
      const told = (feverReport?.findings ?? []).filter(
        (one) => isClaim(one) && one.metrics.includes('temperatureDeviation') && one.direction === 'up',
      );
      return toRecalled('fever by the second night', told);
    }
    case 'lab':
      return toRecalled(
        'lab link',
        claims.filter((one) => one.kind === 'lab-link' && one.metric === plant.metric),
      );
  }
}

function toRecalled(label: string, told: readonly Finding[]): Recalled {
  return { label, found: told.length > 0, as: [...new Set(told.map(({ kind }) => kind))] };
}

function recallThreshold(plant: Extract<Plant, { kind: 'threshold' }>, claims: readonly Finding[]): Recalled {
  const told = claims.filter(
    (one): one is FindingOf<'rule'> =>
      one.kind === 'rule' &&
      one.cause === plant.cause &&
      one.effect === plant.effect &&
      one.lag === plant.lag &&
      one.comparator === '<',
  );
  const [rule] = told;
  return {
    ...toRecalled('threshold', told),
    ...(rule === undefined ? {} : { cutError: rule.threshold - plant.cut }),
  };
}

type Change = FindingOf<'shift'> | FindingOf<'event-effect'> | FindingOf<'drift'>;

function isChange(finding: Finding): finding is Change {
  return finding.kind === 'shift' || finding.kind === 'event-effect' || finding.kind === 'drift';
}

function recallLevel(
  person: Person,
  plant: Extract<Plant, { kind: 'level' }>,
  claims: readonly Finding[],
): Recalled {
  const told = claims.filter(
    (one): one is FindingOf<'shift'> | FindingOf<'event-effect'> =>
      (one.kind === 'shift' || one.kind === 'event-effect') &&
      one.metric === plant.metric &&
      one.direction === plant.direction,
  );
  const honest = told.filter(
    (one) => !plant.inseparable || one.kind === 'shift' || one.overlapping.length > 0,
  );
  return { ...toRecalled(plant.label, honest), ...onsetErrorOf(person, plant.onset, honest) };
}

/** A shift says when it began; an event effect counts from its first day. */
function onsetErrorOf({ start }: Person, onset: number, told: readonly Finding[]): { onsetError?: number } {
  const shift = told.find((one) => one.kind === 'shift');
  const day = shift?.kind === 'shift' ? shift.onset : told[0]?.from;
  return day === undefined ? {} : { onsetError: daysBetween(addDays(start, onset), day as Day) };
}
