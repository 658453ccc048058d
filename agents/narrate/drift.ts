import type { FindingOf } from '../../src/domain/finding.ts';
import { afterEvent } from './events.ts';
import type { Scene } from './scene.ts';
import { capital, dayRange, hasWord, metricOf, nameOf, size } from './words.ts';

export function narrateDrift(finding: FindingOf<'drift'>, scene: Scene): string {
  const { perWeek, change, from, to } = finding;
  const metric = metricOf(finding.metric, scene);
  const verb = change < 0 ? 'fallen' : 'risen';
  const start = `${capital(nameOf(metric))} ${hasWord(metric)} ${verb} little by little ${dayRange(from, to, scene.asOf)}`;
  const after = afterEvent(finding, from, scene);
  const began = after === '' ? '' : ` This stretch began${after.slice(1)}.`;
  return `${start}: by ${size(metric, change)} in all, some ${size(metric, perWeek)} a week.${began}`;
}

export function accompanyDrift(finding: FindingOf<'drift'>, scene: Scene): string {
  const { change } = finding;
  const metric = metricOf(finding.metric, scene);
  const verb = change < 0 ? 'fallen' : 'risen';
  return `Over the same period ${nameOf(metric)} ${hasWord(metric)} ${verb} by ${size(metric, change)}, little by little.`;
}
