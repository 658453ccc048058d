import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../../../src/config/config.ts';
import { type Env, readEnv } from '../../../src/config/env.ts';
import { refuseUnknownAgents } from '../../../src/config/models.ts';
import { loadSecrets } from '../../../src/config/secrets.ts';
import { speakers } from '../../../src/domain/agent-id.ts';
import { ConfigError } from '../../../src/shared/errors.ts';

type Variables = Partial<Record<keyof Env, string>>;

/** As main does it: the environment, then the config. */
function configOf(variables: Variables): Config {
  return loadConfig(readEnv({ XDG_CONFIG_HOME: '/etc/somebody', ...variables }), '/srv/rounds');
}

function refusalOf(variables: Variables): string {
  try {
    configOf(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.publicMessage;
    throw error;
  }
  throw new Error('the configuration was taken');
}

describe('with nothing set', () => {
  it('keeps everything in one folder, asks no service and no model, and is reachable from this machine only', () => {
    expect(configOf({})).toEqual({
      home: '/srv/rounds/data',
      keyFile: '/etc/somebody/rounds/master.key',
      database: { kind: 'sqlite', path: '/srv/rounds/data/rounds.db' },
      queue: { kind: 'embedded', directory: '/srv/rounds/data' },
      models: { default: [], byAgent: {} },
      roundLimit: { tokens: 400_000 },
      modelLimits: {},
      otlpEndpoint: undefined,
      anthropicBaseUrl: undefined,
      openaiBaseUrl: undefined,
      oura: {
        baseUrl: 'https://api.ouraring.com',
        clientId: undefined,
        redirectUri: 'http://localhost:8321/oauth/callback',
        tokenUrl: undefined,
        limit: { requests: 5000, seconds: 300 },
        webhookUrl: undefined,
      },
      http: { host: '127.0.0.1', port: 8321 },
      shareUrl: undefined,
      logLevel: 'info',
    });
  });

  it('looks for the key in the configuration folder of the user', () => {
    expect(loadConfig(readEnv({}), '/srv/rounds').keyFile).toBe(
      join(homedir(), '.config', 'rounds', 'master.key'),
    );
  });
});

describe('the environment', () => {
  it('takes an empty variable for one that is not set', () => {
    const cleared = Object.fromEntries(Object.keys(readEnv(everything)).map((name) => [name, ' ']));
    expect(readEnv(cleared)).toEqual({});
    expect(configOf({ DATABASE_URL: '', QUEUE_URL: ' ', ROUNDS_PORT: '', LOG_LEVEL: '' })).toEqual(
      configOf({}),
    );
  });

  it('takes no notice of blanks round a value, nor of what is none of its business', () => {
    expect(configOf({ ROUNDS_PORT: ' 8080 ' }).http.port).toBe(8080);
    expect(readEnv({ PATH: '/bin', HOME: '/root', ROUNDS_PORT: '80' })).toEqual({ ROUNDS_PORT: '80' });
  });

  it('has fewer than thirty variables, and every one of them is read', () => {
    const known = Object.keys(readEnv(everything));
    // Where settings of a user lie is the system's own variable.
    expect(known.filter((name) => name !== 'XDG_CONFIG_HOME').length).toBeLessThan(30);
    expect(known.sort()).toEqual(Object.keys(everything).sort());
  });
});

/** Every variable of the product. */
const everything: Required<Variables> = {
  ROUNDS_HOME: 'x',
  ROUNDS_MASTER_KEY: 'x',
  ROUNDS_KEY_FILE: 'x',
  ROUNDS_KEY_COMMAND: 'x',
  DATABASE_URL: 'x',
  QUEUE_URL: 'x',
  REDIS_URL: 'x',
  ANTHROPIC_API_KEY: 'x',
  ANTHROPIC_BASE_URL: 'x',
  OPENAI_API_KEY: 'x',
  OPENAI_BASE_URL: 'x',
  ROUNDS_MODELS: 'x',
  ROUNDS_ROUND_LIMIT: 'x',
  ROUNDS_MODEL_LIMITS: 'x',
  OURA_CLIENT_ID: 'x',
  OURA_CLIENT_SECRET: 'x',
  OURA_REDIRECT_URI: 'x',
  OURA_BASE_URL: 'x',
  OURA_TOKEN_URL: 'x',
  OURA_RATE_LIMIT: 'x',
  OURA_WEBHOOK_URL: 'x',
  ROUNDS_PORT: 'x',
  ROUNDS_HOST: 'x',
  ROUNDS_ADMIN_PASSWORD: 'x',
  ROUNDS_NOTIFY_URL: 'x',
  ROUNDS_SMTP_URL: 'x',
  ROUNDS_SHARE_URL: 'x',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'x',
  LOG_LEVEL: 'x',
  XDG_CONFIG_HOME: 'x',
};

describe('where things lie', () => {
  it('is told by ROUNDS_HOME, from the working directory', () => {
    expect(configOf({ ROUNDS_HOME: 'elsewhere' })).toMatchObject({
      home: '/srv/rounds/elsewhere',
      database: { path: '/srv/rounds/elsewhere/rounds.db' },
      queue: { directory: '/srv/rounds/elsewhere' },
    });
    expect(configOf({ ROUNDS_HOME: '/var/rounds' }).home).toBe('/var/rounds');
  });

  it.each([
    ['master.key'],
    ['keys/master.key'],
    ['/srv/rounds/data/master.key'],
    ['data/../data/master.key'],
    ['data/..keys'],
    ['data'],
  ])('refuses the key file %s inside the data', (path) => {
    const inside = path.includes('data') ? path : join('data', path);
    const message = refusalOf({ ROUNDS_KEY_FILE: inside });
    expect(message).toContain('ROUNDS_KEY_FILE');
    expect(message).toContain('ROUNDS_HOME');
  });

  it.each(['master.key', 'data.key', 'data/../master.key', '/etc/rounds/master.key'])(
    'takes the key file %s beside the data',
    (path) => {
      const { keyFile } = configOf({ ROUNDS_KEY_FILE: path });
      expect(keyFile.endsWith(path.split('/').at(-1) ?? '')).toBe(true);
    },
  );

  it('refuses the usual place of the key where the data lie round it, unless the key comes from elsewhere', () => {
    const data = { ROUNDS_HOME: '/home/somebody', XDG_CONFIG_HOME: '/home/somebody/.config' };
    expect(refusalOf(data)).toContain('ROUNDS_KEY_FILE');
    expect(configOf({ ...data, ROUNDS_MASTER_KEY: 'x' }).home).toBe('/home/somebody');
    expect(configOf({ ...data, ROUNDS_KEY_COMMAND: 'pass rounds' }).home).toBe('/home/somebody');
  });
});

describe('contradictions', () => {
  it.each<[Variables]>([
    [{ ROUNDS_MASTER_KEY: 'x', ROUNDS_KEY_FILE: '/k' }],
    [{ ROUNDS_MASTER_KEY: 'x', ROUNDS_KEY_COMMAND: 'pass' }],
    [{ ROUNDS_KEY_FILE: '/k', ROUNDS_KEY_COMMAND: 'pass' }],
    [{ QUEUE_URL: 'redis://one', REDIS_URL: 'redis://two' }],
    [{ ROUNDS_MODELS: 'sleep=anthropic:some-model' }],
  ])('of %j are refused with the names of both', (variables) => {
    const message = refusalOf(variables);
    for (const name of Object.keys(variables)) expect(message).toContain(name);
  });

  it('of three keys are refused with the names of all', () => {
    const message = refusalOf({ ROUNDS_MASTER_KEY: 'x', ROUNDS_KEY_FILE: '/k', ROUNDS_KEY_COMMAND: 'pass' });
    expect(message).toMatch(/ROUNDS_MASTER_KEY.*ROUNDS_KEY_FILE.*ROUNDS_KEY_COMMAND/);
  });

  it('never quote what a variable holds', () => {
    const secret = 'swordfish';
    const messages = [
      refusalOf({ ROUNDS_MASTER_KEY: secret, ROUNDS_KEY_COMMAND: secret }),
      refusalOf({ DATABASE_URL: `mysql://root:${secret}@host/db` }),
      refusalOf({ QUEUE_URL: `amqp://root:${secret}@host` }),
      refusalOf({ QUEUE_URL: `redis://:${secret}@one`, REDIS_URL: `redis://:${secret}@two` }),
      refusalOf({ OPENAI_BASE_URL: `ftp://root:${secret}@host` }),
      refusalOf({ OURA_REDIRECT_URI: secret }),
    ];
    for (const message of messages) expect(message).not.toContain(secret);
  });

  it('do not arise where two variables say the same', () => {
    const both = configOf({ QUEUE_URL: 'redis://one', REDIS_URL: 'redis://one' });
    expect(both.queue).toEqual({ kind: 'redis', url: 'redis://one' });
  });
});

describe('database and queue', () => {
  it.each(['postgres://u:p@host:5432/db', 'postgresql://host/db', 'postgres:///db?host=/var/run/postgresql'])(
    'takes PostgreSQL from %s',
    (url) => {
      expect(configOf({ DATABASE_URL: url }).database).toEqual({ kind: 'postgres', url });
      expect(configOf({ QUEUE_URL: url }).queue).toEqual({ kind: 'postgres', url });
    },
  );

  it.each(['redis://host:6379/2', 'rediss://:secret@host'])('takes a queue on Redis from %s', (url) => {
    expect(configOf({ QUEUE_URL: url }).queue).toEqual({ kind: 'redis', url });
    expect(configOf({ REDIS_URL: url }).queue).toEqual({ kind: 'redis', url });
  });

  it.each(['mysql://host/db', 'sqlite:rounds.db', 'redis://host', 'host/db', 'xpostgres://host/db'])(
    'takes no database from %s',
    (url) => {
      expect(refusalOf({ DATABASE_URL: url })).toContain('DATABASE_URL');
    },
  );

  it('names the variable that it refuses, the alias too', () => {
    expect(refusalOf({ QUEUE_URL: 'amqp://host' })).toContain('QUEUE_URL');
    expect(refusalOf({ REDIS_URL: 'localhost:6379' })).toContain('REDIS_URL');
  });
});

describe('addresses', () => {
  it('are taken without their closing slashes', () => {
    const config = configOf({
      ANTHROPIC_BASE_URL: 'https://proxy.example/anthropic/',
      OPENAI_BASE_URL: 'http://localhost:11434/v1//',
      OURA_BASE_URL: 'http://127.0.0.1:9999',
    });
    expect(config.anthropicBaseUrl).toBe('https://proxy.example/anthropic');
    expect(config.openaiBaseUrl).toBe('http://localhost:11434/v1');
    expect(config.oura.baseUrl).toBe('http://127.0.0.1:9999');
  });

  it.each<[keyof Env]>([
    ['ANTHROPIC_BASE_URL'],
    ['OPENAI_BASE_URL'],
    ['OURA_BASE_URL'],
    ['OURA_REDIRECT_URI'],
  ])('are refused by name when %s is none', (name) => {
    for (const text of ['localhost:11434', 'ftp://host', 'https://', 'http://a b', 'javascript:alert(1)']) {
      expect(refusalOf({ [name]: text })).toBe(`${name} is not an http(s) address.`);
    }
  });

  it.each([
    ['https://rounds.example/', 'https://rounds.example'],
    ['https://home.example:8443/rounds', 'https://home.example:8443/rounds'],
    ['http://localhost:8321', 'http://localhost:8321'],
    ['http://127.0.0.1:8321', 'http://127.0.0.1:8321'],
    ['http://[::1]:8321', 'http://[::1]:8321'],
  ])('say where links are reached: %s', (text, taken) => {
    expect(configOf({ ROUNDS_SHARE_URL: text }).shareUrl).toBe(taken);
  });

  it.each([
    ['http://rounds.example', 'must begin with https://'],
    ['http://localhost.example', 'must begin with https://'],
    ['http://192.168.1.5:8321', 'must begin with https://'],
    ['https://anna:swordfish@rounds.example', 'only host and path'],
    ['https://rounds.example/?key=swordfish', 'only host and path'],
    ['https://rounds.example/#swordfish', 'only host and path'],
    ['rounds.example', 'is not an http(s) address'],
  ])('do not send a link over %s', (text, why) => {
    const message = refusalOf({ ROUNDS_SHARE_URL: text });
    expect(message).toContain('ROUNDS_SHARE_URL');
    expect(message).toContain(why);
    expect(message).not.toContain('swordfish');
  });

  it('lead Oura back to the port that is listened on, or to the letter where it was told to', () => {
    expect(configOf({ ROUNDS_PORT: '9000' }).oura.redirectUri).toBe('http://localhost:9000/oauth/callback');
    expect(configOf({ OURA_REDIRECT_URI: 'https://r.example/back/' }).oura.redirectUri).toBe(
      'https://r.example/back/',
    );
  });
});

describe('numbers and levels', () => {
  it.each([
    ['0', 0],
    ['80', 80],
    ['65535', 65_535],
  ])('takes port %s', (text, port) => {
    expect(configOf({ ROUNDS_PORT: text }).http.port).toBe(port);
  });

  it.each(['65536', '-1', '80.5', 'eighty', '0x50', '1e3', 'Infinity', '80 81'])(
    'refuses port %s',
    (text) => {
      expect(refusalOf({ ROUNDS_PORT: text })).toBe('ROUNDS_PORT is a number from 0 to 65535.');
    },
  );

  it('takes the levels of the log and no other', () => {
    for (const level of ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']) {
      expect(configOf({ LOG_LEVEL: level }).logLevel).toBe(level);
    }
    expect(refusalOf({ LOG_LEVEL: 'loud' })).toContain('LOG_LEVEL is one of fatal, error');
    expect(refusalOf({ LOG_LEVEL: 'INFO' })).toContain('LOG_LEVEL');
  });
});

describe('models', () => {
  const keys = { ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o' };
  it('are those of the key that is there', () => {
    expect(configOf({ ANTHROPIC_API_KEY: 'a' }).models.default[0]?.provider).toBe('anthropic');
    expect(configOf({ OPENAI_API_KEY: 'o' }).models.default[0]?.provider).toBe('openai');
    expect(configOf({ OPENAI_BASE_URL: 'http://localhost:11434/v1' }).models.default[0]?.provider).toBe(
      'openai',
    );
    expect(configOf(keys).models.default[0]?.provider).toBe('anthropic');
    expect(configOf({ ANTHROPIC_BASE_URL: 'https://proxy.example' }).models.default).toEqual([]);
  });

  it('are routed agent by agent', () => {
    const routes = 'default=anthropic:claude-x, sleep = openai:gpt-x ,medications=none,';
    expect(configOf({ ...keys, ROUNDS_MODELS: routes }).models).toEqual({
      default: [{ provider: 'anthropic', model: 'claude-x' }],
      byAgent: { sleep: [{ provider: 'openai', model: 'gpt-x' }], medications: [] },
    });
  });

  it('can be switched off although there are keys, and named without a model', () => {
    expect(configOf({ ...keys, ROUNDS_MODELS: 'default=none' }).models).toEqual({
      default: [],
      byAgent: {},
    });
    const { byAgent } = configOf({ ...keys, ROUNDS_MODELS: 'sleep=openai' }).models;
    expect(byAgent.sleep).toEqual(configOf({ OPENAI_API_KEY: 'o' }).models.default);
  });

  it('keep the colons and equals signs of a name', () => {
    const routes = 'sleep=openai:llama3.2:3b-instruct,recovery=openai:some=model';
    expect(configOf({ ...keys, ROUNDS_MODELS: routes }).models.byAgent).toEqual({
      sleep: [{ provider: 'openai', model: 'llama3.2:3b-instruct' }],
      recovery: [{ provider: 'openai', model: 'some=model' }],
    });
  });

  it.each([
    'sleep',
    'sleep=',
    '=none',
    'sleep=mistral:large',
    'anthropic:claude-x',
    'sleep=None',
    'sleep none',
  ])('are refused when written as %j', (routes) => {
    expect(refusalOf({ ...keys, ROUNDS_MODELS: routes })).toContain('ROUNDS_MODELS is a list such as');
  });

  it('are refused when one agent is named twice', () => {
    expect(refusalOf({ ...keys, ROUNDS_MODELS: 'sleep=none,sleep=openai:x' })).toBe(
      'ROUNDS_MODELS names sleep twice. Keep one of them.',
    );
  });

  it('stand in for one another in a chain, with what they cost', () => {
    const routes = 'default=anthropic:a@3/15/0.3 | openai:b@0/0|none,coordinator=openai:c|anthropic:a@3/15';
    expect(configOf({ ...keys, ROUNDS_MODELS: routes }).models).toEqual({
      default: [
        { provider: 'anthropic', model: 'a', price: { input: 3, output: 15, cachedInput: 0.3 } },
        { provider: 'openai', model: 'b', price: { input: 0, output: 0 } },
      ],
      byAgent: {
        coordinator: [
          { provider: 'openai', model: 'c' },
          { provider: 'anthropic', model: 'a', price: { input: 3, output: 15 } },
        ],
      },
    });
  });

  it.each([
    ['default=none|openai:x', 'Put none last'],
    ['default=openai:x|openai:x@1/2', 'twice in one chain'],
    ['default=openai:x|', 'ROUNDS_MODELS is a list such as'],
    ['default=|openai:x', 'ROUNDS_MODELS is a list such as'],
    ['sleep=openai:x|mistral:y', 'ROUNDS_MODELS is a list such as'],
  ])('are refused in a chain such as %j', (routes, why) => {
    expect(refusalOf({ ...keys, ROUNDS_MODELS: routes })).toContain(why);
  });

  it('are refused for an agent that there is not, with the names of those there are', () => {
    const { models } = configOf({ ...keys, ROUNDS_MODELS: 'slep=none,coordinator=openai' });
    expect(() => refuseUnknownAgents(models, speakers)).toThrow(
      'ROUNDS_MODELS names slep, and there is no such agent. Known are default, sleep, cardiology,',
    );
    expect(() =>
      refuseUnknownAgents(configOf({ ...keys, ROUNDS_MODELS: 'coordinator=openai' }).models, speakers),
    ).not.toThrow();
  });

  it('keep to a limit of tokens, and of cost where prices are named', () => {
    const limitOf = (variables: Variables) => configOf({ ...keys, ...variables }).roundLimit;
    expect(limitOf({ ROUNDS_ROUND_LIMIT: '200000' })).toEqual({ tokens: 200_000 });
    const priced = { ROUNDS_MODELS: 'default=openai:x@3/15' };
    expect(limitOf({ ...priced, ROUNDS_ROUND_LIMIT: ' 0/0.50 ' })).toEqual({ tokens: 0, cost: 0.5 });
    expect(limitOf({ ROUNDS_MODELS: 'default=none', ROUNDS_ROUND_LIMIT: '5/1' })).toEqual({
      tokens: 5,
      cost: 1,
    });
    for (const text of ['many', '-1', '1/', '/1', '1/1/1', '1e9', '9999999999', '1/x']) {
      expect(refusalOf({ ...keys, ...priced, ROUNDS_ROUND_LIMIT: text })).toContain('ROUNDS_ROUND_LIMIT is');
    }
    const refusal = refusalOf({ ...keys, ROUNDS_ROUND_LIMIT: '200000/0.50' });
    expect(refusal).toContain('ROUNDS_ROUND_LIMIT names a cost');
    expect(refusal).toContain('ROUNDS_MODELS');
  });

  it('are refused without the key they need, which is named', () => {
    expect(refusalOf({ ROUNDS_MODELS: 'default=anthropic:x' })).toContain('ANTHROPIC_API_KEY');
    const message = refusalOf({ ROUNDS_MODELS: 'default=openai:x' });
    expect(message).toContain('OPENAI_API_KEY');
    expect(message).toContain('OPENAI_BASE_URL');
  });
});

describe('secrets', () => {
  const secretsOf = (variables: Variables) => {
    const env = readEnv({ XDG_CONFIG_HOME: '/etc/somebody', ...variables });
    return loadSecrets(env, loadConfig(env, '/srv/rounds'));
  };

  it('take the key from the one place that is named, or from the usual file', () => {
    expect(secretsOf({ ROUNDS_MASTER_KEY: 'k' }).masterKey).toEqual({ kind: 'value', text: 'k' });
    expect(secretsOf({ ROUNDS_KEY_COMMAND: 'pass rounds' }).masterKey).toEqual({
      kind: 'command',
      command: 'pass rounds',
    });
    expect(secretsOf({ ROUNDS_KEY_FILE: 'my.key' }).masterKey).toEqual({
      kind: 'file',
      path: '/srv/rounds/my.key',
    });
    expect(secretsOf({}).masterKey).toEqual({ kind: 'file', path: '/etc/somebody/rounds/master.key' });
  });

  it('take an address for notices as it is read by programs, or by ntfy', () => {
    const addressOf = (ROUNDS_NOTIFY_URL: string) => secretsOf({ ROUNDS_NOTIFY_URL }).notifyUrl;
    expect(addressOf('https://hook.example.org/a?token=1')).toBe('https://hook.example.org/a?token=1');
    expect(addressOf('ntfy+https://ntfy.example.org/topic/')).toBe('ntfy+https://ntfy.example.org/topic');
    for (const other of ['ntfy+', 'ftp://example.org', 'ntfy+smtp://example.org']) {
      expect(() => addressOf(other)).toThrow('ROUNDS_NOTIFY_URL');
    }
  });

  it('are all that is secret: the config holds none of them', () => {
    const variables = {
      ROUNDS_MASTER_KEY: 'secret-1',
      ANTHROPIC_API_KEY: 'secret-2',
      OPENAI_API_KEY: 'secret-3',
      OURA_CLIENT_SECRET: 'secret-4',
    };
    expect(secretsOf(variables)).toEqual({
      masterKey: { kind: 'value', text: 'secret-1' },
      anthropicApiKey: 'secret-2',
      openaiApiKey: 'secret-3',
      ouraClientSecret: 'secret-4',
    });
    expect(JSON.stringify(configOf(variables))).not.toContain('secret-');
  });
});
