import type { Finding, FindingOf } from './finding.ts';
import { findMetric, type Metric, type Naming } from './metric.ts';

export type Direction = 'up' | 'down';

/** The side that a person would rather avoid. */
export function unwelcome(metric: Pick<Metric, 'better'> | undefined): Direction {
  return metric?.better === 'down' ? 'up' : 'down';
}

export function opposite(direction: Direction): Direction {
  return direction === 'up' ? 'down' : 'up';
}

/** Some paths of a loop repeat their first metric at the end and some do not. */
export function closedPath({ path, loop }: FindingOf<'chain'>): readonly string[] {
  const [first] = path;
  return loop && first !== undefined && path.at(-1) !== first ? [...path, first] : path;
}

/** Directions are told only when every step of the chain is known by a finding and they agree all the way. */
export function directionsAlong(
  chain: FindingOf<'chain'>,
  steps: readonly string[],
  { findings, ...naming }: Naming & { readonly findings: readonly Finding[] },
): Direction[] | undefined {
  const parts = findings.filter(({ id }) => chain.links.includes(id));
  let current = unwelcome(findMetric(steps[0] ?? '', naming));
  const directions: Direction[] = [current];
  for (const [place, effect] of steps.slice(1).entries()) {
    const sign = signOf(parts, steps[place] ?? '', effect);
    if (sign === undefined) return undefined;
    current = sign > 0 ? current : opposite(current);
    directions.push(current);
  }
  return chain.loop && directions.at(-1) !== directions[0] ? undefined : directions;
}

function signOf(parts: readonly Finding[], cause: string, effect: string): number | undefined {
  for (const part of parts) {
    if (part.kind === 'link' && part.cause === cause && part.effect === effect) return Math.sign(part.r) || 1;
    if (part.kind === 'rule' && part.cause === cause && part.effect === effect) {
      return (part.comparator === '<') === (part.effectDirection === 'down') ? 1 : -1;
    }
  }
  return undefined;
}
