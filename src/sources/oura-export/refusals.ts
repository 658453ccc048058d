import type { Refusal } from '../../domain/raw-document.ts';

const MOST = 200;

/** A file of another make would be refused row by row, a million times: after some the rest is only counted. */
export class BoundedRefusals {
  readonly #file: string;
  readonly #refuse: (refusal: Refusal) => void;
  #count = 0;

  constructor(file: string, refuse: (refusal: Refusal) => void) {
    this.#file = file;
    this.#refuse = refuse;
  }

  add(line: number, field: string, reason: string): void {
    this.#count++;
    if (this.#count <= MOST) this.#refuse({ file: this.#file, record: `line ${line}`, field, reason });
  }

  /** What ends the reading is always told. */
  addFinal(record: string, reason: string): void {
    this.#refuse({ file: this.#file, record, field: '', reason });
  }

  finish(): void {
    const more = this.#count - MOST;
    if (more > 0) this.addFinal('file', `and ${more} more lines are refused`);
  }
}
