import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import { getCollection } from '../oura/collections.ts';
import { keepLatest, toRawDocument } from '../oura/document.ts';
import { type Row, rowsToDocuments, toRow } from '../oura/rows.ts';
import type { ExportCollection } from './files.ts';
import { type ExportedRow, readExportCsv } from './read-export-csv.ts';

const MOST_DOCUMENTS_AT_ONCE = 500;
/** Rows are small, and all rows of a day become one document: fewer batches cut fewer days in two. */
const MOST_ROWS_AT_ONCE = 50_000;

interface Batch {
  readonly documents: RawDocument[];
  readonly refusals: Refusal[];
}

/** A table of the account export as the documents the API would have sent, some hundred at a time. */
export async function* readExportInBatches(
  file: string,
  collection: ExportCollection,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Batch> {
  let documents: RawDocument[] = [];
  let rows: { readonly collection: ExportCollection; readonly row: Row }[] = [];
  let refusals: Refusal[] = [];
  const flush = (): Batch => {
    const timed = [...new Set(rows.map((each) => each.collection))].flatMap((name) =>
      rowsToDocuments(
        getCollection(name),
        rows.filter((each) => each.collection === name).map(({ row }) => row),
      ),
    );
    const batch = { documents: keepLatest([...documents, ...timed]), refusals };
    documents = [];
    rows = [];
    refusals = [];
    return batch;
  };
  const take = ({ collection: name, body, record }: ExportedRow): void => {
    const place = { file, record };
    const own = getCollection(name);
    const read =
      own.kind === 'rows' ? toRow(body, JSON.stringify(body), place) : toRawDocument(own, body, place);
    if ('refusal' in read) refusals.push(read.refusal);
    else if ('row' in read) rows.push({ collection: name, row: read.row });
    else documents.push(read.document);
  };
  const exported = readExportCsv(file, collection, chunks, (refusal) => refusals.push(refusal));
  for await (const row of exported) {
    take(row);
    if (documents.length >= MOST_DOCUMENTS_AT_ONCE || rows.length >= MOST_ROWS_AT_ONCE) yield flush();
  }
  yield flush();
}
