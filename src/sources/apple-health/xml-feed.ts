import { SaxesParser } from 'saxes';
import { InputError } from '../../shared/errors.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Told of each element as it opens and closes; the root has depth 1. Attributes may be kept until it closes. */
export interface ElementSink {
  open(name: string, attributes: Attributes, depth: number): void;
  close(depth: number): void;
}

export interface XmlFeed {
  write(text: string): void;
  /** Whether the document was whole. */
  end(): boolean;
}

/** From the end of one tag to the end of the next, in UTF-16 units: all that the parser ever holds. */
const LONGEST_STRETCH = 1_000_000;
const DEEPEST = 64;

/**
 * A strict parser with limits. It knows no entities but XML's own five and loads nothing. Where it stops does not
 * depend on how the text was cut into pieces. Control characters, which XML forbids but Apple has let through in
 * the names of devices and apps, are passed over.
 */
export function createXmlFeed(file: string, root: string, sink: ElementSink): XmlFeed {
  const parser = new SaxesParser();
  let depth = 0;
  let sawRoot = false;
  let isWhole = true;
  let isEnding = false;
  let lastTag = 0;
  let piece = '';
  let pieceStart = 0;
  const stop = (reason: string): never => {
    throw new InputError(`${file} ${reason}`);
  };
  const checkStretch = (): void => {
    if (parser.position - lastTag > LONGEST_STRETCH)
      stop('holds a tag, text or declaration longer than 1 MB.');
  };
  parser.on('doctype', (text) => {
    checkStretch();
    if (text.includes('<!ENTITY')) stop('declares entities, which no Apple Health export does.');
  });
  parser.on('opentag', ({ name, attributes }) => {
    checkStretch();
    lastTag = parser.position;
    depth += 1;
    if (depth > DEEPEST) stop(`is nested deeper than ${DEEPEST} levels.`);
    if (depth === 1) {
      if (name !== root) stop(`is not an Apple Health export: its root is not ${root}.`);
      sawRoot = true;
    }
    sink.open(name, attributes, depth);
  });
  parser.on('closetag', () => {
    checkStretch();
    lastTag = parser.position;
    sink.close(depth);
    depth -= 1;
  });
  parser.on('error', ({ message }) => {
    if (isEnding) {
      isWhole = false;
      return;
    }
    checkStretch();
    if (isControl(piece.charCodeAt(parser.position - pieceStart - 1))) return;
    const what = message.includes('entity')
      ? 'uses an entity that XML does not define'
      : 'is not well-formed XML';
    stop(`${what} (line ${parser.line}).`);
  });
  return {
    write(text) {
      piece = text;
      parser.write(text);
      checkStretch();
      pieceStart += text.length;
    },
    end() {
      isEnding = true;
      parser.close();
      if (!sawRoot) stop('is not an Apple Health export: it ends before its first element.');
      return isWhole;
    },
  };
}

function isControl(code: number): boolean {
  return code < 32 && code !== 9 && code !== 10 && code !== 13;
}
