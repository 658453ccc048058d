import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

const CHUNK_BYTES = 1 << 20;

/** `onRead` is told how many bytes have been read so far, from the start of each pass over the file. */
export async function fileOnDisk(path: string, onRead: (bytes: number, size: number) => void) {
  const { size } = await stat(path);
  return {
    name: path,
    path,
    size,
    async *read(): AsyncGenerator<Uint8Array> {
      let bytes = 0;
      for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
        bytes += (chunk as Buffer).length;
        onRead(bytes, size);
        yield chunk as Buffer;
      }
    },
  };
}

export function fileInMemory(name: string, bytes: Uint8Array) {
  return {
    name,
    size: bytes.length,
    async *read(): AsyncGenerator<Uint8Array> {
      yield bytes;
    },
  };
}
