import type { AgentId } from '../src/domain/agent-id.ts';
import type { Finding } from '../src/domain/finding.ts';
import type { Agent } from './agent.ts';
import { isWorthTelling } from './worth-telling.ts';

/** Whether a finding is told to an agent: named by it, of a kind it reads, and sure enough to be spoken of. */
export function concerns(agent: Agent, finding: Finding): boolean {
  return (
    isWorthTelling(finding) &&
    finding.agents.includes(agent.id) &&
    agent.reads.kinds.includes(finding.kind) &&
    (agent.hears?.(finding) ?? true)
  );
}

/** Who is to speak to these findings. Somebody without a finding is not asked. */
export function agentsAddressed(agents: readonly Agent[], findings: readonly Finding[]): Set<AgentId> {
  return new Set(
    agents.filter((agent) => findings.some((finding) => concerns(agent, finding))).map(({ id }) => id),
  );
}
