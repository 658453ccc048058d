import { isRecord } from '../../shared/json.ts';

/** SQLSTATE 08 is a broken connection, 57P a server going down or starting, 53300 too many connections. */
const SQL_OUTAGE = /^(08|57P0|53300)/;
const SYSTEM_OUTAGE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);
/** In the words of ioredis, of Redis itself while it starts or fails over, and of the PostgreSQL driver. */
const WORDS = new RegExp(
  [
    'Connection is closed',
    'enableOfflineQueue',
    'max retries per request',
    'Command timed out',
    'All sentinels are unreachable',
    'None of startup nodes is available',
    'Failed to refresh slots cache',
    'CLUSTERDOWN',
    '^(LOADING|READONLY|MASTERDOWN) ',
    'Connection terminated',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Query read timeout',
    'not queryable',
    'after calling end on the pool',
  ].join('|'),
  'i',
);

/** The store is away, as opposed to a mistake in what was asked of it. */
export function isOutage(error: unknown): boolean {
  if (!isRecord(error)) return false;
  const { code, message } = error;
  if (typeof code === 'string' && (SYSTEM_OUTAGE.has(code) || SQL_OUTAGE.test(code))) return true;
  return typeof message === 'string' && WORDS.test(message);
}
