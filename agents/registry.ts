import type { AgentId } from '../src/domain/agent-id.ts';
import type { Agent } from './agent.ts';
import { cardiology } from './cardiology.ts';
import { cycle } from './cycle.ts';
import { lifestyle } from './lifestyle.ts';
import { medications } from './medications.ts';
import { metabolic } from './metabolic.ts';
import { recovery } from './recovery.ts';
import { sleep } from './sleep.ts';
import { wellbeing } from './wellbeing.ts';

export interface Registry {
  readonly agents: readonly Agent[];
  find(id: AgentId): Agent | undefined;
}

/** A new agent is one file, one prompt and one line here. */
export const allAgents: readonly Agent[] = [
  sleep,
  cardiology,
  medications,
  recovery,
  wellbeing,
  metabolic,
  cycle,
  lifestyle,
];

export function createRegistry(agents: readonly Agent[] = allAgents): Registry {
  const byId = new Map<AgentId, Agent>();
  for (const agent of agents) {
    if (byId.has(agent.id)) throw new RangeError(`The agent "${agent.id}" is registered twice.`);
    byId.set(agent.id, agent);
  }
  return { agents: [...agents], find: (id) => byId.get(id) };
}
