import type { Finding } from '../src/domain/finding.ts';
import { findMetric, shareFamily } from '../src/domain/metric.ts';
import { type Day, daysBetween, isDay } from '../src/shared/day.ts';
import { isOfCycle } from './narrate/events.ts';

/**
 * Findings that tell the same thing are told once: a chain with its links and rules, the changes of one metric,
 * and the changes of several metrics that began together after the same event.
 */
export function groupStories(findings: readonly Finding[]): Finding[][] {
  const parent = new Map(findings.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    const up = parent.get(id) ?? id;
    return up === id ? id : root(up);
  };
  const join = (left: string, right: string): void => {
    if (parent.has(left) && parent.has(right)) parent.set(root(right), root(left));
  };
  for (const [place, left] of findings.entries()) {
    for (const right of findings.slice(place + 1)) if (sameStory(left, right)) join(left.id, right.id);
  }
  const stories = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = root(finding.id);
    stories.set(key, [...(stories.get(key) ?? []), finding]);
  }
  return [...stories.values()];
}

function sameStory(left: Finding, right: Finding): boolean {
  if (left.kind === 'chain') return belongsToChain(left, right);
  if (right.kind === 'chain') return belongsToChain(right, left);
  if (isPattern(left) && isPattern(right))
    return alike(left.cause, right.cause) && alike(left.effect, right.effect);
  if (left.kind === 'lab-link' && right.kind === 'lab-link') {
    return left.analyte === right.analyte && left.labDay === right.labDay;
  }
  if (!isChange(left) || !isChange(right)) return false;
  if (left.metric === right.metric) return left.direction === right.direction && overlap(left, right);
  return sameEvent(left, right) && startTogether(left, right);
}

export type Pattern = Extract<Finding, { kind: 'link' | 'rule' }>;
type Change = Extract<Finding, { kind: 'shift' | 'drift' | 'event-effect' | 'deviation' }>;

export function isPattern(finding: Finding): finding is Pattern {
  return finding.kind === 'link' || finding.kind === 'rule';
}

export function isChange(finding: Finding): finding is Change {
  return ['shift', 'drift', 'event-effect', 'deviation'].includes(finding.kind);
}

function belongsToChain(chain: Extract<Finding, { kind: 'chain' }>, other: Finding): boolean {
  if (chain.links.includes(other.id)) return true;
  if (!isPattern(other)) return false;
  const next = [...chain.path.slice(1), ...(chain.loop ? chain.path.slice(0, 1) : [])];
  return chain.path.some((slug, place) => alike(slug, other.cause) && alike(next[place] ?? '', other.effect));
}

/** Sleep efficiency and time awake are one thing in two words: what is said of both is said once. */
export function alike(left: string, right: string): boolean {
  if (left === right) return true;
  const [one, other] = [findMetric(left), findMetric(right)];
  return one !== undefined && other !== undefined && shareFamily(one, other);
}

/** When a change began: a range of days, or its first day. */
function began(change: Change): readonly [string, string] {
  if (change.kind === 'shift') return change.onsetRange;
  return change.kind === 'event-effect' ? [change.event.day, change.event.day] : [change.from, change.from];
}

function overlap(left: Change, right: Change): boolean {
  return left.from <= right.to && right.from <= left.to;
}

function sameEvent(left: Change, right: Change): boolean {
  const ids = (change: Change): string[] => [
    ...change.events.filter(({ kind }) => !isOfCycle(kind)).map(({ id }) => id),
    ...(change.kind === 'event-effect' ? [change.event.id] : []),
  ];
  const known = new Set(ids(left));
  return left.kind !== 'deviation' && right.kind !== 'deviation' && ids(right).some((id) => known.has(id));
}

/** Onset ranges that overlap or lie within a week of one another. */
function startTogether(left: Change, right: Change): boolean {
  const [leftFirst, leftLast] = began(left);
  const [rightFirst, rightLast] = began(right);
  const gap = Math.max(distance(leftLast, rightFirst), distance(rightLast, leftFirst));
  return gap <= 7;
}

function distance(from: string, to: string): number {
  return isDay(from) && isDay(to) ? daysBetween(from as Day, to as Day) : Number.POSITIVE_INFINITY;
}
