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
const WORDS =
  /Connection is closed|Connection terminated|enableOfflineQueue|max retries per request|timeout exceeded when trying to connect|after calling end on the pool/i;

/** The store is away, as opposed to a mistake in what was asked of it. */
export function isOutage(error: unknown): boolean {
  if (!isRecord(error)) return false;
  const { code, message } = error;
  if (typeof code === 'string' && (SYSTEM_OUTAGE.has(code) || SQL_OUTAGE.test(code))) return true;
  return typeof message === 'string' && WORDS.test(message);
}
