import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/shared/errors.ts';
import { loadMasterKeys, type MasterKeySource } from '../../../src/vault/master-key.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const key = Buffer.from('00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210', 'hex');
const hex = key.toString('hex');
const base64 = key.toString('base64');

function load(source: MasterKeySource, mayCreate = false): Buffer {
  const [only, ...others] = loadMasterKeys(source, { mayCreate });
  if (only === undefined || others.length > 0) throw new Error('there is not exactly one key');
  return only;
}

const second = Buffer.alloc(32, 0xa5);
const hexOf = (source: MasterKeySource) =>
  loadMasterKeys(source, { mayCreate: false }).map((found) => found.toString('hex'));

const value = (text: string): MasterKeySource => ({ kind: 'value', text });
const file = (path: string): MasterKeySource => ({ kind: 'file', path });
const command = (text: string): MasterKeySource => ({ kind: 'command', command: text });

function refusalOf(source: MasterKeySource, mayCreate = false): ConfigError {
  try {
    load(source, mayCreate);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the key was taken');
}

describe('master key as a value', () => {
  it.each([
    ['hex', hex],
    ['hex in capitals', hex.toUpperCase()],
    ['base64', base64],
    ['base64 without its filling', base64.replace('=', '')],
    ['base64 for addresses', key.toString('base64url')],
    ['hex among blanks', ` ${hex}\n`],
  ])('is read from %s', (_name, text) => {
    expect(load(value(text)).equals(key)).toBe(true);
  });

  it('is several keys with commas between them, in their order', () => {
    const text = `${second.toString('base64')} , ${hex}`;
    expect(hexOf(value(text))).toEqual([second.toString('hex'), hex]);
  });

  it.each([
    ['nothing', ''],
    ['31 bytes', key.subarray(1).toString('base64')],
    ['33 bytes', Buffer.concat([key, Buffer.of(1)]).toString('base64')],
    ['hex of 31 bytes', hex.slice(2)],
    ['hex with a slip', `${hex.slice(0, -1)}g`],
    ['hex of two keys', hex + hex],
    ['a pass phrase whose letters happen to be enough', 'correct horse battery staple, correct horse staple'],
    ['base64 with foreign signs in it', `${base64.slice(0, 20)}!!!${base64.slice(20)}`],
    ['two keys in two lines', `${base64}\n${base64}`],
    ['a key and a comma', `${base64},`],
    ['a good key before a bad one', `${base64},secret`],
  ])('is refused when it is %s, without a word of it', (_name, text) => {
    const error = refusalOf(value(text));
    expect(error.code).toBe('invalid-config');
    expect(error.publicMessage).toContain('ROUNDS_MASTER_KEY');
    expect(error.publicMessage).toContain('openssl rand -base64 32');
    if (text !== '') expect(inspect(error)).not.toContain(text);
  });
});

describe('master key in a file', () => {
  const directory = setTempDirectory();
  const path = () => join(directory(), 'rounds', 'master.key');
  const write = async (text: string, mode = 0o600) => {
    await mkdir(join(directory(), 'rounds'), { recursive: true });
    await writeFile(path(), text, { mode });
    await chmod(path(), mode);
  };

  it('is made once, for its owner alone, in a folder for its owner alone', async () => {
    const made = load(file(path()), true);
    expect(made).toHaveLength(32);
    expect(await modeOf(path())).toBe('600');
    expect(await modeOf(join(directory(), 'rounds'))).toBe('700');
    expect(load(file(path()), true).equals(made)).toBe(true);
    expect(load(file(path()), false).equals(made)).toBe(true);
    expect((await readFile(path(), 'utf8')).trim()).toBe(made.toString('base64'));
    expect(await readdir(join(directory(), 'rounds'))).toEqual(['master.key']);
  });

  it('is another one each time it is made', () => {
    const one = load(file(join(directory(), 'one.key')), true);
    expect(load(file(join(directory(), 'two.key')), true).equals(one)).toBe(false);
  });

  describe('made by a process that lets everybody read its files', () => {
    let umask = 0;
    beforeEach(() => {
      umask = process.umask(0);
    });
    afterEach(() => process.umask(umask));

    it('is for its owner alone all the same', async () => {
      load(file(path()), true);
      expect(await modeOf(path())).toBe('600');
      expect(await modeOf(join(directory(), 'rounds'))).toBe('700');
    });
  });

  it('is not made while data exist, and is asked back by its name', () => {
    const error = refusalOf(file(path()), false);
    expect(error.publicMessage).toContain(path());
    expect(error.publicMessage).toContain('ROUNDS_KEY_FILE');
    expect(existsSync(join(directory(), 'rounds'))).toBe(false);
  });

  it('is read in hex and in base64, with a line break at its end', async () => {
    await write(`${hex}\n`);
    expect(load(file(path())).equals(key)).toBe(true);
    await write(`${base64}\r\n`);
    expect(load(file(path())).equals(key)).toBe(true);
  });

  it('is several keys, one a line, in their order', async () => {
    await write(`\n${second.toString('hex')}\r\n\n${base64}\n`);
    expect(hexOf(file(path()))).toEqual([second.toString('hex'), hex]);
    await write(`${hex}\nhalf a k\n`);
    expect(inspect(refusalOf(file(path())))).not.toContain('half a k');
  });

  it.each([0o640, 0o604, 0o660, 0o644, 0o601, 0o620])('is refused with mode %o', async (mode) => {
    await write(base64, mode);
    const error = refusalOf(file(path()));
    expect(error.publicMessage).toBe(
      `The key file ${path()} can be read by others. Close it: chmod 600 ${path()}`,
    );
    expect(await modeOf(path())).toBe(mode.toString(8));
  });

  it('is read when its owner may only read it', async () => {
    await write(base64, 0o400);
    expect(load(file(path())).equals(key)).toBe(true);
  });

  it.each([true, false])(
    'is not replaced when it is unreadable nonsense (may create: %s)',
    async (mayCreate) => {
      await write('half a k');
      const error = refusalOf(file(path()), mayCreate);
      expect(error.publicMessage).toContain(path());
      expect(inspect(error)).not.toContain('half a k');
      expect(await readFile(path(), 'utf8')).toBe('half a k');
    },
  );

  it('is not replaced when it is empty', async () => {
    await write('');
    expect(refusalOf(file(path()), true).publicMessage).toContain(path());
    expect(await readFile(path(), 'utf8')).toBe('');
  });

  it('is refused by its name when it is a folder, or a link to nowhere', async () => {
    await mkdir(path(), { recursive: true });
    expect(refusalOf(file(path()), true).publicMessage).toContain(`The key file ${path()} cannot be read`);
    const link = join(directory(), 'link.key');
    await symlink(join(directory(), 'nowhere'), link);
    expect(refusalOf(file(link), true).publicMessage).toContain(`The key file ${link} cannot be read`);
    expect(refusalOf(file(link), false).publicMessage).toContain(link);
  });

  it('is refused by its name where no file can be made', async () => {
    const below = join(directory(), 'a-file', 'rounds', 'master.key');
    await writeFile(join(directory(), 'a-file'), '');
    const error = refusalOf(file(below), true);
    expect(error.publicMessage).toContain(below);
    expect(error.publicMessage).toContain('ROUNDS_KEY_FILE');
  });
});

describe('master key of a command', () => {
  it('is what the command prints', () => {
    expect(load(command(`printf '%s\\n' ${base64}`)).equals(key)).toBe(true);
    expect(load(command(`echo ${hex.slice(0, 32)}$(echo ${hex.slice(32)})`)).equals(key)).toBe(true);
  });

  it('is several keys when it prints several lines', () => {
    const print = `printf '%s\\n%s\\n' ${base64} ${second.toString('base64')}`;
    expect(hexOf(command(print))).toEqual([hex, second.toString('hex')]);
  });

  it('is refused when the command fails, without what it printed and without the command', () => {
    const error = refusalOf(command(`echo ${base64}; echo ${hex} >&2; exit 3`));
    expect(error.publicMessage).toContain('ROUNDS_KEY_COMMAND');
    const said = inspect(error, { depth: 10, showHidden: true });
    expect(said).not.toContain(base64);
    expect(said).not.toContain(hex);
  });

  it('is refused when the command prints something else, without what it printed', () => {
    const error = refusalOf(command(`echo ${base64.slice(0, 30)}`));
    expect(error.publicMessage).toContain('ROUNDS_KEY_COMMAND');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(base64.slice(0, 30));
  });

  it('is never made up, also while nothing is sealed yet', () => {
    expect(refusalOf(command('true'), true).publicMessage).toContain('ROUNDS_KEY_COMMAND');
    expect(refusalOf(value('short'), true).publicMessage).toContain('ROUNDS_MASTER_KEY');
  });
});

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}
