import type { Refusal } from '../../../../src/domain/raw-document.ts';
import type { ExportCollection } from '../../../../src/sources/oura-export/files.ts';
import { type ExportedRow, readExportCsv } from '../../../../src/sources/oura-export/read-export-csv.ts';

export interface Read {
  readonly rows: readonly ExportedRow[];
  readonly refusals: readonly Refusal[];
}

export async function readBytes(
  collection: ExportCollection,
  chunks: Iterable<Uint8Array>,
  file = 'export.csv',
): Promise<Read> {
  const rows: ExportedRow[] = [];
  const refusals: Refusal[] = [];
  async function* source() {
    yield* chunks;
  }
  for await (const row of readExportCsv(file, collection, source(), (refusal) => refusals.push(refusal))) {
    rows.push(row);
  }
  return { rows, refusals };
}

export function readText(collection: ExportCollection, text: string): Promise<Read> {
  return readBytes(collection, [Buffer.from(text)]);
}

export const bodies = ({ rows }: Read): Record<string, unknown>[] => rows.map(({ body }) => body);

/** `line 3 day: is missing`, one line a refusal. */
export const told = ({ refusals }: Read): string[] =>
  refusals.map(({ record, field, reason }) => `${record} ${field}: ${reason}`);
