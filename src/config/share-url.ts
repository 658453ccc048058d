import { ConfigError } from '../shared/errors.ts';
import { webUrl } from './web-url.ts';

const NAME = 'ROUNDS_SHARE_URL';
const thisMachine = ['localhost', '127.0.0.1', '[::1]'];

/** A link is a secret and what it shows are health data: neither travels in the clear. */
export function shareUrl(text: string | undefined): string | undefined {
  const address = webUrl(NAME, text);
  if (address === undefined) return undefined;
  const { protocol, hostname, username, password, search, hash } = new URL(address);
  if (protocol === 'http:' && !thisMachine.includes(hostname)) {
    throw new ConfigError(`${NAME} must begin with https://; http:// is for this machine alone.`);
  }
  if ([username, password, search, hash].some((part) => part !== '')) {
    throw new ConfigError(`${NAME} is only host and path: no name, password, query or fragment.`);
  }
  return address;
}
