import { isAscii } from 'node:buffer';

/** Some bytes of a chunk, from one place up to another. */
export interface Stretch {
  readonly chunk: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Bytes of UTF-8 to text; undefined where they are none. */
export interface ChunkText {
  ofStretch(stretch: Stretch): string | undefined;
  ofPieces(pieces: readonly Uint8Array[]): string | undefined;
}

/**
 * Decoding a million rows one by one costs more than a tenth of reading them. A chunk that is ASCII, as nearly all are,
 * becomes text once: its rows are cut out at the same places.
 */
export function createChunkText(): ChunkText {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let known: Uint8Array | undefined;
  let ascii: string | undefined;
  const decode = (bytes: Uint8Array): string | undefined => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  };
  return {
    ofStretch({ chunk, from, to }) {
      if (chunk !== known) {
        known = chunk;
        ascii = isAscii(chunk)
          ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1')
          : undefined;
      }
      return ascii?.slice(from, to) ?? decode(chunk.subarray(from, to));
    },
    ofPieces: (pieces) => decode(Buffer.concat(pieces)),
  };
}
