import { createChunkText, type Stretch } from './chunk-text.ts';

/** Reads one JSON value out of chunks of bytes, up to its end, without looking at what it says. */
export interface PartReader {
  begin(firstByte: number): void;
  /** Takes bytes from `at` on while they belong to the value; returns where it stopped. */
  take(chunk: Uint8Array, at: number): number;
  isOpen(): boolean;
  /** Of the value last read. Undefined where it is no UTF-8 text or longer than a document can be. */
  text(): string | undefined;
  /** Line breaks inside all values read so far. */
  newlines(): number;
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Far above any document of a ring; a value without an end must not fill the memory. */
const MOST_BYTES = 64_000_000;

export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;
}

export function createPartReader(): PartReader {
  const chunkText = createChunkText();
  let isOpen = false;
  let isScalar = false;
  let isString = false;
  let isEscaped = false;
  let inString = false;
  let depth = 0;
  let newlines = 0;
  let bytes = 0;
  /** What of the value stands in earlier chunks, and where its end stands in the last one. */
  let held: Uint8Array[] = [];
  let last: Stretch = { chunk: new Uint8Array(), from: 0, to: 0 };

  /** The index after the last byte of the value in this chunk, whether it has ended there or not. */
  const scan = (chunk: Uint8Array, from: number): number => {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) {
          inString = false;
          if (isString) return close(at + 1);
        }
      } else if (isScalar) {
        if (endsScalar(byte)) return close(at);
      } else if (byte === QUOTE) {
        inString = true;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        depth += 1;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        depth -= 1;
        if (depth === 0) return close(at + 1);
      } else if (byte === NEWLINE) {
        newlines += 1;
      }
    }
    return chunk.length;
  };
  const close = (end: number): number => {
    isOpen = false;
    return end;
  };

  return {
    begin(firstByte) {
      isOpen = true;
      isString = firstByte === QUOTE;
      isScalar = !isString && firstByte !== OPEN_OBJECT && firstByte !== OPEN_LIST;
      inString = false;
      isEscaped = false;
      depth = 0;
      if (held.length > 0) held = [];
      bytes = 0;
    },
    take(chunk, at) {
      // The opening quote of a string has to be passed before its closing one can be looked for.
      const isFirst = bytes === 0;
      if (isFirst && isString) inString = true;
      const end = scan(chunk, isFirst && isString ? at + 1 : at);
      bytes += end - at;
      if (bytes > MOST_BYTES) held = [];
      else if (isOpen) held.push(chunk.subarray(at, end));
      last = { chunk, from: at, to: end };
      return end;
    },
    isOpen: () => isOpen,
    text() {
      if (bytes > MOST_BYTES) return undefined;
      return held.length === 0
        ? chunkText.ofStretch(last)
        : chunkText.ofPieces([...held, last.chunk.subarray(last.from, last.to)]);
    },
    newlines: () => newlines,
  };
}

function endsScalar(byte: number): boolean {
  return isSpace(byte) || byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT;
}
