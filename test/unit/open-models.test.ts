import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../../src/config/config.ts';
import { readEnv } from '../../src/config/env.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import { openModels } from '../../src/open-models.ts';
import { type Meter, silentMeter } from '../../src/shared/meter.ts';
import { type ModelServer, type Step, startModelServer } from '../support/model-server/model-server.ts';

const request = {
  system: '',
  input: 'greet',
  schema: z.object({ greeting: z.string() }),
  schemaName: 'greeting',
  maxOutputTokens: 50,
};
const good: Step = { kind: 'answer', value: { greeting: 'hello' } };

function open(routes: string, servers: { anthropic: ModelServer; openai: ModelServer }) {
  const env = readEnv({
    XDG_CONFIG_HOME: '/etc/somebody',
    ANTHROPIC_API_KEY: 'a',
    ANTHROPIC_BASE_URL: servers.anthropic.url,
    OPENAI_BASE_URL: `${servers.openai.url}/v1`,
    ROUNDS_MODELS: routes,
  });
  const config = loadConfig(env, '/srv/rounds');
  const called: string[] = [];
  const meter: Meter = {
    ...silentMeter,
    modelCalled: (provider, model, { input, output, cost }) =>
      called.push(`${provider} ${model} ${input} ${output} ${cost}`),
  };
  const requestBudgets = { take: async () => 0, pause: async () => undefined };
  const secrets = loadSecrets(env, config);
  return { called, models: openModels({ config, secrets, requestBudgets, meter, fetch }) };
}

describe('the models of the settings', () => {
  it('stand in for one another, and each is counted with its own price', async () => {
    await using anthropic = await startModelServer([{ kind: 'text', text: 'no shape' }]);
    await using openai = await startModelServer([good]);
    const { models, called } = open('default=anthropic:a@3/15|openai:b@1/2,sleep=none', {
      anthropic,
      openai,
    });
    const answer = await models('coordinator')?.generate(request);
    expect(answer).toMatchObject({ value: { greeting: 'hello' }, model: 'openai:b' });
    // 120 × 1 + 40 × 2 = 200 of a million.
    expect(answer?.cost).toBeCloseTo(0.0002, 10);
    // What could not be used is paid for as well: 120 × 3 + 40 × 15 = 960 of a million, twice.
    expect(called).toEqual([
      'anthropic a 120 40 0.00096',
      'anthropic a 120 40 0.00096',
      'openai b 120 40 0.0002',
    ]);
    expect(models('sleep')).toBeUndefined();
  });

  it.each<[string, Step]>([
    ['is overloaded', { kind: 'status', status: 529 }],
    ['is unwell', { kind: 'status', status: 500 }],
    ['asks to slow down', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }],
    ['refuses the key', { kind: 'status', status: 401 }],
    ['has no credit', { kind: 'status', status: 402 }],
    ['knows no such model', { kind: 'status', status: 404 }],
    ['refuses the question', { kind: 'status', status: 400 }],
    ['declines', { kind: 'refusal' }],
    ['drops the line', { kind: 'drop' }],
    ['breaks off', { kind: 'half', closes: true }],
  ])('go on to the next when the first %s', async (_what, step) => {
    await using anthropic = await startModelServer([step]);
    await using openai = await startModelServer([good]);
    const { models } = open('default=anthropic:a|openai:b', { anthropic, openai });
    expect((await models('medications')?.generate(request))?.model).toBe('openai:b');
  });
});
