import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { mapAppleHealth } from '../../src/sources/apple-health/map.ts';
import { readAppleHealth } from '../../src/sources/apple-health/read.ts';
import { mapDocuments } from '../../src/sources/oura/map.ts';
import { collectionOfExportFile } from '../../src/sources/oura-export/files.ts';
import { readExportInBatches } from '../../src/sources/oura-export/read-export-batches.ts';
import { openZip } from '../../src/sources/zip.ts';
import { zipOf } from './archive.ts';
import { share, spoilt } from './mutate.ts';
import { exportTables, healthExports, labFiles, today } from './samples.ts';
import { checkDocuments, checkRefusals, checkValues, orRefused } from './sound.ts';
import { inPieces, target } from './target.ts';

const cuts = fc.array(share, { maxLength: 5 });
const MOST_UNPACKED = 5_000_000;

const table = fc
  .constantFrom(...exportTables)
  .chain(([collection, text]) => fc.tuple(fc.constant(collection), spoilt([text]), cuts));

const archives = [
  zipOf(new Map([...exportTables].slice(0, 4).map(([name, text]) => [`App Data/${name}.csv`, text]))),
  zipOf(
    new Map([
      ['labs.csv', labFiles[0] ?? ''],
      ['a/b.json', '[]'],
      ['empty', ''],
    ]),
  ),
];

/** By the system's file, as the program opens it. */
async function checkArchive(bytes: Uint8Array): Promise<void> {
  const path = join(tmpdir(), `fuzz-${process.pid}-${randomUUID()}.zip`);
  await writeFile(path, bytes);
  try {
    await using zip = await openZip(path);
    for await (const entry of zip.entries()) {
      collectionOfExportFile(entry.name);
      await orRefused(async () => {
        let unpacked = 0;
        for await (const chunk of await entry.open({ maxBytes: MOST_UNPACKED })) unpacked += chunk.length;
        if (unpacked > MOST_UNPACKED) throw new Error('more came out than was allowed');
      });
    }
  } finally {
    await rm(path, { force: true });
  }
}

export const streamTargets = [
  target('account export', table, async ([collection, bytes, shares]) => {
    for await (const batch of readExportInBatches('export.csv', collection, inPieces(bytes, shares))) {
      checkDocuments(batch.documents);
      checkRefusals(batch.refusals);
      const { values, refusals } = mapDocuments(batch.documents, 'Europe/London');
      checkValues(values);
      checkRefusals(refusals);
    }
  }),
  target('Apple Health', fc.tuple(spoilt(healthExports), cuts), ([bytes, shares]) =>
    orRefused(async () => {
      const read = await readAppleHealth('export.xml', inPieces(bytes, shares), { today });
      checkRefusals(read.refusals);
      checkDocuments(read.documents);
      const { values, refusals } = mapAppleHealth(read.documents);
      checkValues(values);
      checkRefusals(refusals);
    }),
  ),
  target('ZIP', spoilt(archives), (bytes) => orRefused(() => checkArchive(bytes))),
];
