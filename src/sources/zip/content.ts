import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { InputError } from '../../shared/errors.ts';
import { asDamage } from './damage.ts';
import type { FileReader } from './file-reader.ts';

/** Text of numbers shrinks some twenty to fifty times; what unfolds further than this was made to. */
const MOST_EXPANSION = 200;
const ALWAYS_ALLOWED_BYTES = 10_000_000;
const STORED = 0;
const DEFLATED = 8;

/** The bytes of one entry. What the directory says is checked first, what comes out of it as it comes. */
export async function openContent(
  zip: ZipFile,
  reader: FileReader,
  entry: Entry,
  maxBytes: number,
): Promise<AsyncIterable<Uint8Array>> {
  const { compressionMethod } = entry;
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    throw new InputError('A file in the ZIP file is compressed in a way that is not supported.');
  }
  refuseSize(entry, entry.uncompressedSize, maxBytes);
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = reader.stream(fileDataStart, fileDataStart + entry.compressedSize);
    return check(entry, compressionMethod === DEFLATED ? inflate(packed) : packed, maxBytes);
  } catch (error) {
    throw asDamage(error);
  }
}

function inflate(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const inflater = createInflateRaw({ chunkSize: 65_536 });
  // Whoever reads the inflater meets the error there; the callback keeps it from being thrown twice.
  pipeline(Readable.from(packed), inflater, () => {});
  return inflater;
}

async function* check(
  entry: Entry,
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let checksum = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > entry.uncompressedSize) {
        throw new InputError(
          'A file in the ZIP file is larger than the ZIP file says; it is not read further.',
        );
      }
      refuseSize(entry, bytes, maxBytes);
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw asDamage(error);
  }
  if (bytes !== entry.uncompressedSize || checksum !== entry.crc32) {
    throw new InputError('A file in the ZIP file is damaged: it is not what was packed.');
  }
}

function refuseSize(entry: Entry, bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) {
    throw new InputError(`A file in the ZIP file is larger than ${Math.round(maxBytes / 1_000_000)} MB.`);
  }
  if (bytes > ALWAYS_ALLOWED_BYTES && bytes > MOST_EXPANSION * entry.compressedSize) {
    throw new InputError(
      `A file in the ZIP file unfolds to more than ${MOST_EXPANSION} times its size; it is not read.`,
    );
  }
}
