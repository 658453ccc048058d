import type { AgentId } from '../domain/agent-id.ts';
import type { Finding } from '../domain/finding.ts';

/** Who is to speak. A hint (grade "watch") is no claim and calls for nobody; a red flag always does. */
export function agentsAddressed(findings: readonly Finding[]): Set<AgentId> {
  return new Set(
    findings
      .filter(({ grade, kind }) => grade !== 'watch' || kind === 'red-flag')
      .flatMap((finding) => finding.agents),
  );
}
