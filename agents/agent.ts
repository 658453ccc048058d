import type { AgentId, Speaker } from '../src/domain/agent-id.ts';
import type { Finding, FindingKind } from '../src/domain/finding.ts';
import type { EvidencePacket, ProfileSection } from '../src/domain/packet.ts';
import type { TalkingPoint } from '../src/domain/talking-point.ts';

/** Whoever has drafts by rule that a model may put into better words. */
export interface Speaking<Id extends Speaker> {
  readonly id: Id;
  readonly title: string;
  /** Speaks to every finding of the packet without a model. */
  narrate(packet: EvidencePacket): TalkingPoint[];
}

/** A specialist is a value. It sees its packet and nothing else: no database, no network, no clock. */
export interface Agent extends Speaking<AgentId> {
  readonly reads: { readonly kinds: readonly FindingKind[]; readonly sections: readonly ProfileSection[] };
  /** What people wrote on their mornings is given to whom it concerns. */
  readonly readsMornings?: boolean;
  /** Narrows what is routed to it further than kinds can. */
  readonly hears?: (finding: Finding) => boolean;
  /** File in the prompts folder. */
  readonly prompt: string;
}
