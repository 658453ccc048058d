import type { Config } from './config/config.ts';
import type { ModelRoute } from './config/models.ts';
import type { Secrets } from './config/secrets.ts';
import type { AgentId } from './domain/agent-id.ts';
import { anthropicModel } from './llm/anthropic.ts';
import type { Model } from './llm/model.ts';
import { openAiModel } from './llm/openai.ts';

/** Which model words which agent; undefined means the rule-based narrator. */
export type ModelFor = (agent: AgentId) => Model | undefined;

const TIMEOUT_MS = 60_000;

export function openModels(config: Config, secrets: Secrets, fetchFrom: typeof fetch): ModelFor {
  const opened = new Map<string, Model | undefined>();
  const open = ({ provider, model }: ModelRoute): Model | undefined => {
    const common = { model, fetch: fetchFrom, timeoutMs: TIMEOUT_MS };
    if (provider === 'anthropic' && secrets.anthropicApiKey !== undefined) {
      return anthropicModel({ ...common, apiKey: secrets.anthropicApiKey, baseURL: config.anthropicBaseUrl });
    }
    if (provider === 'openai') {
      // A server in the house often wants no key, but the SDK wants one to be there.
      return openAiModel({
        ...common,
        apiKey: secrets.openaiApiKey ?? 'none',
        baseURL: config.openaiBaseUrl,
      });
    }
    return undefined;
  };
  return (agent) => {
    const route = config.models.byAgent[agent] ?? config.models.default;
    const key = `${route.provider}:${route.model}`;
    if (!opened.has(key)) opened.set(key, open(route));
    return opened.get(key);
  };
}
