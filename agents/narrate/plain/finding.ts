import type { Finding } from '../../../src/domain/finding.ts';
import { narrateRedFlag } from '../other.ts';
import type { Scene } from '../scene.ts';
import { chainPlainly } from './chain.ts';
import { deviationPlainly } from './deviation.ts';
import { alsoDriftedPlainly, driftPlainly } from './drift.ts';
import { eventEffectPlainly } from './event-effect.ts';
import { linkPlainly } from './link.ts';
import { discordancePlainly, labLinkPlainly } from './other.ts';
import { rulePlainly } from './rule.ts';
import { alsoShiftedPlainly, shiftPlainly } from './shift.ts';

/** One finding in the words the patient reads: the same numbers in short sentences, at grade 6 or below. */
export function narratePlain(finding: Finding, scene: Scene): string {
  switch (finding.kind) {
    case 'shift':
      return shiftPlainly(finding, scene);
    case 'drift':
      return driftPlainly(finding, scene);
    case 'deviation':
      return deviationPlainly(finding, scene);
    case 'link':
      return linkPlainly(finding, scene);
    case 'rule':
      return rulePlainly(finding, scene);
    case 'chain':
      return chainPlainly(finding, scene);
    case 'event-effect':
      return eventEffectPlainly(finding, scene);
    case 'lab-link':
      return labLinkPlainly(finding, scene);
    case 'discordance':
      return discordancePlainly(finding, scene);
    case 'red-flag':
      return narrateRedFlag(finding);
  }
}

/** A finding as a later voice of a story that another finding has begun. */
export function accompanyPlain(finding: Finding, lead: Finding, scene: Scene): string {
  if (lead.kind === 'shift' || lead.kind === 'event-effect') {
    if (finding.kind === 'shift' || finding.kind === 'event-effect')
      return alsoShiftedPlainly(finding, scene);
    if (finding.kind === 'drift') return alsoDriftedPlainly(finding, scene);
  }
  return narratePlain(finding, scene);
}
