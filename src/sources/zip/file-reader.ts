import type { FileHandle } from 'node:fs/promises';
import { RandomAccessReader } from 'yauzl';

const WINDOW_BYTES = 65_536;

/**
 * The bytes of one file for yauzl, which asks for its directory in pieces of some fifty bytes. A position outside
 * the file is an error here, because one beyond the safe integers would throw out of the library's callback.
 */
export class FileReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #size: number;
  #window: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(handle: FileHandle, size: number) {
    super();
    this.#handle = handle;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#bytesAt(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        callback(null);
      },
      (error: Error) => callback(error),
    );
  }

  /** The bytes from `start` to before `end`, a piece at a time. */
  async *stream(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const piece = await this.#readPiece(at, Math.min(WINDOW_BYTES, end - at));
      at += piece.length;
      yield piece;
    }
  }

  async #bytesAt(position: number, length: number): Promise<Buffer> {
    if (!(position >= 0 && position + length <= this.#size))
      throw new Error('a position lies outside the file');
    const { start, bytes } = this.#window;
    if (position < start || position + length > start + bytes.length) {
      const ahead = Math.min(Math.max(length, WINDOW_BYTES), this.#size - position);
      this.#window = { start: position, bytes: await this.#readWhole(position, ahead) };
    }
    const from = position - this.#window.start;
    return this.#window.bytes.subarray(from, from + length);
  }

  async #readWhole(position: number, length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let read = 0; read < length; ) {
      const piece = await this.#readPiece(position + read, length - read);
      read += piece.length;
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  async #readPiece(position: number, length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await this.#handle.read(Buffer.allocUnsafe(length), 0, length, position);
    if (bytesRead === 0) throw new Error('the file ends too early');
    return buffer.subarray(0, bytesRead);
  }
}
