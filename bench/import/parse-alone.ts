import { createReadStream } from 'node:fs';
import { createJsonSplitter } from '../../src/sources/json-parts.ts';

const CHUNK_BYTES = 1 << 20;

/** The least that can be done with the files: cut into documents, each parsed once and dropped. */
export async function parseAlone(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const splitter = createJsonSplitter();
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
      for (const { text } of splitter.push(chunk as Uint8Array)) {
        if (text !== undefined) JSON.parse(text);
      }
    }
    const fault = splitter.end();
    if (fault !== undefined) throw new Error(fault.reason);
  }
}
