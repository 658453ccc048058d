import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** What is not of the public network: this machine, the house, the neighbours on the wire, and what stands for them. */
const inside = new BlockList();
/** A list of its own: IPv4 addresses would be held against its nets as well. */
const inside6 = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(net, bits, 'ipv4');
}
// Of IPv6 only 2000::/3 is given out; in it stand examples, and ways round to IPv4.
for (const [net, bits] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  inside6.addSubnet(net, bits, 'ipv6');
}

function isPublicAddress(address: string): boolean {
  return isIP(address) === 6 ? !inside6.check(address, 'ipv6') : !inside.check(address, 'ipv4');
}

const INSIDE_NAME =
  /(^|\.)(localhost|localdomain|fritz\.box|local|internal|intranet|lan|home|home\.arpa|corp|test|invalid|onion)$/;

/**
 * Whether an address that a browser gave may be asked: https, at its usual port, of a name that may be public. What a
 * name stands for is looked at when it is used (`lookupPublic`).
 */
export function isPublicEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, port, username, password, hostname } = new URL(text);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  const name = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(name) !== 0) return isPublicAddress(name);
  return name.includes('.') && !INSIDE_NAME.test(name);
}

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** As `dns.lookup`, but a name that leads into the house leads nowhere. */
export function lookupPublic(name: string, options: LookupOptions, found: Found): void {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, []);
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
      return found(new Error('Not an address of the public network.'), []);
    }
    if (options.all) found(null, addresses);
    else found(null, first.address, first.family);
  });
}
