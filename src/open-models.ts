import type { RequestBudgetStore } from '../db/stores/request-budget-store.ts';
import type { Config } from './config/config.ts';
import type { ModelRoute } from './config/models.ts';
import type { Secrets } from './config/secrets.ts';
import type { AgentId } from './domain/agent-id.ts';
import { createRequestTurn } from './jobs/request-turn.ts';
import { anthropicModel } from './llm/anthropic.ts';
import { countedModel } from './llm/counted-model.ts';
import { limitedModel } from './llm/limited-model.ts';
import type { Model } from './llm/model.ts';
import { openAiModel } from './llm/openai.ts';
import type { Meter } from './shared/meter.ts';
import { systemWait } from './shared/wait.ts';

/** Which model words which agent; undefined means the rule-based narrator. */
export type ModelFor = (agent: AgentId | 'ask' | 'coordinator') => Model | undefined;

const TIMEOUT_MS = 60_000;

export interface ModelDependencies {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly fetch: typeof fetch;
  readonly requestBudgets: RequestBudgetStore;
  readonly meter: Meter;
}

/** Where no limit is named only the pauses that a provider asks for are kept. */
const NO_LIMIT = { requests: 1_000_000, seconds: 60 };
const titles = { anthropic: 'Anthropic', openai: 'OpenAI' } as const;

export function openModels({
  config,
  secrets,
  requestBudgets,
  meter,
  fetch: fetchFrom,
}: ModelDependencies): ModelFor {
  const opened = new Map<string, Model | undefined>();
  const connect = ({ provider, model }: ModelRoute): Model | undefined => {
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
  const open = (route: ModelRoute): Model | undefined => {
    const model = connect(route);
    if (model === undefined || route.provider === 'none') return undefined;
    const limit = config.modelLimits[route.provider] ?? NO_LIMIT;
    const turn = createRequestTurn(requestBudgets, titles[route.provider], limit, systemWait);
    return limitedModel(countedModel({ ...model, price: route.price }, meter), turn);
  };
  return (agent) => {
    const route = config.models.byAgent[agent] ?? config.models.default;
    const key = `${route.provider}:${route.model}`;
    if (!opened.has(key)) opened.set(key, open(route));
    return opened.get(key);
  };
}
