/** One file of what a person takes along. */
export interface ExportFile {
  readonly name: string;
  pieces(): AsyncIterable<Piece>;
}

/** Some of a file's text, and how many records end in it. */
export interface Piece {
  readonly text: string;
  readonly rows: number;
}

export function textFile(name: string, text: string, rows = 0): ExportFile {
  return {
    name,
    async *pieces() {
      yield { text, rows };
    },
  };
}

/** Small enough to be put together as a whole; for people as much as for programs. */
export function jsonFile(name: string, value: unknown, rows: number): ExportFile {
  return {
    name,
    async *pieces() {
      yield { text: `${JSON.stringify(value, null, 2)}\n`, rows };
    },
  };
}

/** `{"key":[…]}`, a record a line, of any length. */
export function listFile(name: string, key: string, records: () => AsyncIterable<string>): ExportFile {
  return {
    name,
    async *pieces() {
      let rows = 0;
      yield { text: `{${JSON.stringify(key)}:[`, rows };
      for await (const record of records()) {
        yield { text: `${rows === 0 ? '\n' : ',\n'}${record}`, rows: 1 };
        rows += 1;
      }
      yield { text: '\n]}\n', rows: 0 };
    },
  };
}

/** A JSON value a line. */
export function linesFile(name: string, records: () => AsyncIterable<unknown>): ExportFile {
  return {
    name,
    async *pieces() {
      for await (const record of records()) yield { text: `${JSON.stringify(record)}\n`, rows: 1 };
    },
  };
}
