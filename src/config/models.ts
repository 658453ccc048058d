import { ConfigError } from '../shared/errors.ts';
import type { Env } from './env.ts';
import { type RequestLimit, requestLimit } from './request-limit.ts';

export interface ModelRoute {
  readonly provider: 'anthropic' | 'openai' | 'none';
  readonly model: string;
  /** What a million tokens cost, where it is named: prices change, so none are built in. */
  readonly price?: { readonly input: number; readonly output: number };
}

export interface ModelConfig {
  readonly default: ModelRoute;
  readonly byAgent: Readonly<Record<string, ModelRoute>>;
}

/** How many calls a provider takes, all workers together. */
export type ModelLimits = Readonly<Partial<Record<ModelRoute['provider'], RequestLimit>>>;

const defaultModels = { anthropic: 'claude-sonnet-4-5', openai: 'gpt-5-mini' } as const;

/** `ROUNDS_MODELS`: `default=anthropic:NAME,sleep=openai:NAME,medications=none`. */
export function modelRoutes(env: Env): ModelConfig {
  const fallback: ModelRoute =
    env.ANTHROPIC_API_KEY !== undefined
      ? { provider: 'anthropic', model: defaultModels.anthropic }
      : env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined
        ? { provider: 'openai', model: defaultModels.openai }
        : { provider: 'none', model: 'rule-based' };
  const routes = new Map<string, ModelRoute>();
  for (const part of (env.ROUNDS_MODELS ?? '').split(',').filter((piece) => piece.trim() !== '')) {
    const [, agent, route] = /^\s*([\w-]+)\s*=\s*(\S.*?)\s*$/.exec(part) ?? [];
    if (agent === undefined || route === undefined) throw badRoute();
    if (routes.has(agent)) throw new ConfigError(`ROUNDS_MODELS names ${agent} twice. Keep one of them.`);
    routes.set(agent, modelRoute(route, env));
  }
  const chosen = routes.get('default') ?? fallback;
  routes.delete('default');
  return { default: chosen, byAgent: Object.fromEntries(routes) };
}

/** What words an agent: "anthropic:NAME"; undefined where rules do. */
export function modelNameFor({ byAgent, default: fallback }: ModelConfig, agent: string): string | undefined {
  const { provider, model } = byAgent[agent] ?? fallback;
  return provider === 'none' ? undefined : `${provider}:${model}`;
}

function modelRoute(text: string, env: Env): ModelRoute {
  if (text === 'none') return { provider: 'none', model: 'rule-based' };
  const [provider, ...name] = text.split(':');
  if (provider !== 'anthropic' && provider !== 'openai') throw badRoute();
  if (provider === 'anthropic' && env.ANTHROPIC_API_KEY === undefined) {
    throw new ConfigError('ROUNDS_MODELS names anthropic, and ANTHROPIC_API_KEY is not set.');
  }
  if (provider === 'openai' && env.OPENAI_API_KEY === undefined && env.OPENAI_BASE_URL === undefined) {
    throw new ConfigError(
      'ROUNDS_MODELS names openai, and neither OPENAI_API_KEY nor OPENAI_BASE_URL is set.',
    );
  }
  const { model, price } = priced(name.join(':'));
  return { provider, model: model || defaultModels[provider], ...(price && { price }) };
}

/** `NAME@3/15`: what a million tokens in and out cost, in whatever currency the bill has. */
function priced(text: string): Pick<ModelRoute, 'model' | 'price'> {
  const [, model, input, output] = /^(.*)@(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (model === undefined) return { model: text };
  return { model, price: { input: Number(input), output: Number(output) } };
}

function badRoute(): ConfigError {
  return new ConfigError(
    'ROUNDS_MODELS is a list such as default=anthropic:MODEL,sleep=openai:MODEL,cardiology=none.',
  );
}

/** `ROUNDS_MODEL_LIMITS`: `anthropic=50/60,openai=500/60`, calls in seconds. */
export function modelLimits(text: string | undefined): ModelLimits {
  const limits: Partial<Record<ModelRoute['provider'], RequestLimit>> = {};
  for (const part of (text ?? '').split(',').filter((piece) => piece.trim() !== '')) {
    const [provider, limitText] = part.split('=').map((piece) => piece.trim());
    const limit = requestLimit(limitText ?? '');
    if ((provider !== 'anthropic' && provider !== 'openai') || limit === undefined) {
      throw new ConfigError(
        'ROUNDS_MODEL_LIMITS is calls/seconds by provider: anthropic=50/60,openai=500/60.',
      );
    }
    limits[provider] = limit;
  }
  return limits;
}
