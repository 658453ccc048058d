import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ConfigError } from '../shared/errors.ts';
import { createKeyFile, readKeyFile } from './key-file.ts';
import { parseKey, parseKeyLines } from './parse-key.ts';

export type MasterKeySource =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'command'; readonly command: string };

/**
 * Reads the master keys, newest first; there is at least one. A missing key file is created only while nothing is
 * sealed yet: a fresh key beside old data would look like success and open nothing.
 */
export function loadMasterKeys(source: MasterKeySource, options: { mayCreate: boolean }): readonly Buffer[] {
  if (source.kind === 'value') {
    return source.text.split(',').map((text) => parseKey(text, 'ROUNDS_MASTER_KEY'));
  }
  if (source.kind === 'command') {
    return parseKeyLines(runCommand(source.command), 'The output of ROUNDS_KEY_COMMAND');
  }
  if (!existsSync(source.path)) {
    if (!options.mayCreate) throw new ConfigError(missingKey(source.path));
    createKeyFile(source.path);
  }
  return readKeyFile(source.path);
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
