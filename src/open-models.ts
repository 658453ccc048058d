import type { RequestBudgetStore } from '../db/stores/request-budget-store.ts';
import type { Config } from './config/config.ts';
import type { ModelRoute } from './config/models.ts';
import type { Secrets } from './config/secrets.ts';
import type { Speaker } from './domain/agent-id.ts';
import { createRequestTurn } from './jobs/request-turn.ts';
import { anthropicModel } from './llm/anthropic.ts';
import { chainedModel } from './llm/chained-model.ts';
import { countedModel } from './llm/counted-model.ts';
import { limitedModel } from './llm/limited-model.ts';
import type { Model } from './llm/model.ts';
import { openAiModel } from './llm/openai.ts';
import type { Meter } from './shared/meter.ts';
import { systemWait } from './shared/wait.ts';

/** Which model words whom; undefined means the rule-based narrator. */
export type ModelFor = (speaker: Speaker) => Model | undefined;

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

export function openModels(dependencies: ModelDependencies): ModelFor {
  const { models } = dependencies.config;
  // What several chains name is one model: it remembers which form of a question its server takes.
  const opened = new Map<string, Model>();
  const open = (route: ModelRoute): Model => {
    const key = JSON.stringify(route);
    const model = opened.get(key) ?? openModel(route, dependencies);
    opened.set(key, model);
    return model;
  };
  return (speaker) => {
    const [first, ...others] = (models.byAgent[speaker] ?? models.default).map(open);
    if (first === undefined) return undefined;
    return others.length === 0 ? first : chainedModel([first, ...others]);
  };
}

function openModel(
  route: ModelRoute,
  { config, secrets, requestBudgets, meter, fetch: fetchFrom }: ModelDependencies,
): Model {
  const { provider, model, price } = route;
  const common = { model, price, fetch: fetchFrom, timeoutMs: TIMEOUT_MS };
  const { anthropicApiKey = '', openaiApiKey = 'none' } = secrets;
  const connected =
    provider === 'anthropic'
      ? anthropicModel({ ...common, apiKey: anthropicApiKey, baseURL: config.anthropicBaseUrl })
      : // A server in the house often wants no key, but the SDK wants one to be there.
        openAiModel({ ...common, apiKey: openaiApiKey, baseURL: config.openaiBaseUrl });
  const limit = config.modelLimits[provider] ?? NO_LIMIT;
  const turn = createRequestTurn(requestBudgets, titles[provider], limit, systemWait);
  return limitedModel(countedModel(connected, meter), turn);
}
