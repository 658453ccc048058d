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
  if (cycle.length === 0 || !movesWithCycle(finding)) return { ...finding, agents: inOrder(agents) };
  agents.add('cycle');
  return { ...finding, agents: inOrder(agents), events: [...finding.events, ...cycleEvents(finding, cycle)] };
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

function cycleEvents(finding: Finding, cycle: readonly CycleEntry[]): Finding['events'] {
  const day = dayOf(finding);
  const since = isDay(day) ? cycleStateOn(cycle, day)?.since : undefined;
  if (since === undefined || !isDay(day)) return [];
  const id = stableId('event', ['cycle', since.kind, since.day]);
  return [{ id, kind: `cycle-${since.kind}`, day: since.day, daysBefore: daysBetween(since.day, day) }];
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
