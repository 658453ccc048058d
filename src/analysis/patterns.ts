import type { Grade } from '../domain/finding.ts';
import { shareFamily } from '../domain/metric.ts';
import type { Frame, FrameColumn } from './frame.ts';
import { isFirstEdge } from './priorities.ts';
import {
  type Chain,
  type Edge,
  explainedEdges,
  findChains,
  findLoops,
  type Loop,
} from './recipes/chain-search.ts';
import { type LagCandidate, type PairResult, pairRecipe } from './recipes/pair.ts';
import { type RuleCandidate, ruleRecipe } from './recipes/rule.ts';

/** The pair and rule recipes on one frame. */
interface Tests {
  readonly columns: readonly FrameColumn[];
  readonly groups: Int32Array;
  readonly pair: PairResult;
  readonly rules: readonly RuleCandidate[];
}

/** What is made of them: what everything about patterns is read from. */
export interface Patterns extends Omit<Tests, 'groups'> {
  /** One per ordered pair, at its best lag; established ones and, beside them, those to watch. */
  readonly links: readonly LagCandidate[];
  readonly chains: readonly Chain[];
  readonly loops: readonly Loop[];
  readonly tested: number;
}

/** Below this no link could be told from chance, and the recipe's own demands are not met. */
const FEWEST_DAYS = 60;
const FEWEST_VALUES = 30;
const SMALLEST_R = 0.15;
const REPLICATED_Q = 0.02;
const WATCH_Q = 0.2;

/** Set on the truth bench: links and rules of any kind on at most one in twenty persons without any. */
const LINK_LEVELS = { laggedLevel: 0.025, gateLevel: 1e-4, sameDayLevel: 0.004 } as const;
const RULE_LEVELS = { level: 0.02, gateLevel: 1e-4 } as const;
const FIRST_TESTS = { level: 0.02, gateLevel: 0.005 } as const;

/** `watchLevel`: up to which q a test is looked at closely. */
function testPatterns(frame: Frame, watchLevel: number): Tests | undefined {
  if (frame.length < FEWEST_DAYS) return undefined;
  const columns = frame.columns.filter(({ observed }) => observed >= FEWEST_VALUES);
  if (columns.length < 2) return undefined;
  const values = columns.map((column) => column.values);
  const groups = familyGroups(columns);
  const includes = (cause: number, effect: number, lag: number): boolean => {
    const [left, right] = [columns[cause], columns[effect]] as [FrameColumn, FrameColumn];
    // On one day total sleep and wake time are tied by time in bed; a day apart only true relatives are arithmetic.
    return lag === 0 ? groups[cause] !== groups[effect] : !shareFamily(left.metric, right.metric);
  };
  const slug = (index: number) => slugAt(columns, index);
  const first = {
    ...FIRST_TESTS,
    includes: (cause: number, effect: number, lag: number) => isFirstEdge(slug(cause), slug(effect), lag),
  };
  const pair = pairRecipe(values, frame.weekdays, { ...LINK_LEVELS, includes, groups, first, watchLevel });
  const rules = ruleRecipe(values, pair.base, pair.strict, { ...RULE_LEVELS, includes, first, watchLevel });
  return { columns, groups, pair, rules: rules.candidates };
}

export function findPatterns(frame: Frame): Patterns | undefined {
  const tests = testPatterns(frame, WATCH_Q);
  if (tests === undefined) return undefined;
  const { columns, groups, pair, rules } = tests;
  const best = bestLags(pair.candidates.filter(({ r }) => Math.abs(r) >= SMALLEST_R));
  const accepted = best.filter((link) => link.accepted);
  const edges: Edge[] = representatives(columns, accepted, ({ r }) => Math.abs(r));
  const chains = findChains(pair.base, edges);
  const explained = explainedEdges(chains, edges);
  const isExplained = (one: Edge): boolean =>
    explained.some(
      (edge) =>
        edge.lag === one.lag &&
        groups[edge.cause] === groups[one.cause] &&
        groups[edge.effect] === groups[one.effect],
    );
  const links = best.filter((link) => !isExplained(link));
  const loops = findLoops(
    pair.base,
    edges.filter((edge) => !explained.includes(edge)),
  );
  return {
    columns,
    pair,
    rules: rules.filter((rule) => !isExplained(rule)),
    links,
    chains,
    loops,
    tested: pair.lagged.size + pair.sameDay.size,
  };
}

/** Metrics linked by shared families, also by way of a third, are one group. */
function familyGroups(columns: readonly FrameColumn[]): Int32Array {
  const groups = Int32Array.from(columns.keys());
  columns.forEach(({ metric }, index) => {
    columns.slice(0, index).forEach((other, earlier) => {
      const [from, to] = [groups[index] as number, groups[earlier] as number];
      if (from !== to && shareFamily(metric, other.metric))
        groups.forEach((group, at) => {
          if (group === from) groups[at] = to;
        });
    });
  });
  return groups;
}

/** An established lag stands before one to watch; among equals the smaller p. */
function bestLags(candidates: readonly LagCandidate[]): LagCandidate[] {
  const best = new Map<string, LagCandidate>();
  for (const candidate of candidates) {
    const key = `${candidate.cause} ${candidate.effect}`;
    const before = best.get(key);
    const wins =
      before === undefined ||
      (candidate.accepted && !before.accepted) ||
      (candidate.accepted === before.accepted && candidate.p < before.p);
    if (wins) best.set(key, candidate);
  }
  return [...best.values()];
}

/** Of twins, the one people know by name is told, unless another is clearly stronger. */
const TOLD_FIRST = ['sleepEfficiency', 'deepSleep', 'totalSleep', 'restingHeartRate', 'steps'];
const AS_STRONG = 0.85;

type Association = Edge & { readonly p: number };

/**
 * Sleep efficiency and time awake are one thing in two words; so are steps and active energy. Of findings between the
 * same two families at the same lag one stands for all, or every chain would be told a dozen times.
 */
export function representatives<One extends Association>(
  columns: readonly FrameColumn[],
  found: readonly One[],
  strength: (one: One) => number,
): One[] {
  const metric = (index: number) => (columns[index] as FrameColumn).metric;
  const alike = (left: number, right: number) => left === right || shareFamily(metric(left), metric(right));
  const fame = ({ cause, effect }: One) =>
    [cause, effect].filter((index) => TOLD_FIRST.includes(metric(index).slug)).length;
  const groups: [One, ...One[]][] = [];
  for (const one of [...found].sort((left, right) => left.p - right.p)) {
    const twins = groups.find(
      ([other]) => other.lag === one.lag && alike(other.cause, one.cause) && alike(other.effect, one.effect),
    );
    if (twins === undefined) groups.push([one]);
    else twins.push(one);
  }
  return groups.map((twins) => {
    const [strongest] = twins;
    const close = twins.filter((one) => strength(one) >= AS_STRONG * strength(strongest));
    return close.reduce((told, one) => (fame(one) > fame(told) ? one : told), strongest);
  });
}

/** Keys by metric name, because the columns of an earlier look need not be the same ones. */
export function linkKey(
  { columns }: Pick<Tests, 'columns'>,
  link: Pick<LagCandidate, 'cause' | 'effect' | 'lag' | 'r'>,
): string {
  return [slugAt(columns, link.cause), slugAt(columns, link.effect), link.lag, Math.sign(link.r)].join(' ');
}

export function ruleKey({ columns }: Pick<Tests, 'columns'>, rule: RuleCandidate): string {
  return [
    slugAt(columns, rule.cause),
    rule.side,
    slugAt(columns, rule.effect),
    rule.lag,
    Math.sign(rule.z),
  ].join(' ');
}

export function slugAt(columns: readonly FrameColumn[], index: number): string {
  return (columns[index] as FrameColumn).metric.slug;
}

/** Whether anything of tonight could be replicated: earlier looks cost as much as tonight's. */
export function mayReplicate({ links, rules }: Patterns): boolean {
  return [...links, ...rules].some(({ accepted, q }) => accepted && q <= REPLICATED_Q);
}

/** What earlier looks say: which links and rules were there, at the stricter level, in every one of them. */
export interface Replications {
  readonly links: ReadonlySet<string>;
  readonly rules: ReadonlySet<string>;
}

export function replicationsOf(frames: readonly Frame[]): Replications {
  const held = frames.map((frame) => {
    const tests = testPatterns(frame, REPLICATED_Q);
    const holds = ({ accepted, q }: { accepted: boolean; q: number }) => accepted && q <= REPLICATED_Q;
    return {
      links: tests?.pair.candidates.filter(holds).map((link) => linkKey(tests, link)) ?? [],
      rules: tests?.rules.filter(holds).map((rule) => ruleKey(tests, rule)) ?? [],
    };
  });
  return { links: inAll(held.map(({ links }) => links)), rules: inAll(held.map(({ rules }) => rules)) };
}

function inAll(lists: readonly (readonly string[])[]): Set<string> {
  const [first = [], ...rest] = lists;
  return new Set(first.filter((key) => rest.every((list) => list.includes(key))));
}

/** Replicated: at the stricter level tonight and in every earlier look. */
export function patternGrade({ accepted, q }: { accepted: boolean; q: number }, seenBefore: boolean): Grade {
  if (!accepted) return 'watch';
  return seenBefore && q <= REPLICATED_Q ? 'replicated' : 'established';
}
