import { join } from 'node:path';
import type { Agent } from '../agents/agent.ts';
import { createRegistry } from '../agents/registry.ts';
import { loadKnowledge } from '../knowledge/load-knowledge.ts';
import { lexiconOf } from './llm/lexicon.ts';
import { loadPrompt, type Prompt } from './llm/prompts.ts';
import { packageRoot } from './shared/package-root.ts';

/** Who can be asked, what they know, and in which words a model is asked for them: read and checked at start. */
export function openSpecialists() {
  const root = packageRoot();
  const knowledge = loadKnowledge(join(root, 'knowledge'));
  const agents = createRegistry();
  const promptOf = (file: string): Prompt => loadPrompt(join(root, 'prompts'), file);
  const prompts = new Map(agents.agents.map(({ id, prompt }) => [id, promptOf(prompt)]));
  return {
    knowledge,
    agents,
    lexicon: lexiconOf(knowledge),
    coordinatorPrompt: promptOf('coordinator.md'),
    prompt: ({ id }: Pick<Agent, 'id'>) => prompts.get(id) as Prompt,
  };
}
