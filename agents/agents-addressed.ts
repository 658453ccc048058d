import type { AgentId } from '../src/domain/agent-id.ts';
import type { Finding } from '../src/domain/finding.ts';
import { isWorthTelling } from './worth-telling.ts';

/** Who is to speak to these findings. Somebody without a finding is not asked. */
export function agentsAddressed(findings: readonly Finding[]): Set<AgentId> {
  return new Set(findings.filter(isWorthTelling).flatMap((finding) => finding.agents));
}
