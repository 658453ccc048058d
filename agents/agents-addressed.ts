import type { AgentId } from '../src/domain/agent-id.ts';
import type { Finding } from '../src/domain/finding.ts';
import type { ProfileSection } from '../src/domain/packet.ts';
import type { Agent } from './agent.ts';
import { isWorthTelling } from './worth-telling.ts';

/** Whether a finding is told to an agent: named by it, of a kind it reads, and sure enough to be spoken of. */
export function concerns(agent: Agent, finding: Finding): boolean {
  return (
    isWorthTelling(finding) &&
    finding.agents.includes(agent.id) &&
    agent.reads.kinds.includes(finding.kind) &&
    (finding.kind !== 'event-effect' || mayKnow(agent, finding.event)) &&
    (agent.hears?.(finding) ?? true)
  );
}

/** What happened is told by its kind: medicines, the cycle and the rest of life are sections of their own. */
export function mayKnow(agent: Agent, { kind }: { readonly kind: string }): boolean {
  return agent.reads.sections.includes(sectionOf(kind));
}

function sectionOf(eventKind: string): ProfileSection {
  if (eventKind.startsWith('medication-')) return 'medications';
  return eventKind.startsWith('cycle-') ? 'cycle' : 'events';
}

/** Who is to speak to these findings. Somebody without a finding is not asked. */
export function agentsAddressed(agents: readonly Agent[], findings: readonly Finding[]): Set<AgentId> {
  return new Set(
    agents.filter((agent) => findings.some((finding) => concerns(agent, finding))).map(({ id }) => id),
  );
}
