import { ConfigError } from '../shared/errors.ts';
import type { Env } from './env.ts';
import { type RequestLimit, requestLimit } from './request-limit.ts';

export interface ModelRoute {
  readonly provider: 'anthropic' | 'openai';
  readonly model: string;
  /** What a million tokens cost, where it is named: prices change, so none are built in. */
  readonly price?: { readonly input: number; readonly output: number; readonly cachedInput?: number };
}

/** Asked one after the other until one answers; after the last, and where there is none, the narrator speaks. */
export type ModelChain = readonly ModelRoute[];

export interface ModelConfig {
  readonly default: ModelChain;
  readonly byAgent: Readonly<Record<string, ModelChain>>;
}

/** How many calls a provider takes, all workers together. */
export type ModelLimits = Readonly<Partial<Record<ModelRoute['provider'], RequestLimit>>>;

const defaultModels = { anthropic: 'claude-sonnet-4-5', openai: 'gpt-5-mini' } as const;

/** `ROUNDS_MODELS`: `default=anthropic:NAME|openai:NAME,sleep=openai:NAME,medications=none`. */
export function modelRoutes(env: Env): ModelConfig {
  const routes = new Map<string, ModelChain>();
  for (const part of (env.ROUNDS_MODELS ?? '').split(',').filter((piece) => piece.trim() !== '')) {
    const [, agent, chain] = /^\s*([\w-]+)\s*=\s*(\S.*?)\s*$/.exec(part) ?? [];
    if (agent === undefined || chain === undefined) throw badRoute();
    if (routes.has(agent)) throw new ConfigError(`ROUNDS_MODELS names ${agent} twice. Keep one of them.`);
    routes.set(agent, modelChain(chain, env));
  }
  const chosen = routes.get('default') ?? chainByKeys(env);
  routes.delete('default');
  return { default: chosen, byAgent: Object.fromEntries(routes) };
}

/** What words these speakers, "anthropic:NAME" each; nothing where rules do. */
export function modelNamesFor(
  { byAgent, default: fallback }: ModelConfig,
  speakers: readonly string[],
): string[] {
  return speakers
    .map((speaker) => byAgent[speaker] ?? fallback)
    .filter((chain) => chain.length > 0)
    .map((chain) => chain.map(({ provider, model }) => `${provider}:${model}`).join('|'));
}

function chainByKeys(env: Env): ModelChain {
  if (env.ANTHROPIC_API_KEY !== undefined) {
    return [{ provider: 'anthropic', model: defaultModels.anthropic }];
  }
  return env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined
    ? [{ provider: 'openai', model: defaultModels.openai }]
    : [];
}

/** A name that nobody has would route nothing, and nobody would notice. */
export function refuseUnknownAgents({ byAgent }: ModelConfig, known: readonly string[]): void {
  const unknown = Object.keys(byAgent).find((agent) => !known.includes(agent));
  if (unknown === undefined) return;
  throw new ConfigError(
    `ROUNDS_MODELS names ${unknown}, and there is no such agent. Known are default, ${known.join(', ')}.`,
  );
}

function modelChain(text: string, env: Env): ModelChain {
  const links = text.split('|').map((link) => link.trim());
  const end = links.indexOf('none');
  if (end >= 0 && end < links.length - 1) {
    throw new ConfigError('ROUNDS_MODELS has a model behind none: nobody is asked after it. Put none last.');
  }
  const routes = links.filter((link) => link !== 'none').map((link) => modelRoute(link, env));
  const names = routes.map(({ provider, model }) => `${provider}:${model}`);
  if (new Set(names).size < names.length) {
    throw new ConfigError('ROUNDS_MODELS names a model twice in one chain. Keep one of them.');
  }
  return routes;
}

function modelRoute(text: string, env: Env): ModelRoute {
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

const AMOUNT = '(\\d+(?:\\.\\d+)?)';
const PRICED = new RegExp(`^(.*)@${AMOUNT}/${AMOUNT}(?:/${AMOUNT})?$`);

/**
 * `NAME@3/15`: what a million tokens in and out cost, in whatever currency the bill has. `NAME@3/15/0.3`: what input
 * costs that the provider had kept.
 */
function priced(text: string): Pick<ModelRoute, 'model' | 'price'> {
  const [, model, input, output, cached] = PRICED.exec(text) ?? [];
  if (model === undefined) return { model: text };
  const price = { input: Number(input), output: Number(output) };
  return { model, price: cached === undefined ? price : { ...price, cachedInput: Number(cached) } };
}

function badRoute(): ConfigError {
  return new ConfigError(
    'ROUNDS_MODELS is a list such as default=anthropic:MODEL|openai:MODEL,sleep=openai:MODEL,cardiology=none; | stands before what is asked when the one before it gives no answer.',
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
