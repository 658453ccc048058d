import { ConfigError } from '../shared/errors.ts';

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

interface Access {
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

export type RedisGroup =
  | ({
      readonly kind: 'redis-sentinel';
      readonly sentinels: readonly RedisAddress[];
      readonly master: string;
      readonly database: number;
      /** Sentinels have passwords of their own, or none. */
      readonly sentinelUsername: string | undefined;
      readonly sentinelPassword: string | undefined;
    } & Access)
  | ({ readonly kind: 'redis-cluster'; readonly nodes: readonly RedisAddress[] } & Access);

const FORM = /^(rediss?)\+(sentinel|cluster):\/\/(?:([^@/?#]*)@)?([^@/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/;
const EXAMPLES = {
  sentinel: 'redis+sentinel://:password@one:26379,two:26379/mymaster/0',
  cluster: 'redis+cluster://:password@one:6379,two:6379,three:6379',
};
const MASTER = /^([A-Za-z0-9._-]+)(?:\/(\d{1,4}))?\/?$/;
const ADDRESS = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?$/;
const SENTINEL_SETTINGS = ['sentinelUsername', 'sentinelPassword'];

/** Says what is wrong in words alone: the value may hold a password. */
class Unreadable extends Error {}

/** Several addresses in one variable, which `URL` cannot read. Undefined for every other kind of address. */
export function redisGroup(name: string, url: string): RedisGroup | undefined {
  const kind = /^rediss?\+(sentinel|cluster):\/\//.exec(url)?.[1] as keyof typeof EXAMPLES | undefined;
  if (kind === undefined) return undefined;
  try {
    return readGroup(kind, url);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new ConfigError(`${name} cannot be read: ${error.message}. Example: ${EXAMPLES[kind]}`);
  }
}

function readGroup(kind: keyof typeof EXAMPLES, url: string): RedisGroup {
  const [, scheme, , credentials, hosts = '', path = '', query = ''] = FORM.exec(url) ?? [];
  if (scheme === undefined) {
    throw new Unreadable('special characters in a password are written percent-encoded, as %40 for @');
  }
  const access = { tls: scheme === 'rediss', ...readCredentials(credentials) };
  const settings = readSettings(query);
  if (kind === 'cluster') {
    if (!['', '0'].includes(path))
      throw new Unreadable('a cluster has no databases, so nothing follows the hosts');
    if (settings.size > 0) throw new Unreadable('a cluster has no further settings');
    return { kind: 'redis-cluster', nodes: readAddresses(hosts, 6379), ...access };
  }
  const [, master, database = '0'] = MASTER.exec(path) ?? [];
  if (master === undefined)
    throw new Unreadable('the name of the master must follow the hosts, after a slash');
  return {
    kind: 'redis-sentinel',
    sentinels: readAddresses(hosts, 26379),
    master,
    database: Number(database),
    ...access,
    sentinelUsername: settings.get('sentinelUsername'),
    sentinelPassword: settings.get('sentinelPassword'),
  };
}

function readCredentials(text: string | undefined): Pick<Access, 'username' | 'password'> {
  if (text === undefined) return { username: undefined, password: undefined };
  const [username = '', password, ...more] = text.split(':');
  if (!password || more.length > 0) throw new Unreadable('before the @ stands user:password or :password');
  return { username: decoded(username) || undefined, password: decoded(password) };
}

function readAddresses(text: string, defaultPort: number): RedisAddress[] {
  return text.split(',').map((part) => {
    const [, bracketed, plain, port] = ADDRESS.exec(part) ?? [];
    const host = bracketed ?? plain;
    if (host === undefined) {
      throw new Unreadable('hosts are written host:port with commas between, and IPv6 in brackets');
    }
    const number = Number(port ?? defaultPort);
    if (number < 1 || number > 65_535) throw new Unreadable('a port is a number from 1 to 65535');
    return { host, port: number };
  });
}

function readSettings(query: string): Map<string, string> {
  const pairs = query === '' ? [] : query.split('&').map((pair) => pair.split('='));
  const known = pairs.every(([key = '', value, ...more]) => {
    return SENTINEL_SETTINGS.includes(key) && value && more.length === 0;
  });
  if (!known) throw new Unreadable(`after the question mark stand only ${SENTINEL_SETTINGS.join(' and ')}`);
  return new Map(pairs.map(([key = '', value = '']) => [key, decoded(value)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Unreadable('a percent sign in a password is written %25');
  }
}
