import { BlockList, isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Where a proxy in front may stand: on this machine, or beside it in a network of its own. */
const nearby = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  nearby.addSubnet(network, prefix);
}
nearby.addAddress('::1', 'ipv6');
nearby.addSubnet('fc00::', 7, 'ipv6');

/** Whose connection this is; empty where there is no socket. */
export function connectionAddress(context: Context): string {
  const { incoming } = (context.env ?? {}) as { incoming?: unknown };
  return incoming === undefined ? '' : (getConnInfo(context).remote.address ?? '');
}

/**
 * Who asks, also behind a proxy: the last address of the header is the one that the proxy itself has added, whatever was
 * sent along before it. Who comes from afar is believed nothing.
 */
export function clientAddress(context: Context): string {
  const direct = connectionAddress(context);
  const isNear = isIP(direct) !== 0 && nearby.check(direct, isIP(direct) === 6 ? 'ipv6' : 'ipv4');
  if (!isNear) return direct;
  const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return isIP(forwarded) === 0 ? direct : forwarded;
}
