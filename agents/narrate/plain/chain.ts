import { closedPath, directionsAlong } from '../../../src/domain/chain-directions.ts';
import type { FindingOf } from '../../../src/domain/finding.ts';
import { when } from '../chain.ts';
import type { Scene } from '../scene.ts';
import { comparative, count, metricOf, nameOf } from '../words.ts';

/** "First comes lower sleep efficiency. Then comes lower heart rate variability, one day later." */
export function chainPlainly(finding: FindingOf<'chain'>, scene: Scene): string {
  const steps = closedPath(finding);
  const directions = directionsAlong(finding, steps, scene);
  const told = steps.map((slug, place) => {
    const metric = metricOf(slug, scene);
    const direction = directions?.[place];
    const name =
      direction === undefined ? nameOf(metric) : `${comparative(metric, direction)} ${nameOf(metric)}`;
    return place === 0
      ? `First comes ${name}.`
      : `Then comes ${name}, ${when(finding.lags[place - 1] ?? 0)}.`;
  });
  const closing = finding.loop ? ['This goes round in a loop.'] : [];
  return [...told, ...closing, `We saw this over ${count(finding.n, 'day')}.`].join(' ');
}
