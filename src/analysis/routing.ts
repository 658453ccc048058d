import { type AgentId, agentIds } from '../domain/agent-id.ts';
import type { Finding } from '../domain/finding.ts';
import type { Metric } from '../domain/metric.ts';
import type { TimelineEvent } from '../domain/timeline.ts';
import type { Day } from '../shared/day.ts';
import { daysBetween } from '../shared/day.ts';

/** How long before a change an event may lie to be named beside it. */
const EVENT_REACH_DAYS = 14;

/** Who is to speak: those who own a metric, and the medicines' specialist when a medicine changed before it. */
export function agentsFor(metrics: readonly Metric[], events: Finding['events']): AgentId[] {
  const owners = new Set(metrics.flatMap(({ agents }) => agents));
  if (events.some(({ kind }) => kind.startsWith('medication-'))) owners.add('medications');
  return agentIds.filter((id) => owners.has(id));
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
