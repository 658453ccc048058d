import type { Finding, FindingOf } from '../../src/domain/finding.ts';
import { opposite, unwelcome } from './link.ts';
import type { Scene } from './scene.ts';
import { capital, comparative, count, type Direction, later, metricOf, nameOf } from './words.ts';

/** "Lower sleep efficiency, then lower heart rate variability the same day, then higher fatigue one day later …" */
export function narrateChain(finding: FindingOf<'chain'>, scene: Scene): string {
  const steps = closedPath(finding);
  const directions = directionsAlong(finding, steps, scene);
  const [lag] = finding.lags;
  const sameLag = lag !== undefined && finding.lags.every((other) => other === lag);
  const told = steps.map((slug, place) => {
    const metric = metricOf(slug, scene);
    const name =
      directions === undefined
        ? nameOf(metric)
        : `${comparative(metric, directions[place] ?? 'down')} ${nameOf(metric)}`;
    if (place === 0) return name;
    const again = finding.loop && place === steps.length - 1 ? ' again' : '';
    return `then ${name}${again}${sameLag ? '' : ` ${when(finding.lags[place - 1] ?? 0)}`}`;
  });
  const closing = finding.loop ? ' The pattern ends where it began: a loop.' : '';
  const each = sameLag ? `, each ${when(lag)}` : '';
  return `${capital(told.join(', '))}${each}: this order was seen over ${count(finding.n, 'day')}.${closing}`;
}

export function when(lag: number): string {
  return lag === 0 ? 'the same day' : later(lag);
}

/** Some paths of a loop repeat their first metric at the end and some do not. */
export function closedPath({ path, loop }: FindingOf<'chain'>): readonly string[] {
  const [first] = path;
  return loop && first !== undefined && path.at(-1) !== first ? [...path, first] : path;
}

/** Directions are told only when every step of the chain stands in the packet and they agree all the way. */
export function directionsAlong(
  chain: FindingOf<'chain'>,
  steps: readonly string[],
  scene: Scene,
): Direction[] | undefined {
  const parts = scene.findings.filter(({ id }) => chain.links.includes(id));
  let current = unwelcome(metricOf(steps[0] ?? '', scene));
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
