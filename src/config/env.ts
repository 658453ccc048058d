import { z } from 'zod';
import { ConfigError } from '../shared/errors.ts';

/** The only file that reads the environment. Every variable of the product stands here, once. */
const text = z.string().trim().min(1).optional();

const envSchema = z.object({
  ROUNDS_HOME: text,
  ROUNDS_MASTER_KEY: text,
  ROUNDS_KEY_FILE: text,
  ROUNDS_KEY_COMMAND: text,
  DATABASE_URL: text,
  QUEUE_URL: text,
  REDIS_URL: text,
  ANTHROPIC_API_KEY: text,
  ANTHROPIC_BASE_URL: text,
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: text,
  ROUNDS_MODELS: text,
  ROUNDS_MODEL_LIMITS: text,
  ROUNDS_ROUND_LIMIT: text,
  OURA_CLIENT_ID: text,
  OURA_CLIENT_SECRET: text,
  OURA_REDIRECT_URI: text,
  OURA_BASE_URL: text,
  OURA_TOKEN_URL: text,
  OURA_RATE_LIMIT: text,
  OURA_WEBHOOK_URL: text,
  ROUNDS_PORT: text,
  ROUNDS_HOST: text,
  ROUNDS_ADMIN_PASSWORD: text,
  ROUNDS_NOTIFY_URL: text,
  ROUNDS_SMTP_URL: text,
  ROUNDS_SHARE_URL: text,
  OTEL_EXPORTER_OTLP_ENDPOINT: text,
  LOG_LEVEL: text,
  XDG_CONFIG_HOME: text,
});

export type Env = z.infer<typeof envSchema>;

export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  // An empty variable means "not set": that is how compose files and shells clear one.
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim() !== ''));
  const parsed = envSchema.safeParse(present);
  if (parsed.success) return parsed.data;
  throw new ConfigError(`${String(parsed.error.issues[0]?.path[0])} is not readable.`);
}
