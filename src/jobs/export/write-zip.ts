import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface ZipPart {
  readonly name: string;
  content(): AsyncIterable<Uint8Array>;
}

/** The same content gives the same bytes, whenever and in whichever time zone: the format writes local times. */
const NO_TIME = { mtime: new Date(2000, 0, 1), forceDosTimestamp: true, mode: 0o100600 };

/** One part after the other, each no faster than the disk takes it: what is not written yet is not read yet. */
export async function writeZip(path: string, parts: AsyncIterable<ZipPart>): Promise<void> {
  const zip = new ZipFile();
  const ended = new AbortController();
  const { signal } = ended;
  zip.on('error', (error) => ended.abort(error));
  const written = pipeline(zip.outputStream, createWriteStream(path), { signal });
  const added = addAll(zip, parts, signal);
  try {
    await Promise.all([written, added]);
  } catch (error) {
    ended.abort(error);
    await Promise.allSettled([written, added]);
    // Whatever stumbled over the end tells only that there was one.
    throw signal.reason;
  }
}

async function addAll(zip: ZipFile, parts: AsyncIterable<ZipPart>, signal: AbortSignal): Promise<void> {
  for await (const { name, content } of parts) {
    const source = Readable.from(content(), { objectMode: false, signal });
    zip.addReadStream(source, name, NO_TIME);
    await finished(source, { signal });
  }
  zip.end();
}
