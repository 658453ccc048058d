import type { Day } from '../shared/day.ts';
import type { AgentId } from './agent-id.ts';
import type { Coverage, Finding } from './finding.ts';
import type { EvidenceEntry } from './knowledge.ts';
import type { CustomMetric } from './metric.ts';
import type { Appointment, Profile } from './profile.ts';
import type { TimelineEvent } from './timeline.ts';

export const profileSections = [
  'conditions',
  'medications',
  'labs',
  'appointments',
  'events',
  'notes',
] as const;
export type ProfileSection = (typeof profileSections)[number];

/**
 * All that one agent may know: findings, the profile sections it declared, evidence entries. No name, no birth
 * date, no address. The same data give the same packet, so its hash is the key of a memoised answer.
 */
export interface EvidencePacket {
  readonly agent: AgentId;
  readonly asOf: Day;
  readonly ageBand: string | undefined;
  readonly coverage: Coverage;
  readonly findings: readonly Finding[];
  /** Those the findings speak of. */
  readonly customMetrics?: readonly CustomMetric[] | undefined;
  readonly timeline: readonly TimelineEvent[];
  readonly appointment: Pick<Appointment, 'day' | 'time' | 'clinician' | 'specialty'> | undefined;
  readonly profile: Partial<Pick<Profile, ProfileSection>>;
  readonly evidence: readonly EvidenceEntry[];
}
