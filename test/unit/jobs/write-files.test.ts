import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeHalfWritten, writeFiles } from '../../../src/jobs/write-files.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const temp = setTempDirectory();

describe('files of a report', () => {
  it('that a killed process left half-written go after a day; whole ones and those in work stay', async () => {
    const folder = join(temp(), 'anna', '2026-03-20');
    await mkdir(folder, { recursive: true });
    const old = new Date('2026-03-18T00:00:00Z');
    for (const name of ['a.md', 'a.md.1.part', 'b.md.2.part']) await writeFile(join(folder, name), 'x');
    await utimes(join(folder, 'a.md'), old, old);
    await utimes(join(folder, 'a.md.1.part'), old, old);
    expect(await removeHalfWritten(temp(), new Date('2026-03-19T00:00:00Z'))).toBe(1);
    expect((await readdir(folder)).sort()).toEqual(['a.md', 'b.md.2.part']);
    expect(await removeHalfWritten(join(temp(), 'nowhere'), old)).toBe(0);
  });

  it('appear whole or not at all', async () => {
    const folder = join(temp(), 'anna');
    const broken = { name: 'b.md', render: () => Promise.reject(new Error('no ink')) };
    const whole = { name: 'a.md', render: async () => 'words' };
    await expect(writeFiles(folder, [broken])).rejects.toThrow('no ink');
    expect(await readdir(folder)).toEqual([]);
    expect(await writeFiles(folder, [whole])).toEqual([join(folder, 'a.md')]);
    expect(await readdir(folder)).toEqual(['a.md']);
  });
});
