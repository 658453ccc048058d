import { ConfigError } from '../shared/errors.ts';

/** One key a line; blank lines say nothing. */
export function parseKeyLines(text: string, where: string): readonly Buffer[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (lines.length === 0 ? [''] : lines).map((line) => parseKey(line, where));
}

/** Strict, because Node's decoder skips what it does not know: a pass phrase would quietly become a weak key. */
export function parseKey(text: string, where: string): Buffer {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return Buffer.from(trimmed, 'base64');
  throw new ConfigError(
    `${where} does not hold a key of 32 bytes in base64 or hex. Make one: openssl rand -base64 32`,
  );
}
