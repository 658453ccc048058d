import { type FileHandle, open } from 'node:fs/promises';
import { fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { InputError } from '../shared/errors.ts';
import { openContent } from './zip/content.ts';
import { asDamage } from './zip/damage.ts';
import { readDirectory } from './zip/directory.ts';
import { FileReader } from './zip/file-reader.ts';

export interface ZipEntry {
  /** With `/` between folders; never absolute, never with `..`. */
  readonly name: string;
  /** As the directory says; reading stops where more comes out. */
  readonly size: number;
  open(limit: { readonly maxBytes: number }): Promise<AsyncIterable<Uint8Array>>;
}

export interface ZipArchive extends AsyncDisposable {
  /** The files; directories are left out. */
  entries(): AsyncIterable<ZipEntry>;
}

/** By the first bytes: an archive with files in it, or an empty one. */
export function isZip(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes;
  if (first !== 0x50 || second !== 0x4b) return false;
  return (third === 3 && fourth === 4) || (third === 5 && fourth === 6);
}

/**
 * Opens an archive somebody else made: nothing is written to disk, nothing is held in memory but its directory, and
 * whatever is not as it should be is an `InputError` of one line. To be disposed of when done.
 */
export async function openZip(path: string): Promise<ZipArchive> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const reader = new FileReader(handle, size);
    const zip = await openDirectory(handle, reader, size);
    const listed = await readDirectory(zip, size);
    return {
      async *entries() {
        for (const { name, entry } of listed) {
          if (name.endsWith('/')) continue;
          yield {
            name,
            size: entry.uncompressedSize,
            open: ({ maxBytes }) => openContent(zip, reader, entry, maxBytes),
          };
        }
      },
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw asDamage(error);
  }
}

async function openDirectory(handle: FileHandle, reader: FileReader, size: number): Promise<ZipFile> {
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  if (!isZip(buffer)) throw new InputError('The file is not a ZIP file.');
  // Names are decoded by the reader of the directory, which knows better words for those it refuses.
  return await fromRandomAccessReaderPromise(reader, size, { autoClose: false, decodeStrings: false });
}
