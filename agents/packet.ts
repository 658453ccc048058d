import type { Finding, FindingsReport } from '../src/domain/finding.ts';
import type { Knowledge } from '../src/domain/knowledge.ts';
import type { Naming } from '../src/domain/metric.ts';
import type { EarlierPoint, EvidencePacket, MorningWords, ProfileSection } from '../src/domain/packet.ts';
import type { Appointment, Profile } from '../src/domain/profile.ts';
import { profileAsOf } from '../src/domain/profile-as-of.ts';
import type { TimelineEvent } from '../src/domain/timeline.ts';
import { topicOf } from '../src/domain/topic.ts';
import type { Day } from '../src/shared/day.ts';
import type { Agent } from './agent.ts';
import { concerns, mayKnow } from './agents-addressed.ts';
import { matchingEvidence } from './evidence.ts';
import { withoutContacts } from './without-contacts.ts';

export interface PacketSources {
  readonly report: FindingsReport;
  readonly profile: Profile;
  readonly timeline: readonly TimelineEvent[];
  readonly appointment: Appointment | undefined;
  readonly knowledge: Knowledge;
  readonly earlier?: readonly EarlierPoint[] | undefined;
  readonly mornings?: readonly MorningWords[] | undefined;
}

export const MAX_EVIDENCE = 8;

/**
 * What one agent may know: findings routed to it, the profile sections it declared, evidence that matches. No name,
 * no birth date (an age band), no author of a note. A finding of grade "watch" is no claim and is not handed out.
 */
export function buildPacket(agent: Agent, sources: PacketSources): EvidencePacket {
  const { report, profile, appointment } = sources;
  const asOf = report.asOf as Day;
  const findings = report.findings
    .filter((finding) => concerns(agent, finding))
    .map((finding) => withKnownEvents(agent, finding));
  const clean = <Value>(value: Value): Value => withoutContacts(value, report.person);
  const timeline = clean(sources.timeline.filter((event) => mayKnow(agent, event) && event.day <= asOf));
  const known = clean(sectionsOf(agent.reads.sections, profileAsOf(profile, asOf)));
  return {
    agent: agent.id,
    asOf,
    ageBand: ageBandOf(profile.birthYear, asOf),
    coverage: report.coverage,
    findings,
    ...clean(namesFor(findings, report)),
    timeline,
    appointment: appointment === undefined ? undefined : publicPart(appointment),
    profile: known,
    evidence: matchingEvidence(
      { findings, timeline, profile: known, customMetrics: report.customMetrics },
      sources.knowledge,
      MAX_EVIDENCE,
    ),
    earlier: clean(onSameMatter(agent, sources.earlier ?? [], findings)),
    outcomes: outcomesOf(profileAsOf(profile, asOf), findings),
    mornings: agent.readsMornings === true ? clean(sources.mornings ?? []) : [],
  };
}

const MAX_EARLIER = 6;

/** The words of an earlier point may name what came before it: they are for those who read all of that. */
function onSameMatter(
  agent: Agent,
  earlier: readonly EarlierPoint[],
  findings: readonly Finding[],
): EarlierPoint[] {
  const topics = new Set(findings.map(topicOf));
  const readsAll = (['medications', 'events'] as const).every((part) => agent.reads.sections.includes(part));
  return earlier
    .filter((point) => point.topics.some((topic) => topics.has(topic)))
    .slice(0, MAX_EARLIER)
    .map(({ asOf, topics: own, ...words }) => ({ asOf, topics: own, ...(readsAll ? words : {}) }));
}

/** What came of these matters at the doctor's; what was said there is for nobody here. */
function outcomesOf({ visits }: Profile, findings: readonly Finding[]): EvidencePacket['outcomes'] {
  const topics = new Set(findings.map(topicOf));
  return visits.flatMap(({ day, points }) =>
    points
      .filter((point) => point.topics.some((topic) => topics.has(topic)))
      .map((point) => ({ day, ...point })),
  );
}

/** An agent learns only the names of what its findings speak of. */
function namesFor(findings: readonly Finding[], { customMetrics = [] }: FindingsReport): Naming {
  const spoken = new Set(findings.flatMap(({ metrics }) => metrics));
  const named = customMetrics.filter(({ slug }) => spoken.has(slug));
  return named.length === 0 ? {} : { customMetrics: named };
}

/** What came before a finding is told by day and kind; those of a section the agent does not read are left out. */
function withKnownEvents(agent: Agent, finding: Finding): Finding {
  const events = finding.events.filter((event) => mayKnow(agent, event));
  return events.length === finding.events.length ? finding : { ...finding, events };
}

export function publicPart({
  day,
  time,
  clinician,
  specialty,
}: Appointment): NonNullable<EvidencePacket['appointment']> {
  return { day, time, clinician, specialty };
}

/** Questions and authors are personal words that no specialist needs. */
function sectionsOf(sections: readonly ProfileSection[], profile: Profile): EvidencePacket['profile'] {
  const all: Required<EvidencePacket['profile']> = {
    conditions: profile.conditions,
    allergies: profile.allergies,
    medications: profile.medications,
    adherence: profile.adherence,
    labs: profile.labs,
    appointments: profile.appointments.map((entry) => ({ ...entry, questions: [] })),
    events: profile.events,
    cycle: profile.cycle,
    notes: profile.notes.map((note) => ({ ...note, author: '' })),
  };
  return Object.fromEntries(sections.map((section) => [section, all[section]]));
}

/** "60–69": enough to weigh a finding, too little to know someone by. */
export function ageBandOf(birthYear: number | undefined, asOf: Day): string | undefined {
  if (birthYear === undefined) return undefined;
  const age = Number(asOf.slice(0, 4)) - birthYear;
  if (age < 18) return 'under 18';
  if (age >= 90) return '90 or older';
  const decade = Math.floor(age / 10) * 10;
  return decade < 20 ? '18–19' : `${decade}–${decade + 9}`;
}
