import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '../shared/errors.ts';
import { keyIdOf } from './key-ring.ts';
import { parseKeyLines } from './parse-key.ts';

const KEY_BYTES = 32;

export function readKeyFile(path: string): readonly Buffer[] {
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
  return parseKeyLines(text, `The key file ${path}`);
}

export function createKeyFile(path: string): void {
  const text = `${newKey()}\n`;
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

/** A new key as the first line, before all that are there. */
export function addNewestKey(path: string): void {
  changeKeyFile(path, (real) => writeLines(real, [newKey(), ...readKeyFile(path).map(toText)]));
}

/**
 * Leaves the first line alone. The others are kept beside it, in a file for each that bears the key's id: backups made
 * before need them. Returns where.
 */
export function retireOlderKeys(path: string): readonly string[] {
  const [newest, ...older] = readKeyFile(path);
  if (newest === undefined || older.length === 0) return [];
  const kept = older.map((key) => ({ at: `${path}.old-${keyIdOf(key)}`, text: toText(key) }));
  changeKeyFile(path, (real) => {
    for (const { at, text } of kept) replaceFile(at, `${text}\n`, real);
    writeLines(real, [toText(newest)]);
  });
  return kept.map(({ at }) => at);
}

/** Where the name is a link, what it points to is changed, and the link stays. */
function changeKeyFile(path: string, change: (real: string) => void): void {
  try {
    change(realpathSync(path));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(
      `The key file ${path} cannot be written here. Change its lines yourself where it comes from: newest first, one key a line (openssl rand -base64 32 makes one). Then run this again.`,
    );
  }
}

function writeLines(path: string, lines: readonly string[]): void {
  replaceFile(path, `${lines.join('\n')}\n`, path);
}

/** Whoever looks sees the old file or the new one, never a part; the new one is on the disk before it takes the place. */
function replaceFile(path: string, text: string, owned: string): void {
  const part = `${path}.new-${process.pid}`;
  rmSync(part, { force: true });
  try {
    const file = openSync(part, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      const { uid, gid } = statSync(owned);
      // Root may do this for the account that runs rounds, which must still be able to read its key.
      if (process.getuid?.() === 0) fchownSync(file, uid, gid);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    chmodSync(part, 0o600);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** The name is part of what must survive a power cut. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

function toText(key: Buffer): string {
  return key.toString('base64');
}
