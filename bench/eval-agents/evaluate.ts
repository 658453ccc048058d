import { join } from 'node:path';
import { consult } from '../../agents/consult.ts';
import { createRegistry } from '../../agents/registry.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import type { Speaker } from '../../src/domain/agent-id.ts';
import { agentAnswerSchema, type TalkingPoint } from '../../src/domain/talking-point.ts';
import { lexiconOf } from '../../src/llm/lexicon.ts';
import type { Model } from '../../src/llm/model.ts';
import { loadPrompt } from '../../src/llm/prompts.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import type { Task } from './packets.ts';
import { type Score, scoreOf } from './score.ts';

export interface Row extends Score {
  readonly packet: string;
  readonly agent: string;
}

/** One after the other: a provider's limits are not what is measured. */
export async function evaluate(
  tasks: readonly Task[],
  modelFor: (speaker: Speaker) => Model | undefined,
): Promise<Row[]> {
  const registry = createRegistry();
  const lexicon = lexiconOf(loadKnowledge(join(packageRoot(), 'knowledge')));
  const rows: Row[] = [];
  for (const { name, packet } of tasks) {
    const agent = registry.find(packet.agent);
    const model = modelFor(packet.agent);
    if (agent === undefined || model === undefined) continue;
    const offers: (readonly TalkingPoint[])[] = [];
    const prompt = loadPrompt(join(packageRoot(), 'prompts'), agent.prompt);
    const began = performance.now();
    const interpretation = await consult(agent, packet, {
      model: overheard(model, offers),
      prompt,
      lexicon,
      goOnWithout: () => true,
    });
    const seconds = (performance.now() - began) / 1000;
    rows.push({
      packet: name,
      agent: agent.id,
      ...scoreOf(packet, lexicon, offers, interpretation, agent.narrate(packet)),
      seconds,
    });
  }
  return rows;
}

/** Writes down what a model offers before anything is held back. */
function overheard(model: Model, offers: (readonly TalkingPoint[])[]): Model {
  return {
    ...model,
    async generate(request) {
      const answer = await model.generate(request);
      const parsed = agentAnswerSchema.safeParse(answer.value);
      if (parsed.success) offers.push(parsed.data.points);
      return answer;
    },
  };
}
