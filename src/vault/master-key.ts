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
    createKeyFile(source.path);
  }
  return readKeyFile(source.path);
}

function readKeyFile(path: string): Buffer {
  let text: string;
  try {
    const found = statSync(path);
    if (found.isFile() && (found.mode & 0o077) !== 0) {
      throw new ConfigError(`The key file ${path} can be read by others. Close it: chmod 600 ${path}`);
    }
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(
      `The key file ${path} cannot be read. Check that it is a file and that it is yours.`,
    );
  }
  return parseKey(text, `The key file ${path}`);
}

/** Strict, because Node's decoder skips what it does not know: a pass phrase would quietly become a weak key. */
function parseKey(text: string, where: string): Buffer {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return Buffer.from(trimmed, 'base64');
  throw new ConfigError(
    `${where} does not hold a key of 32 bytes in base64 or hex. Make one: openssl rand -base64 32`,
  );
}

function createKeyFile(path: string): void {
  const text = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // Flushed: what is sealed with a key that a power cut takes away is lost.
    writeFileSync(path, text, { mode: 0o600, flag: 'wx', flush: true });
    // The umask may have taken bits away, never added them; this makes the mode exact.
    chmodSync(path, 0o600);
  } catch (error) {
    // Another process that starts at the same time was first: its key is the one.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw new ConfigError(`The key file ${path} cannot be created. Name another place with ROUNDS_KEY_FILE.`);
  }
}

function runCommand(command: string): string {
  try {
    return execFileSync('/bin/sh', ['-c', command], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    // The cause stays behind: it holds what the command printed, which may be the key, and the command itself.
    throw new ConfigError('ROUNDS_KEY_COMMAND failed. Run it by itself to see why.');
  }
}

function missingKey(path: string): string {
  return `The data are sealed, and the key file ${path} is not there. Put the key back, or name it with ROUNDS_KEY_FILE.`;
}
