import type { AgentId } from '../src/domain/agent-id.ts';
import type { EvidencePacket } from '../src/domain/packet.ts';
import type { TalkingPoint } from '../src/domain/talking-point.ts';
import { narrateStory } from './narrate/story.ts';
import { confidences } from './narrate/weight.ts';

/** How far a model may move a point up or down. */
const PRIORITY_LEEWAY = 1;

/**
 * Points of a model that passed the checks, weighed as the narrator weighs the same claims: never surer, nearly as
 * important. Nothing is told twice: a point that repeats a claim is left out, and what else it claimed the narrator tells.
 */
export function admit(
  points: readonly TalkingPoint[],
  before: readonly TalkingPoint[],
  packet: EvidencePacket,
  voice: AgentId,
): TalkingPoint[] {
  const told = new Set(before.flatMap(({ claims }) => claims));
  return points.flatMap((point) => {
    if (point.claims.some((claim) => told.has(claim))) return [];
    for (const claim of point.claims) told.add(claim);
    return [weighed(point, packet, voice)];
  });
}

function weighed(point: TalkingPoint, packet: EvidencePacket, voice: AgentId): TalkingPoint {
  const claims = [...new Set(point.claims)];
  const findings = packet.findings.filter(({ id }) => claims.includes(id));
  const draft = narrateStory(findings, packet, voice);
  const surest = confidences.indexOf(draft.confidence);
  const highest = Math.max(1, draft.priority - PRIORITY_LEEWAY);
  return {
    ...point,
    claims,
    citations: [...new Set(point.citations)],
    confidence: confidences[Math.min(surest, confidences.indexOf(point.confidence))] ?? draft.confidence,
    priority: Math.min(Math.max(point.priority, highest), draft.priority + PRIORITY_LEEWAY, 5),
  };
}
