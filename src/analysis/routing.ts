import { type AgentId, agentIds } from '../domain/agent-id.ts';
import { cycleStateOn } from '../domain/cycle-phase.ts';
import type { Finding } from '../domain/finding.ts';
import type { Metric } from '../domain/metric.ts';
import { type CycleEntry, lifeEventKinds, type Profile } from '../domain/profile.ts';
import type { TimelineEvent } from '../domain/timeline.ts';
import { type Day, daysBetween, isDay } from '../shared/day.ts';
import { stableId } from '../shared/ids.ts';

/** How long before a change an event may lie to be named beside it. */
const EVENT_REACH_DAYS = 14;

/** Who is to speak: those who own a metric, and the medicines' specialist when a medicine changed before it. */
export function agentsFor(metrics: readonly Metric[], events: Finding['events']): AgentId[] {
  const owners = new Set(metrics.flatMap(({ agents }) => agents));
  if (events.some(({ kind }) => kind.startsWith('medication-'))) owners.add('medications');
  return inOrder(owners);
}

/**
 * The finding with all who are to speak to it: beside the owners of its metrics those whose matter its kind is, or what
 * came before it, or the time of the cycle in which it lies.
 */
export function routed<Routed extends Finding>(finding: Routed, { cycle }: Pick<Profile, 'cycle'>): Routed {
  const agents = new Set(finding.agents);
  if (finding.kind === 'discordance') agents.add('wellbeing');
  if (finding.kind === 'lab-link') agents.add('metabolic');
  if (finding.events.some(({ kind }) => isOfLife(kind))) agents.add('lifestyle');
  const time = timeInCycle(finding, cycle);
  if (time === undefined) return { ...finding, agents: inOrder(agents) };
  agents.add('cycle');
  return { ...finding, agents: inOrder(agents), events: [...finding.events, time] };
}

/** A new ring changes what is measured, not how somebody lives. */
function isOfLife(kind: string): boolean {
  return kind !== 'device' && lifeEventKinds.some((own) => own === kind);
}

/** What is known to go up and down with the cycle, or with its end. */
const cycleMetrics = [
  'temperatureDeviation',
  'wristTemperature',
  'restingHeartRate',
  'sleepHeartRate',
  'hrv',
  'hrvSdnn',
  'sleepEfficiency',
  'awakeTime',
  'mood',
  'energy',
  'fatigue',
  'pain',
];

/** Patterns hold over months and so over every time of the cycle; only what has a first day of its own stands in one. */
function movesWithCycle({ kind, metrics }: Finding): boolean {
  const hasDay = kind === 'deviation' || kind === 'shift' || kind === 'drift' || kind === 'discordance';
  return hasDay && metrics.some((metric) => cycleMetrics.includes(metric));
}

/** What lasts longer has gone through most of a cycle, and no time of it says anything of it. */
const LONGEST_IN_CYCLE_DAYS = 21;
/** Whatever came with the end of periods or with hormones has come within a year, or is the usual by now. */
const LONGEST_AFTER_DAYS = 365;

/** The entry that the time of a finding is counted from; undefined where the entries tell nothing of it. */
function timeInCycle(finding: Finding, cycle: readonly CycleEntry[]): Finding['events'][number] | undefined {
  const [day, to] = [dayOf(finding), finding.to];
  if (!movesWithCycle(finding) || !isDay(day) || !isDay(to)) return undefined;
  const state = cycleStateOn(cycle, day);
  if (state === undefined) return undefined;
  const { since, cycleDay, phase } = state;
  const daysBefore = daysBetween(since.day, day);
  const isCounted = cycleDay !== undefined && phase !== 'perimenopause';
  if (isCounted && daysBetween(day, to) > LONGEST_IN_CYCLE_DAYS) return undefined;
  if (daysBefore > LONGEST_AFTER_DAYS && phase !== 'perimenopause') return undefined;
  const id = stableId('event', ['cycle', since.kind, since.day]);
  return { id, kind: `cycle-${since.kind}`, day: since.day, daysBefore };
}

/** The night itself where one is told, else the day on which it began. */
function dayOf(finding: Finding): string {
  if (finding.kind === 'shift') return finding.onset;
  return finding.kind === 'deviation' ? finding.to : finding.from;
}

function inOrder(agents: ReadonlySet<AgentId>): AgentId[] {
  return agentIds.filter((id) => agents.has(id));
}

/** Events in the two weeks before a day, the latest first. Nearness in time is all that is said of them. */
export function eventsBefore(timeline: readonly TimelineEvent[], day: Day): Finding['events'] {
  return timeline
    .map((event) => ({
      id: event.id,
      kind: event.kind,
      day: event.day,
      daysBefore: daysBetween(event.day, day),
    }))
    .filter(({ daysBefore }) => daysBefore >= 0 && daysBefore <= EVENT_REACH_DAYS)
    .reverse();
}
