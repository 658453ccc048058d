import type { Day } from '../shared/day.ts';
import type { AgentId } from './agent-id.ts';
import type { Coverage, Finding } from './finding.ts';
import type { EvidenceEntry } from './knowledge.ts';
import type { CustomMetric } from './metric.ts';
import type { Appointment } from './profile.ts';
import type { TalkingPoint } from './talking-point.ts';
import type { TimelineEvent } from './timeline.ts';

/** The one document model behind Markdown, HTML, PDF, terminal and web page. */
export interface Page {
  readonly schema: 'rounds.page/1';
  readonly person: string;
  readonly asOf: Day;
  readonly window: { readonly from: Day; readonly to: Day };
  readonly timezone: string;
  readonly appointment: PageAppointment | undefined;
  readonly coverage: Coverage;
  /** The person's own questions, in their words, first. */
  readonly questions: readonly string[];
  readonly points: readonly PagePoint[];
  readonly leftOut: readonly { readonly summary: string; readonly reason: string }[];
  /** Specialists who should have spoken and could not. */
  readonly silent: readonly { readonly agent: AgentId; readonly reason: string }[];
  readonly charts: readonly PageChart[];
  readonly timeline: readonly TimelineEvent[];
  readonly notSeen: readonly string[];
  readonly findings: readonly Finding[];
  /** How the metrics that the person named are told. */
  readonly customMetrics?: readonly CustomMetric[] | undefined;
  readonly evidence: readonly EvidenceEntry[];
  readonly wording: 'rule-based' | 'model' | 'mixed';
  readonly version: string;
  readonly dataHash: string;
}

/** A page and the round it came of. */
export interface RoundPage {
  readonly roundId: string;
  readonly page: Page;
}

export interface PageAppointment extends Pick<Appointment, 'day' | 'time' | 'clinician' | 'specialty'> {
  readonly daysAway: number;
}

export interface PagePoint extends TalkingPoint {
  readonly id: string;
  readonly agents: readonly AgentId[];
  readonly section: 'what-changed' | 'patterns' | 'new' | 'urgent';
}

export interface PageChart {
  readonly metric: string;
  readonly label: string;
  readonly unit: string;
  readonly start: Day;
  readonly values: readonly (number | null)[];
  /** The person's own usual range (middle 80 %), not a population's. */
  readonly band: { readonly low: number; readonly median: number; readonly high: number } | undefined;
}
