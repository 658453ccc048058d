import { isUtf8 } from 'node:buffer';

export interface Line {
  readonly number: number;
  /** Without its line feed; a carriage return before that is still there. */
  readonly text: string;
}

/** Where text stops being text; nothing after it can be trusted. */
export interface Fault {
  readonly number: number;
  readonly fault: string;
}

const MOST_BYTES = 20_000_000;
const BLOCK_BYTES = 1_000_000;
const LINE_FEED = 0x0a;

/**
 * The lines of a file, in batches as its pieces come. Lines are cut from bytes before they are decoded, so that it
 * does not matter where a piece ends. A fault is the last of all.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly (Line | Fault)[]> {
  let count = 0;
  let begun: Buffer[] = [];
  let begunBytes = 0;
  for await (const piece of inBlocks(chunks)) {
    const end = piece.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      const lines = decodeLines(Buffer.concat([...begun, piece.subarray(0, end - 1)]), count);
      yield lines;
      if (lines.some((line) => 'fault' in line)) return;
      count += lines.length;
      begun = [];
      begunBytes = 0;
    }
    begun.push(piece.subarray(end));
    begunBytes += piece.length - end;
    if (begunBytes > MOST_BYTES) {
      yield [{ number: count + 1, fault: tooLong }];
      return;
    }
  }
  if (begunBytes > 0) yield decodeLines(Buffer.concat(begun), count);
}

async function* inBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < bytes.length; at += BLOCK_BYTES) yield bytes.subarray(at, at + BLOCK_BYTES);
  }
}

const tooLong = 'is longer than 20 MB; what follows is not read';

/** All at once where all is well, line by line where the first fault has to be found. */
function decodeLines(block: Buffer, before: number): (Line | Fault)[] {
  if (block.length <= MOST_BYTES && isText(block)) {
    const texts = block.toString('utf8').split('\n');
    return texts.map((text, index) => ({ number: before + 1 + index, text }));
  }
  const lines: (Line | Fault)[] = [];
  for (let at = 0; at <= block.length; ) {
    const feed = block.indexOf(LINE_FEED, at);
    const bytes = block.subarray(at, feed === -1 ? block.length : feed);
    const number = before + 1 + lines.length;
    if (bytes.length > MOST_BYTES) return [...lines, { number, fault: tooLong }];
    if (!isText(bytes)) {
      return [...lines, { number, fault: 'is not UTF-8 text; what follows is not read' }];
    }
    lines.push({ number, text: bytes.toString('utf8') });
    at += bytes.length + 1;
  }
  return lines;
}

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}
