import { analyse } from '../../src/analysis/analyse.ts';
import type { Finding, FindingsReport } from '../../src/domain/finding.ts';
import { addDays } from '../../src/shared/day.ts';
import { makePerson } from './person.ts';
import { isClaim, type Recalled, recallOf } from './recall.ts';
import { getScenario } from './scenarios.ts';
import type { Person } from './truth.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** One person to be judged: plain data, so that it can go to another thread and come back. */
export interface Task {
  readonly scenario: string;
  readonly days: number;
  readonly seed: number;
  /** Weekly looks at the same person up to the last day; one look when absent. */
  readonly looks?: number;
}

export interface Claim {
  readonly kind: string;
  readonly grade: string;
  readonly verdict: Verdict;
  readonly metrics: readonly string[];
  readonly q: number | null;
}

export interface Outcome {
  readonly task: Task;
  readonly claims: readonly Claim[];
  readonly recalled: readonly Recalled[];
  /** Weekly looks only: how many looks had a claim, and the false replicated kinds of any look. */
  readonly looksWithClaim?: number;
  readonly replicated?: readonly string[];
}

export function runTask(task: Task): Outcome {
  const person = makePerson(getScenario(task.scenario), task.days, task.seed);
  return task.looks === undefined ? judgeOnce(task, person) : judgeYear(task, person, task.looks);
}

function judgeOnce(task: Task, person: Person): Outcome {
  const report = analyse(person.input);
  const claims = claimsOf(person, report);
  const fever = person.truth.plants.find((plant) => plant.kind === 'fever');
  // Only what was known on the second morning counts.
  const second =
    fever === undefined
      ? undefined
      : analyse({ ...person.input, asOf: addDays(person.start, fever.from + 1) });
  return { task, claims, recalled: recallOf(person, report, second) };
}

function judgeYear(task: Task, person: Person, looks: number): Outcome {
  const replicated = new Set<string>();
  let looksWithClaim = 0;
  let claims: readonly Claim[] = [];
  for (let week = looks - 1; week >= 0; week--) {
    const asOf = addDays(person.input.asOf, -7 * week);
    claims = claimsOf(person, analyse({ ...person.input, asOf }));
    if (claims.some(isFalse)) looksWithClaim += 1;
    for (const claim of claims) {
      if (claim.grade === 'replicated' && isFalse(claim)) replicated.add(claim.kind);
    }
  }
  return { task, claims, recalled: [], looksWithClaim, replicated: [...replicated].sort() };
}

export function isFalse({ verdict }: Pick<Claim, 'verdict'>): boolean {
  return verdict === 'false' || verdict === 'arithmetic';
}

function claimsOf(person: Person, report: FindingsReport): Claim[] {
  return report.findings.filter(isClaim).map((finding) => ({
    kind: kindOf(finding),
    grade: finding.grade,
    verdict: verdictOf(person, finding),
    metrics: finding.kind === 'chain' ? finding.path : finding.metrics,
    q: finding.q,
  }));
}

/** The two families of links are told apart here. */
function kindOf(finding: Finding): string {
  if (finding.kind !== 'link') return finding.kind;
  return finding.lag === 0 ? 'link same day' : 'link lagged';
}
