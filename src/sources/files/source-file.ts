/** A file wherever it lies: on disk, in an archive, in memory. Read in chunks, so that its size does not matter. */
export interface SourceFile {
  readonly name: string;
  readonly size: number;
  /** Where it lies on disk: an archive is not read from its beginning to its end. */
  readonly path?: string;
  read(): AsyncIterable<Uint8Array>;
}

/** The first bytes, enough to tell what a file is. */
export async function readHead(file: SourceFile, bytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.read()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}

export async function readWhole(file: SourceFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.read()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
