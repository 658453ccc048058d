import type { Refusal } from '../../domain/raw-document.ts';

/** Why one record is not taken. */
export interface Fault {
  readonly field: string;
  readonly reason: string;
}

/** What was refused, one entry a type and reason: a file of nothing but bad records must not fill the memory. */
export class RefusalTally {
  private readonly file: string;
  private readonly kinds = new Map<string, { record: string; fault: Fault; count: number }>();

  constructor(file: string) {
    this.file = file;
  }

  /** `record` says where the first of them stands. */
  add(type: string, record: string, fault: Fault): void {
    const key = `${type} ${fault.field} ${fault.reason}`;
    const known = this.kinds.get(key);
    if (known === undefined) this.kinds.set(key, { record: `${type} ${record}`.trim(), fault, count: 1 });
    else known.count += 1;
  }

  list(): Refusal[] {
    return [...this.kinds.values()].map(({ record, fault, count }) => ({
      file: this.file,
      record: count === 1 ? record : `${record} and ${count - 1} more like it`,
      ...fault,
    }));
  }
}
