import type { Day } from '../shared/day.ts';
import type { AgentId } from './agent-id.ts';
import type { Coverage, Finding } from './finding.ts';
import type { EvidenceEntry } from './knowledge.ts';
import type { CustomMetric } from './metric.ts';
import type { PageRecord } from './page-record.ts';
import type { Appointment } from './profile.ts';
import type { Recommendation } from './recommendation.ts';
import type { RaisedFlag } from './red-flags/raised-flag.ts';
import type { Fallback, TalkingPoint } from './talking-point.ts';
import type { TimelineEvent } from './timeline.ts';

/**
 * The one document model behind Markdown, HTML, PDF, terminal and web page. Pages are kept: what was added to the model
 * later is absent on those of before.
 */
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
  /** What the wording took; absent where no model was asked. */
  readonly usage?: PageUsage | undefined;
  /** The number to call where the person lives. */
  readonly emergencyNumber?: string | undefined;
  /** What was raised within the window, by day, whether it still stands among the findings or not. */
  readonly redFlagLog?: readonly LoggedFlag[] | undefined;
  readonly recommendation?: Recommendation | undefined;
  /** Why there is none, in its place. */
  readonly withoutRecommendation?: string | undefined;
  /** What was agreed at earlier visits, and whether the numbers have moved since. */
  readonly followUps?: readonly FollowUp[] | undefined;
  /** An appointment that has passed without a word of what came of it. */
  readonly untold?: Pick<Appointment, 'day' | 'clinician'> | undefined;
  /** What stands on the page from the record rather than from a finding. */
  readonly record?: PageRecord | undefined;
  readonly version: string;
  readonly dataHash: string;
}

export interface LoggedFlag extends Pick<RaisedFlag, 'day' | 'urgency' | 'message' | 'seen'> {
  /** What raised it is no longer read so: it was changed or withdrawn, and somebody may have been told by then. */
  readonly isChangedSince?: true;
}

/** A page and the round it came of. */
export interface RoundPage {
  readonly roundId: string;
  readonly page: Page;
}

export interface PageUsage {
  /** Those that answered. */
  readonly models: readonly string[];
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens, those that providers had kept from earlier calls. */
  readonly cachedInputTokens?: number | undefined;
  readonly cost?: number | undefined;
  /** Sentences that were not let through. */
  readonly rejected: number;
  /** Why some of the wording is rule-based although a model was asked. */
  readonly fallbacks?: readonly Fallback[] | undefined;
}

/** "Did it help?": the numbers before and after a change that was agreed at a visit. */
export interface FollowUp {
  readonly id: string;
  /** The change in the person's own words, from the day it holds, and with whom it was agreed. */
  readonly what: string;
  readonly day: Day;
  readonly clinician: string;
  readonly metric: string;
  readonly verdict: 'better' | 'worse' | 'changed' | 'not-seen' | 'too-early';
  readonly text: string;
  readonly claims: readonly string[];
}

export interface PageAppointment extends Pick<Appointment, 'day' | 'time' | 'clinician' | 'specialty'> {
  readonly daysAway: number;
}

export interface PagePoint extends TalkingPoint {
  readonly id: string;
  readonly agents: readonly AgentId[];
  readonly section: 'what-changed' | 'patterns' | 'new' | 'urgent';
  /** Whether it was there at the last visit; `kept` was raised then and is to be looked at again. */
  readonly standing?: 'new' | 'known' | 'kept' | undefined;
  /** The same claims for the patient: short words and sentences, by rule alone. */
  readonly plain?: string | undefined;
  /** What the point stands on, part by part, in words of code alone. */
  readonly facts?: PointFacts | undefined;
}

export interface PointFacts {
  readonly changed: string;
  readonly since?: string | undefined;
  readonly against?: string | undefined;
  /** What came before it: a place in time, no cause. */
  readonly before?: string | undefined;
  readonly sure: string;
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
