import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/shared/errors.ts';
import { isZip, openZip } from '../../../src/sources/zip.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';
import { writeZip, type ZipPart } from '../../support/zip/write-zip.ts';

const directory = setTempDirectory();
const generous = { maxBytes: 200_000_000 };

async function save(bytes: Uint8Array): Promise<string> {
  const path = join(directory(), 'archive.zip');
  await writeFile(path, bytes);
  return path;
}

/** Every file of an archive, read to its end. */
async function unpack(bytes: Uint8Array, limit = generous): Promise<Record<string, string>> {
  await using archive = await openZip(await save(bytes));
  const files: Record<string, string> = {};
  for await (const entry of archive.entries()) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await entry.open(limit)) chunks.push(chunk);
    files[entry.name] = Buffer.concat(chunks).toString('utf8');
  }
  return files;
}

async function refusal(bytes: Uint8Array, limit = generous): Promise<string> {
  const error = await unpack(bytes, limit).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof InputError)) throw new Error('expected to be refused', { cause: error });
  return error.publicMessage;
}

const text: ZipPart = { name: 'a.txt', data: 'twelve bytes' };

describe('a ZIP archive', () => {
  it('gives the files that were packed, and leaves folders out', async () => {
    const parts: ZipPart[] = [
      { name: 'App Data/', data: '', store: true },
      { name: 'App Data/sleep.csv', data: 'a;b\r\n1;2\r\n' },
      { name: 'plain.txt', data: 'not packed', store: true },
      { name: 'Zürich/größe.csv', data: '' },
    ];
    expect(await unpack(writeZip(parts))).toEqual({
      'App Data/sleep.csv': 'a;b\r\n1;2\r\n',
      'plain.txt': 'not packed',
      'Zürich/größe.csv': '',
    });
  });

  it.each([true, false])('reads the large format (end record: %s)', async (zip64) => {
    const parts = [
      { ...text, zip64: true },
      { ...text, name: 'b.txt', zip64: true, store: true },
    ];
    expect(await unpack(writeZip(parts, { zip64 }))).toEqual({ 'a.txt': text.data, 'b.txt': text.data });
  });

  it('lists its files again, and gives one of them while another is half read', async () => {
    await using archive = await openZip(await save(writeZip([text, { name: 'b.txt', data: 'other' }])));
    for await (const outer of archive.entries()) {
      for await (const chunk of await outer.open(generous)) {
        const names: string[] = [];
        for await (const inner of archive.entries()) {
          names.push(inner.name);
          for await (const other of await inner.open(generous)) expect(other.length).toBe(inner.size);
        }
        expect([names, chunk.length]).toEqual([['a.txt', 'b.txt'], outer.size]);
      }
    }
  });

  it('of no file at all holds none', async () => {
    expect(await unpack(writeZip([]))).toEqual({});
  });

  it('can be left in the middle of a file, and closes', async () => {
    const path = await save(writeZip([{ name: 'a', data: 'line\n'.repeat(100_000) }]));
    const archive = await openZip(path);
    for await (const entry of archive.entries()) {
      for await (const chunk of await entry.open(generous)) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
    }
    await archive[Symbol.asyncDispose]();
    expect(await readdir(directory())).toEqual(['archive.zip']);
  });

  it('is known by its first bytes', () => {
    expect(isZip(writeZip([text]))).toBe(true);
    expect(isZip(writeZip([]))).toBe(true);
    expect(isZip(Buffer.from('PK is not enough'))).toBe(false);
    expect(isZip(new Uint8Array(0))).toBe(false);
  });
});

describe('what is refused, in one line', () => {
  const damaged = 'The ZIP file is damaged or cut short.';

  it('a file that is no ZIP, or empty', async () => {
    expect(await refusal(Buffer.from('id;day\r\n'))).toBe('The file is not a ZIP file.');
    expect(await refusal(new Uint8Array(0))).toBe('The file is not a ZIP file.');
  });

  it('a password', async () => {
    const told = 'The ZIP file is protected by a password. Unpack it and pack it again without one.';
    expect(await refusal(writeZip([{ ...text, flags: 1 }]))).toBe(told);
    expect(await refusal(writeZip([{ ...text, flags: 0x41 }]))).toBe(told);
  });

  it.each([
    '../out.csv',
    'a/../../out.csv',
    '/etc/out.csv',
    'C:/out.csv',
    'C:out.csv',
    'a\\b.csv',
    '..\\out.csv',
    'a\u0000.csv',
    'a\n.csv',
    '',
    'x'.repeat(1025),
  ])('the name %j', async (name) => {
    const told = 'The ZIP file holds a name that leads out of its folder or is not valid; it is not opened.';
    expect(await refusal(writeZip([text, { name, data: '' }]))).toBe(told);
  });

  it('more than 100,000 files, however many there are in truth', async () => {
    const told = 'The ZIP file holds more than 100,000 files.';
    expect(await refusal(writeZip([text], { zip64: true, entryCount: 100_001 }))).toBe(told);
    expect(await refusal(writeZip([text], { zip64: true, entryCount: 100_000 }))).toBe(damaged);
  });

  it('more than was declared, or less', async () => {
    const more = { name: 'a', data: 'x'.repeat(1000), declaredSize: 999 };
    expect(await refusal(writeZip([more]))).toBe(
      'A file in the ZIP file is larger than the ZIP file says; it is not read further.',
    );
    expect(await refusal(writeZip([{ ...more, declaredSize: 1001 }]))).toBe(
      'A file in the ZIP file is damaged: it is not what was packed.',
    );
    expect(await refusal(writeZip([{ ...more, store: true }]))).toBe(damaged);
  });

  it('more than the caller allows, before anything is unpacked', async () => {
    const megabytes = { name: 'a', data: Buffer.alloc(2_000_001, 'abcdefgh'), store: true };
    expect(await refusal(writeZip([megabytes]), { maxBytes: 2_000_000 })).toBe(
      'A file in the ZIP file is larger than 2 MB.',
    );
    expect(Object.keys(await unpack(writeZip([megabytes]), { maxBytes: 2_000_001 }))).toEqual(['a']);
  });

  it('a bomb, whether it owns up to its size or not', async () => {
    const told = 'A file in the ZIP file unfolds to more than 200 times its size; it is not read.';
    const zeros = { name: 'a', data: Buffer.alloc(30_000_000) };
    expect(await refusal(writeZip([zeros]))).toBe(told);
    expect(await refusal(writeZip([{ ...zeros, declaredSize: 10_000_000 }]))).toBe(
      'A file in the ZIP file is larger than the ZIP file says; it is not read further.',
    );
    // Up to ten megabytes anything goes: a year without steps is not a bomb.
    expect(Object.keys(await unpack(writeZip([{ name: 'a', data: Buffer.alloc(10_000_000) }])))).toEqual([
      'a',
    ]);
  });

  it('files that share their bytes', async () => {
    const same = { name: 'b', data: 'twelve bytes', headerOffset: 0 };
    expect(await refusal(writeZip([text, same]))).toBe('The ZIP file is damaged: files in it overlap.');
  });

  it('a checksum that is not that of the file', async () => {
    expect(await refusal(writeZip([{ ...text, checksum: 1 }]))).toBe(
      'A file in the ZIP file is damaged: it is not what was packed.',
    );
  });

  it('a way of packing that is not read', async () => {
    expect(await refusal(writeZip([{ ...text, method: 14 }]))).toBe(
      'A file in the ZIP file is compressed in a way that is not supported.',
    );
  });

  it('positions beyond all bounds, which must not take the process down', async () => {
    expect(await refusal(writeZip([{ ...text, zip64: true, headerOffset: 2 ** 53 }]))).toBe(damaged);
    const bytes = writeZip([text], { zip64: true });
    bytes.fill(0xff, bytes.length - 22 - 20 + 8, bytes.length - 22 - 20 + 16);
    expect(await refusal(bytes)).toBe(damaged);
  });

  it('an archive that is cut short anywhere', async () => {
    const whole = writeZip([text, { name: 'b', data: 'x'.repeat(300) }]);
    for (let length = 4; length < whole.length; length += 1) {
      expect(await refusal(whole.subarray(0, length))).toBe(damaged);
    }
  });

  it('leaves a missing file to the words for missing files', async () => {
    await expect(openZip(join(directory(), 'nowhere.zip'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('whatever the bytes', () => {
  const whole = writeZip([text, { name: 'b/c', data: 'x'.repeat(40), zip64: true }], { zip64: true });

  it('it is read or refused, never anything else', async () => {
    const change = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }));
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of all) bytes[at] = value;
        const files = await unpack(bytes).catch((error: unknown) => error);
        if (!(files instanceof Error)) return;
        expect(files).toBeInstanceOf(InputError);
        expect((files as InputError).publicMessage).not.toMatch(/[\r\n]/);
      }),
      { seed: 20_260_320, numRuns: 600 },
    );
  });
});
