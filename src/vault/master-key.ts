import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '../shared/errors.ts';

const KEY_BYTES = 32;

export type MasterKeySource =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'command'; readonly command: string };

/**
 * Reads the master key. A missing key file is created only while nothing is sealed yet: a fresh key beside old
 * data would look like success and open nothing.
 */
export function loadMasterKey(source: MasterKeySource, options: { mayCreate: boolean }): Buffer {
  if (source.kind === 'value') return parseKey(source.text, 'ROUNDS_MASTER_KEY');
  if (source.kind === 'command')
    return parseKey(runCommand(source.command), 'The output of ROUNDS_KEY_COMMAND');
  if (!existsSync(source.path)) {
    if (!options.mayCreate) throw new ConfigError(missingKey(source.path));
    return createKeyFile(source.path);
  }
  if ((statSync(source.path).mode & 0o077) !== 0) {
    throw new ConfigError(
      `The key file ${source.path} can be read by others. Close it: chmod 600 ${source.path}`,
    );
  }
  return parseKey(readFileSync(source.path, 'utf8'), `The key file ${source.path}`);
}

function parseKey(text: string, where: string): Buffer {
  const trimmed = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  if (key.length !== KEY_BYTES) {
    throw new ConfigError(
      `${where} does not hold a key of 32 bytes in base64 or hex. Make one: openssl rand -base64 32`,
    );
  }
  return key;
}

function createKeyFile(path: string): Buffer {
  const key = randomBytes(KEY_BYTES);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  // The umask may have taken bits away, never added them; this makes the mode exact.
  chmodSync(path, 0o600);
  return key;
}

function runCommand(command: string): string {
  try {
    return execFileSync('/bin/sh', ['-c', command], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (cause) {
    const error = new ConfigError('ROUNDS_KEY_COMMAND failed. Run it by itself to see why.');
    error.cause = cause;
    throw error;
  }
}

function missingKey(path: string): string {
  return `The data are sealed, and the key file ${path} is not there. Put the key back, or name it with ROUNDS_KEY_FILE.`;
}
