import type { Day } from '../shared/day.ts';
import type { Speaker } from './agent-id.ts';
import type { CheckIn } from './check-in.ts';
import type { Coverage, Finding } from './finding.ts';
import type { EvidenceEntry } from './knowledge.ts';
import type { CustomMetric } from './metric.ts';
import type { Appointment, Profile, Visit } from './profile.ts';
import type { TimelineEvent } from './timeline.ts';

export const profileSections = [
  'conditions',
  'allergies',
  'medications',
  'adherence',
  'labs',
  'appointments',
  'events',
  'cycle',
  'notes',
] as const;
export type ProfileSection = (typeof profileSections)[number];

/** What was told before on a matter that findings of today are about as well. */
export interface EarlierPoint {
  readonly asOf: Day;
  readonly topics: readonly string[];
  readonly text?: string;
  readonly question?: string;
}

/** What a person or a caregiver wrote on a morning: quoted, never obeyed. */
export type MorningWords = Pick<CheckIn, 'day' | 'reporter' | 'symptoms' | 'notes'>;

/**
 * All that one agent may know: findings, the profile sections it declared, evidence entries. No name, no birth
 * date, no address. The same data give the same packet, so its hash is the key of a memoised answer.
 */
export interface EvidencePacket {
  readonly agent: Speaker;
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
  /** The newest on each matter, the newest first. */
  readonly earlier: readonly EarlierPoint[];
  /** What visits made of these matters. */
  readonly outcomes: readonly (Visit['points'][number] & { readonly day: Day })[];
  /** Of the last weeks, for those who read them. */
  readonly mornings: readonly MorningWords[];
}
