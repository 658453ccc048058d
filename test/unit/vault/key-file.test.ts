import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addNewestKey, readKeyFile, retireOlderKeys } from '../../../src/vault/key-file.ts';
import { createKeyRing } from '../../../src/vault/key-ring.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const one = Buffer.alloc(32, 1).toString('base64');
const two = Buffer.alloc(32, 2).toString('base64');
const idOf = (text: string) => createKeyRing([Buffer.from(text, 'base64')]).keyId;

describe('a key file that is changed', () => {
  const directory = setTempDirectory();
  const path = () => join(directory(), 'master.key');
  const write = (text: string) => writeFile(path(), text, { mode: 0o600 });

  it('gets a new first line and keeps what was there', async () => {
    await write(`${one}\n`);
    addNewestKey(path());
    addNewestKey(path());
    const [newest, before, oldest, ...others] = readKeyFile(path());
    expect(oldest?.toString('base64')).toBe(one);
    expect(new Set([newest?.toString('hex'), before?.toString('hex')]).size).toBe(2);
    expect(others).toEqual([]);
    expect(await modesIn(directory())).toEqual({ 'master.key': '600' });
  });

  it('lets its older lines go into files of their own, readable by nobody else', async () => {
    await write(`${one}\n${two}\n`);
    const kept = `master.key.old-${idOf(two)}`;
    expect(retireOlderKeys(path())).toEqual([join(directory(), kept)]);
    expect(await readFile(path(), 'utf8')).toBe(`${one}\n`);
    expect(await readFile(join(directory(), kept), 'utf8')).toBe(`${two}\n`);
    expect(await modesIn(directory())).toEqual({ 'master.key': '600', [kept]: '600' });
    expect(retireOlderKeys(path())).toEqual([]);
  });

  it('is closed to others whatever the process lets others read', async () => {
    const umask = process.umask(0);
    try {
      await write(`${one}\n`);
      addNewestKey(path());
      retireOlderKeys(path());
    } finally {
      process.umask(umask);
    }
    expect(new Set(Object.values(await modesIn(directory())))).toEqual(new Set(['600']));
  });

  it('may be a link: what it points to is changed', async () => {
    await mkdir(join(directory(), 'real'));
    const real = join(directory(), 'real', 'key');
    await writeFile(real, one, { mode: 0o600 });
    await symlink(real, path());
    addNewestKey(path());
    expect((await lstat(path())).isSymbolicLink()).toBe(true);
    expect(readKeyFile(real)).toHaveLength(2);
  });

  it('stays as it was when the new one cannot be written, and the message says what to do by hand', async () => {
    await write(`${one}\n${two}\n`);
    await mkdir(join(directory(), `master.key.new-${process.pid}`));
    const refusal = expect.objectContaining({
      code: 'invalid-config',
      publicMessage: expect.stringMatching(/cannot be written here.*newest first/),
    });
    expect(() => addNewestKey(path())).toThrow(refusal);
    expect(() => retireOlderKeys(path())).toThrow(refusal);
    expect(await readFile(path(), 'utf8')).toBe(`${one}\n${two}\n`);
  });

  it('is not touched when others can read it', async () => {
    await write(one);
    await chmod(path(), 0o644);
    expect(() => addNewestKey(path())).toThrow(/chmod 600/);
    expect(await readFile(path(), 'utf8')).toBe(one);
  });
});

async function modesIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const modes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mode & 0o777));
  return Object.fromEntries(names.map((name, index) => [name, (modes[index] ?? 0).toString(8)]));
}
