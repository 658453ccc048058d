import { type Fault, type Line, readLines } from './lines.ts';

/** Lines with some sight ahead: whether a record goes on is known only from the lines after it. */
export class LineQueue {
  readonly #source: AsyncGenerator<readonly (Line | Fault)[]>;
  #waiting: (Line | Fault)[] = [];
  #at = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#source = readLines(chunks);
  }

  /** The line that is `ahead` lines after the next one; undefined beyond the end. */
  async peek(ahead = 0): Promise<Line | Fault | undefined> {
    while (this.#at + ahead >= this.#waiting.length) {
      const { done, value } = await this.#source.next();
      if (done) return undefined;
      this.#waiting = [...this.#waiting.slice(this.#at), ...value];
      this.#at = 0;
    }
    return this.#waiting[this.#at + ahead];
  }

  drop(count: number): void {
    this.#at += count;
  }

  /** Lets go of the file, however far it was read. */
  async close(): Promise<void> {
    await this.#source.return(undefined);
  }
}
