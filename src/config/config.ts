import { homedir } from 'node:os';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ConfigError } from '../shared/errors.ts';
import type { Env } from './env.ts';
import { type ModelConfig, type ModelLimits, modelLimits, modelRoutes } from './models.ts';
import { type QueueConfig, queueConfig } from './queue.ts';
import { type RequestLimit, requestLimit } from './request-limit.ts';
import { type RoundLimit, roundLimit } from './round-limit.ts';
import { shareUrl } from './share-url.ts';
import { webUrl } from './web-url.ts';

export type DatabaseConfig =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string };

export interface Config {
  readonly home: string;
  readonly keyFile: string;
  readonly database: DatabaseConfig;
  readonly queue: QueueConfig;
  readonly models: ModelConfig;
  readonly modelLimits: ModelLimits;
  readonly roundLimit: RoundLimit;
  readonly anthropicBaseUrl: string | undefined;
  readonly openaiBaseUrl: string | undefined;
  readonly oura: {
    readonly baseUrl: string;
    readonly clientId: string | undefined;
    readonly redirectUri: string;
    /** Which of Oura's token addresses an application belongs to depends on where it was registered. */
    readonly tokenUrl: string | undefined;
    readonly limit: RequestLimit;
    /** Where Oura can reach this server; without it there are no webhooks, and asking every night is enough. */
    readonly webhookUrl: string | undefined;
  };
  readonly http: { readonly host: string; readonly port: number };
  /** Under which address the outside reaches this server; without it nothing is shared. */
  readonly shareUrl: string | undefined;
  readonly logLevel: string;
  /** Where traces go; without it there are none. */
  readonly otlpEndpoint: string | undefined;
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
/** env -> config: nested, complete, every contradiction refused with the names of both variables. */
export function loadConfig(env: Env, workingDirectory: string): Config {
  refuseTogether(env, ['ROUNDS_MASTER_KEY', 'ROUNDS_KEY_FILE', 'ROUNDS_KEY_COMMAND']);
  const home = resolve(workingDirectory, env.ROUNDS_HOME ?? 'data');
  const models = modelRoutes(env);
  const http = { host: env.ROUNDS_HOST ?? '127.0.0.1', port: port(env.ROUNDS_PORT) };
  return {
    home,
    keyFile: keyFile(env, home, workingDirectory),
    database: databaseConfig(env.DATABASE_URL, home),
    queue: queueConfig(env, home),
    models,
    modelLimits: modelLimits(env.ROUNDS_MODEL_LIMITS),
    roundLimit: roundLimit(env.ROUNDS_ROUND_LIMIT, models),
    anthropicBaseUrl: webUrl('ANTHROPIC_BASE_URL', env.ANTHROPIC_BASE_URL),
    openaiBaseUrl: webUrl('OPENAI_BASE_URL', env.OPENAI_BASE_URL),
    oura: {
      baseUrl: webUrl('OURA_BASE_URL', env.OURA_BASE_URL) ?? 'https://api.ouraring.com',
      clientId: env.OURA_CLIENT_ID,
      redirectUri: redirectUri(env.OURA_REDIRECT_URI) ?? `http://localhost:${http.port}/oauth/callback`,
      tokenUrl: webUrl('OURA_TOKEN_URL', env.OURA_TOKEN_URL),
      limit: ouraLimit(env.OURA_RATE_LIMIT),
      webhookUrl: webUrl('OURA_WEBHOOK_URL', env.OURA_WEBHOOK_URL),
    },
    http,
    shareUrl: shareUrl(env.ROUNDS_SHARE_URL),
    logLevel: logLevel(env.LOG_LEVEL),
    otlpEndpoint: webUrl('OTEL_EXPORTER_OTLP_ENDPOINT', env.OTEL_EXPORTER_OTLP_ENDPOINT),
  };
}

function refuseTogether(env: Env, names: readonly (keyof Env)[]): void {
  const set = names.filter((name) => env[name] !== undefined);
  if (set.length > 1) throw new ConfigError(`${set.join(' and ')} are both set. Keep one of them.`);
}

function keyFile(env: Env, home: string, workingDirectory: string): string {
  const base = env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
  const path = resolve(workingDirectory, env.ROUNDS_KEY_FILE ?? join(base, 'rounds', 'master.key'));
  // Where the key comes from elsewhere, no file is read, and it does not matter where it would be.
  const isRead = env.ROUNDS_MASTER_KEY === undefined && env.ROUNDS_KEY_COMMAND === undefined;
  const [first] = relative(home, path).split(sep);
  if (isRead && first !== '..' && !isAbsolute(relative(home, path))) {
    throw new ConfigError(
      'ROUNDS_KEY_FILE lies inside ROUNDS_HOME: a copy of the data would carry its own key. Move it out.',
    );
  }
  return path;
}

function databaseConfig(url: string | undefined, home: string): DatabaseConfig {
  if (url === undefined) return { kind: 'sqlite', path: join(home, 'rounds.db') };
  if (/^postgres(ql)?:\/\//.test(url)) return { kind: 'postgres', url };
  throw new ConfigError(
    'DATABASE_URL must begin with postgres://. Without it, SQLite in ROUNDS_HOME is used.',
  );
}

/** Oura has not published its limits since 2025; 5,000 in five minutes is the last figure it named. */
const LAST_NAMED_LIMIT = { requests: 5000, seconds: 300 };

function ouraLimit(text: string | undefined): RequestLimit {
  if (text === undefined) return LAST_NAMED_LIMIT;
  const limit = requestLimit(text);
  if (limit !== undefined) return limit;
  throw new ConfigError('OURA_RATE_LIMIT is requests/seconds, for example 5000/300.');
}

/** Kept to the letter: Oura compares it with the registered one, a closing slash included. */
function redirectUri(text: string | undefined): string | undefined {
  return webUrl('OURA_REDIRECT_URI', text) && text;
}

function port(text: string | undefined): number {
  const number = Number(text ?? 8321);
  if (!/^\d+$/.test(text ?? '8321') || number > 65_535)
    throw new ConfigError('ROUNDS_PORT is a number from 0 to 65535.');
  return number;
}

function logLevel(text: string | undefined): string {
  if (text === undefined) return 'info';
  if (!levels.includes(text)) throw new ConfigError(`LOG_LEVEL is one of ${levels.join(', ')}.`);
  return text;
}
