import type { Finding, FindingKind } from '../../../src/domain/finding.ts';
import type { TimelineEvent } from '../../../src/domain/timeline.ts';
import type { Day } from '../../../src/shared/day.ts';
import { deviation, drift, eventEffect, shift, type Told } from './paraphrases/changes.ts';
import { discordance, labLink } from './paraphrases/others.ts';
import { chain, link, rule } from './paraphrases/patterns.ts';
import { Phrasing } from './paraphrases/phrasing.ts';

export interface Paraphrase {
  readonly kind: FindingKind;
  readonly template: number;
  readonly text: string;
}

interface Scene {
  readonly asOf: Day;
  readonly findings: readonly Finding[];
  readonly timeline: readonly TimelineEvent[];
}

/** True sentences about one finding, as writers of many habits would put them. Which way each fact is written goes by `seed`. */
export function paraphrase(finding: Finding, scene: Scene, seed: number): Paraphrase[] {
  const told: Told = { ...scene, p: new Phrasing(seed) };
  return textsOf(finding, told, scene.findings).map((text, template) => ({
    kind: finding.kind,
    template,
    text,
  }));
}

/** Every third template was kept out of sight while the checker was fitted to the others. */
export function isHeldOut({ template }: Paraphrase): boolean {
  return template % 3 === 2;
}

function textsOf(finding: Finding, told: Told, findings: readonly Finding[]): string[] {
  switch (finding.kind) {
    case 'shift':
      return shift(finding, told);
    case 'event-effect':
      return eventEffect(finding, told);
    case 'drift':
      return drift(finding, told);
    case 'deviation':
      return deviation(finding, told);
    case 'link':
      return link(finding, told);
    case 'rule':
      return rule(finding, told);
    case 'chain':
      return chain(finding, told, findings);
    case 'lab-link':
      return labLink(finding, told);
    case 'discordance':
      return discordance(finding, told);
    case 'red-flag':
      return [];
  }
}
