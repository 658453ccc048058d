import { closedPath, directionsAlong } from '../../src/domain/chain-directions.ts';
import type { FindingOf } from '../../src/domain/finding.ts';
import type { Scene } from './scene.ts';
import { capital, comparative, count, later, metricOf, nameOf } from './words.ts';

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
