import type { Profile } from '../../src/domain/profile.ts';
import { profileAsOf } from '../../src/domain/profile-as-of.ts';
import type { GroundingContext } from '../../src/llm/grounding-context.ts';
import type { Day } from '../../src/shared/day.ts';
import { matchingEvidence } from '../evidence.ts';
import type { Scene } from '../narrate/scene.ts';
import { isWorthTelling } from '../worth-telling.ts';
import type { CoordinatorInput } from './input.ts';

/** What is spoken of on a page, and all that its words are held against. */
export function sceneOf(input: CoordinatorInput): {
  readonly scene: Scene;
  readonly context: GroundingContext;
  /** As of the day. */
  readonly profile: Profile;
} {
  const { report, timeline, knowledge, appointment } = input;
  const { findings, customMetrics } = report;
  const asOf = report.asOf as Day;
  const profile = profileAsOf(input.profile, asOf);
  const spoken = findings.filter(isWorthTelling);
  const matter = { findings: spoken, timeline, profile };
  const evidence = matchingEvidence(matter, knowledge, knowledge.evidence.length);
  return {
    scene: { asOf, findings: spoken, timeline, evidence, customMetrics },
    context: { asOf, findings, customMetrics, timeline, appointment, profile },
    profile,
  };
}
