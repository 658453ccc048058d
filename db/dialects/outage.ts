import { isRecord } from '../../src/shared/json.ts';

/** SQLSTATE 08 is a broken connection, 57P a server going down or coming up, 53300 too many connections. */
const SQL_OUTAGE = /^(08|57P0|53300)/;
const SYSTEM_OUTAGE =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** What the driver says without a code. */
const WORDS =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

/** The server is away, or a connection to it broke: nothing is wrong with what was asked. */
export function isOutage(error: unknown): boolean {
  if (!isRecord(error)) return false;
  const { code, message, errors } = error;
  if (typeof code === 'string') return SQL_OUTAGE.test(code) || SYSTEM_OUTAGE.test(code);
  // A name that stands for several addresses fails with the failures of all of them.
  if (Array.isArray(errors)) return errors.some(isOutage);
  return typeof message === 'string' && WORDS.test(message);
}
