import { ConfigError } from '../shared/errors.ts';
import type { Env } from './env.ts';
import { type RedisGroup, redisGroup } from './redis-url.ts';

export type QueueConfig =
  | { readonly kind: 'embedded'; readonly directory: string }
  | { readonly kind: 'redis'; readonly url: string }
  | RedisGroup
  | { readonly kind: 'postgres'; readonly url: string };

export function queueConfig(env: Env, home: string): QueueConfig {
  if (env.QUEUE_URL !== undefined && env.REDIS_URL !== undefined && env.QUEUE_URL !== env.REDIS_URL) {
    throw new ConfigError('QUEUE_URL and REDIS_URL name two different queues. Keep one of them.');
  }
  const url = env.QUEUE_URL ?? env.REDIS_URL;
  if (url === undefined) return { kind: 'embedded', directory: home };
  if (/^rediss?:\/\//.test(url)) return { kind: 'redis', url };
  if (/^postgres(ql)?:\/\//.test(url)) return { kind: 'postgres', url };
  const name = env.QUEUE_URL === undefined ? 'REDIS_URL' : 'QUEUE_URL';
  const group = redisGroup(name, url);
  if (group !== undefined) return group;
  throw new ConfigError(
    `${name} must begin with redis://, redis+sentinel://, redis+cluster:// (or rediss, with TLS) or postgres://. Without it, the embedded queue is used.`,
  );
}
