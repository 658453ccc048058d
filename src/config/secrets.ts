import { ConfigError } from '../shared/errors.ts';
import type { Config } from './config.ts';
import type { Env } from './env.ts';
import { webUrl } from './web-url.ts';

/** Kept apart from the config, so that the few who need a key are the only ones who hold it. Never logged. */
export interface Secrets {
  readonly masterKey:
    | { readonly kind: 'value'; readonly text: string }
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'command'; readonly command: string };
  readonly anthropicApiKey: string | undefined;
  readonly openaiApiKey: string | undefined;
  readonly ouraClientSecret: string | undefined;
  /** Asked for where somebody sees the queue of all people. */
  readonly adminPassword: string | undefined;
  /** Addresses to which notices go; both often hold a token. */
  readonly notifyUrl: string | undefined;
  readonly smtpUrl: string | undefined;
}

export function loadSecrets(env: Env, config: Config): Secrets {
  return {
    masterKey:
      env.ROUNDS_MASTER_KEY !== undefined
        ? { kind: 'value', text: env.ROUNDS_MASTER_KEY }
        : env.ROUNDS_KEY_COMMAND !== undefined
          ? { kind: 'command', command: env.ROUNDS_KEY_COMMAND }
          : { kind: 'file', path: config.keyFile },
    anthropicApiKey: env.ANTHROPIC_API_KEY,
    openaiApiKey: env.OPENAI_API_KEY,
    ouraClientSecret: env.OURA_CLIENT_SECRET,
    adminPassword: env.ROUNDS_ADMIN_PASSWORD,
    notifyUrl: notifyUrl(env.ROUNDS_NOTIFY_URL),
    smtpUrl: mailUrl(env.ROUNDS_SMTP_URL),
  };
}

/** A web address that is told as JSON, or `ntfy+https://server/topic`. */
function notifyUrl(text: string | undefined): string | undefined {
  const [, prefix = '', address] = /^(ntfy\+)?(.*)$/s.exec(text ?? '') ?? [];
  const url = webUrl('ROUNDS_NOTIFY_URL', text === undefined ? undefined : address);
  return url && `${prefix}${url}`;
}

/** `smtps://user:password@host:465?from=rounds@example.org`. */
function mailUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = /^smtps?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !url.searchParams.get('from')?.includes('@')) {
    throw new ConfigError(
      'ROUNDS_SMTP_URL is written smtps://user:password@host:465?from=rounds@example.org (or smtp://…:587).',
    );
  }
  return text;
}
