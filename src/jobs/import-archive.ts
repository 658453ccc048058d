import { InputError } from '../shared/errors.ts';
import type { SourceFile } from '../sources/files/source-file.ts';
import { baseName } from '../sources/files/text.ts';
import { collectionOfExportFile, type ExportCollection } from '../sources/oura-export/files.ts';
import { readExportInBatches } from '../sources/oura-export/read-export-batches.ts';
import { openZip, type ZipEntry } from '../sources/zip.ts';
import {
  type ImportDependencies,
  type ImportedOutcome,
  type ImportTarget,
  importDocuments,
} from './import-documents.ts';
import { importOwnExport } from './import-own-export.ts';
import { attempt, refused, summed } from './import-several.ts';

/** Larger than any export of a lifetime; what unpacks to more is not one. */
const MOST_BYTES = 20_000_000_000;
/** What an archive of loose files may hold beside each other. */
const READABLE = /\.(json|csv|xml)$/i;
/** Apple puts the same again in another format beside its export. */
const LEFT_ALONE = /(^|\/)(export_cda\.xml|__MACOSX\/|\.)/i;

/**
 * An account export of Oura's is known by its tables of health data, and nothing else of it is ever opened: it holds
 * payments, addresses and places as well. Of any other archive the files are taken as if they lay in a folder.
 */
export async function importArchive(
  dependencies: ImportDependencies,
  target: ImportTarget,
  source: SourceFile,
  importOne: (file: SourceFile) => Promise<ImportedOutcome>,
): Promise<ImportedOutcome> {
  const archive = baseName(source.name);
  if (source.path === undefined) return refused(archive, 'is an archive inside an archive; unpack it first');
  const outcomes: ImportedOutcome[] = [];
  try {
    await using zip = await openZip(source.path);
    const entries: ZipEntry[] = [];
    for await (const entry of zip.entries()) entries.push(entry);
    const own = await importOwnExport(dependencies, target, entries.map(entryFile), importOne);
    if (own !== undefined) return own;
    const tables = entries.flatMap((entry) => {
      const collection = collectionOfExportFile(entry.name);
      return collection === undefined ? [] : [{ entry, collection }];
    });
    for (const { entry, collection } of tables) {
      outcomes.push(await attempt(entry, () => importTable(dependencies, target, entry, collection)));
    }
    const loose = tables.length > 0 ? [] : entries.filter(isLoose);
    for (const entry of loose) outcomes.push(await attempt(entry, () => importOne(entryFile(entry))));
    if (outcomes.length === 0) return refused(archive, 'holds nothing that can be imported');
    return summed(outcomes, entries.length - outcomes.length);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return summed([...outcomes, refused(archive, error.publicMessage)], 0);
  }
}

async function importTable(
  dependencies: ImportDependencies,
  target: ImportTarget,
  entry: ZipEntry,
  collection: ExportCollection,
): Promise<ImportedOutcome> {
  const chunks = await entry.open({ maxBytes: MOST_BYTES });
  return importDocuments(dependencies, target, readExportInBatches(baseName(entry.name), collection, chunks));
}

function isLoose({ name }: ZipEntry): boolean {
  return READABLE.test(name) && !LEFT_ALONE.test(name);
}

function entryFile(entry: ZipEntry): SourceFile {
  return {
    name: entry.name,
    size: entry.size,
    async *read() {
      yield* await entry.open({ maxBytes: MOST_BYTES });
    },
  };
}
