import { createPartReader, isSpace } from './json-part-reader.ts';

/**
 * One piece of a JSON text, word for word as it stands there: an element of the outermost list, an element of a list
 * that is a member of the outermost object, or another member of that object. Before its elements a list itself is
 * told, so that an empty one does not go unseen.
 */
export interface JsonPart {
  readonly kind: 'list' | 'element' | 'member';
  /** The member's name; undefined where the outermost value is a list. */
  readonly key: string | undefined;
  /** Undefined for a list, and where the bytes are no UTF-8 text or more than a document can be. */
  readonly text: string | undefined;
}

/** What is wrong with the text around its parts. What is wrong inside a part shows when it is parsed. */
export interface JsonFault {
  readonly line: number;
  readonly reason: string;
}

export interface JsonSplitter {
  push(chunk: Uint8Array): JsonPart[];
  /** Call once, after the last chunk. */
  end(): JsonFault | undefined;
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

type Place = 'start' | 'list' | 'key' | 'in-key' | 'colon' | 'value' | 'after' | 'fault';

/**
 * Cuts JSON into its parts while it arrives, so that a file of any size is read in the memory of one document, and each
 * document keeps the very bytes its source wrote. One pass, a few comparisons a byte.
 */
export function createJsonSplitter(): JsonSplitter {
  let place: Place = 'start';
  let fault: JsonFault | undefined;
  let line = 1;
  let key: string | undefined;
  let isOuterList = false;
  const part = createPartReader();

  const stop = (reason: string): false => {
    fault = { line: line + part.newlines(), reason };
    place = 'fault';
    return false;
  };
  const go = (next: Place): false => {
    place = next;
    return false;
  };
  const enterList = (parts: JsonPart[]): false => {
    parts.push({ kind: 'list', key, text: undefined });
    return go('list');
  };
  const startsValue = (byte: number): boolean =>
    (byte !== CLOSE_LIST && byte !== CLOSE_OBJECT && byte !== COLON && byte !== COMMA) ||
    stop('is not valid JSON');
  /** Whether a part begins with this byte. Missing commas are let pass: nothing is read otherwise for them. */
  const begins = (byte: number, parts: JsonPart[]): boolean => {
    switch (place) {
      case 'start':
        isOuterList = byte === OPEN_LIST;
        if (isOuterList) return enterList(parts);
        return byte === OPEN_OBJECT ? go('key') : stop('is not valid JSON');
      case 'list':
        if (byte === COMMA) return false;
        return byte === CLOSE_LIST ? go(isOuterList ? 'after' : 'key') : startsValue(byte);
      case 'key':
        if (byte === COMMA) return false;
        if (byte === CLOSE_OBJECT) return go('after');
        if (byte !== QUOTE) return stop('is not valid JSON');
        place = 'in-key';
        return true;
      case 'colon':
        return byte === COLON ? go('value') : stop('is not valid JSON');
      case 'value':
        return byte === OPEN_LIST ? enterList(parts) : startsValue(byte);
      default:
        return stop('goes on after its end');
    }
  };
  const finished = (text: string | undefined): JsonPart | undefined => {
    if (place === 'in-key') {
      key = text === undefined ? undefined : nameIn(text);
      place = 'colon';
      return undefined;
    }
    const kind = place === 'list' ? 'element' : 'member';
    if (kind === 'member') place = 'key';
    return { kind, key, text };
  };

  return {
    push(chunk) {
      const parts: JsonPart[] = [];
      let at = 0;
      while (at < chunk.length && place !== 'fault') {
        const byte = chunk[at] as number;
        if (part.isOpen()) {
          at = part.take(chunk, at);
          const done = part.isOpen() ? undefined : finished(part.text());
          if (done !== undefined) parts.push(done);
        } else if (isSpace(byte) || (place === 'start' && BYTE_ORDER_MARK.includes(byte))) {
          if (byte === NEWLINE) line += 1;
          at += 1;
        } else if (begins(byte, parts)) {
          part.begin(byte);
        } else {
          at += 1;
        }
      }
      return parts;
    },
    end() {
      if (place !== 'after' && place !== 'fault') stop('ends in the middle');
      return fault;
    },
  };
}

/** A member's name may be written with escapes. */
function nameIn(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

/** A whole text at once. */
export function splitJson(bytes: Uint8Array): { parts: JsonPart[]; fault: JsonFault | undefined } {
  const splitter = createJsonSplitter();
  return { parts: splitter.push(bytes), fault: splitter.end() };
}
