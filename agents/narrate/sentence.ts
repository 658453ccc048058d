import type { Finding } from '../../src/domain/finding.ts';
import { narrateChain } from './chain.ts';
import { narrateDeviation } from './deviation.ts';
import { accompanyDrift, narrateDrift } from './drift.ts';
import { narrateEventEffect } from './event-effect.ts';
import { narrateLink } from './link.ts';
import { narrateDiscordance, narrateLabLink, narrateRedFlag } from './other.ts';
import { narrateRule } from './rule.ts';
import type { Scene } from './scene.ts';
import { accompanyShift, narrateShift } from './shift.ts';

/** The deterministic words for one finding, built from its numbers. */
export function narrateFinding(finding: Finding, scene: Scene): string {
  switch (finding.kind) {
    case 'shift':
      return narrateShift(finding, scene);
    case 'drift':
      return narrateDrift(finding, scene);
    case 'deviation':
      return narrateDeviation(finding, scene);
    case 'link':
      return narrateLink(finding, scene);
    case 'rule':
      return narrateRule(finding, scene);
    case 'chain':
      return narrateChain(finding, scene);
    case 'event-effect':
      return narrateEventEffect(finding, scene);
    case 'lab-link':
      return narrateLabLink(finding, scene);
    case 'discordance':
      return narrateDiscordance(finding, scene);
    case 'red-flag':
      return narrateRedFlag(finding);
  }
}

/** A finding as a later voice of a story that another finding has begun. */
export function accompany(finding: Finding, lead: Finding, scene: Scene): string {
  if (lead.kind === 'shift' || lead.kind === 'event-effect') {
    if (finding.kind === 'shift' || finding.kind === 'event-effect') return accompanyShift(finding, scene);
    if (finding.kind === 'drift') return accompanyDrift(finding, scene);
  }
  return narrateFinding(finding, scene);
}
