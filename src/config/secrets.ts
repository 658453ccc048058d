import type { Config } from './config.ts';
import type { Env } from './env.ts';

/** Kept apart from the config, so that the few who need a key are the only ones who hold it. Never logged. */
export interface Secrets {
  readonly masterKey:
    | { readonly kind: 'value'; readonly text: string }
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'command'; readonly command: string };
  readonly anthropicApiKey: string | undefined;
  readonly openaiApiKey: string | undefined;
  readonly ouraClientSecret: string | undefined;
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
  };
}
