import type { EvidencePacket } from '../src/domain/packet.ts';
import type { TalkingPoint } from '../src/domain/talking-point.ts';
import type { Agent } from './agent.ts';
import { narrateStory } from './narrate/story.ts';
import { groupStories } from './stories.ts';

/** Completes an agent with the narrator that all of them share. */
export function specialist(agent: Omit<Agent, 'narrate'>): Agent {
  return {
    ...agent,
    narrate: (packet: EvidencePacket): TalkingPoint[] =>
      groupStories(packet.findings)
        .map((story) => narrateStory(story, packet, agent.id))
        .sort((left, right) => left.priority - right.priority),
  };
}
