import type { Refusal } from '../domain/raw-document.ts';
import { isDay } from '../shared/day.ts';
import { isRecord } from '../shared/json.ts';
import { appleCollection } from '../sources/apple-health/daily-document.ts';
import { readHead, type SourceFile } from '../sources/files/source-file.ts';
import { baseName } from '../sources/files/text.ts';
import { createJsonSplitter } from '../sources/json-parts.ts';
import { isBelievableDay } from '../sources/oura/document.ts';
import { isOwnManifest, MANIFEST, stageOf } from './export/own-export.ts';
import {
  type DocumentBatch,
  type ImportDependencies,
  type ImportedOutcome,
  type ImportTarget,
  importDocuments,
} from './import-documents.ts';
import { createOwnMetricsReader } from './import-own-metrics.ts';
import { attempt, summed } from './import-several.ts';

const HEAD_BYTES = 1_000;
const DAYS_AT_ONCE = 500;

/**
 * All that can be taken in of an export of ours, whether it is still packed or lies in a folder; undefined when these
 * files are none.
 */
export async function importOwnExport(
  dependencies: ImportDependencies,
  target: ImportTarget,
  files: readonly SourceFile[],
  importOne: (file: SourceFile) => Promise<ImportedOutcome>,
): Promise<ImportedOutcome | undefined> {
  const own = await filesOfOwnExport(files);
  if (own === undefined) return undefined;
  const readOwn = createOwnExportReader(dependencies, target, importOne);
  const outcomes: ImportedOutcome[] = [];
  for (const file of own) outcomes.push(await attempt(file, () => readOwn(file)));
  return summed(outcomes, files.length - own.length);
}

/** Whether a file by the name of a manifest is one of ours. */
export async function isOwnExport(manifest: SourceFile): Promise<boolean> {
  // One that cannot be read is not ours, and is told about when its turn comes.
  return isOwnManifest(await readHead(manifest, HEAD_BYTES).catch(() => new Uint8Array()));
}

/** In the order in which they are to be taken in. */
async function filesOfOwnExport(files: readonly SourceFile[]): Promise<readonly SourceFile[] | undefined> {
  // Somebody may have packed the folder anew, with its name before every file's.
  const manifest = files.find(({ name }) => name === MANIFEST || name.endsWith(`/${MANIFEST}`));
  if (manifest === undefined || !(await isOwnExport(manifest))) return undefined;
  const prefix = manifest.name.slice(0, -MANIFEST.length);
  const staged = files.flatMap((file) => {
    const stage = file.name.startsWith(prefix) ? stageOf(file.name.slice(prefix.length)) : undefined;
    return stage === undefined ? [] : [{ file, stage }];
  });
  return staged.sort((left, right) => left.stage - right.stage).map(({ file }) => file);
}

/** What no other program writes has a reader here; everything else is read as if it came from its source. */
function createOwnExportReader(
  dependencies: ImportDependencies,
  target: ImportTarget,
  importOne: (file: SourceFile) => Promise<ImportedOutcome>,
): (file: SourceFile) => Promise<ImportedOutcome> {
  const metrics = createOwnMetricsReader(dependencies, target);
  return async (file) => {
    if (/(^|\/)raw\/apple-health\//.test(file.name))
      return importDocuments(dependencies, target, appleDays(file));
    if (/(^|\/)raw\/custom\//.test(file.name)) return metrics(baseName(file.name), recordsOf(file));
    return importOne(file);
  };
}

/** Undefined where one cannot be read. */
async function* recordsOf(file: SourceFile): AsyncGenerator<Record<string, unknown> | undefined> {
  const splitter = createJsonSplitter();
  for await (const chunk of file.read()) {
    for (const { kind, key, text } of splitter.push(chunk)) {
      if (kind === 'element' && key === 'data') yield parsed(text);
    }
  }
  if (splitter.end() !== undefined) yield undefined;
}

function parsed(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function* appleDays(file: SourceFile): AsyncGenerator<DocumentBatch> {
  let batch: { documents: DocumentBatch['documents'][number][]; refusals: Refusal[] } = {
    documents: [],
    refusals: [],
  };
  let number = 0;
  for await (const record of recordsOf(file)) {
    number += 1;
    const { day, body } = record ?? {};
    if (typeof day === 'string' && isDay(day) && isBelievableDay(day) && isRecord(body)) {
      batch.documents.push({
        source: 'apple-health',
        collection: appleCollection,
        documentId: day,
        day,
        body,
      });
    } else {
      batch.refusals.push(refusal(file.name, number, 'is not a day of Apple Health as an export has it'));
    }
    if (batch.documents.length < DAYS_AT_ONCE) continue;
    yield batch;
    batch = { documents: [], refusals: [] };
  }
  yield batch;
}

function refusal(file: string, number: number, reason: string): Refusal {
  return { file: baseName(file), record: `document ${number}`, field: '', reason };
}
