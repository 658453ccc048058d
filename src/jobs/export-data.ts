import { createHash } from 'node:crypto';
import { placeFile } from '../../db/place-file.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Snapshot, Snapshots } from '../../db/stores/snapshots.ts';
import { dailyFile } from './export/daily.ts';
import { documentFiles } from './export/documents.ts';
import { type ExportFile, jsonFile, textFile } from './export/export-file.ts';
import { EXPORT_FORMAT, MANIFEST } from './export/own-export.ts';
import { readingFiles } from './export/readings.ts';
import { readme } from './export/readme.ts';
import { recordFiles } from './export/records.ts';
import { leftOutSecrets, leftOutTables } from './export/tables.ts';
import { writeZip, type ZipPart } from './export/write-zip.ts';

export interface ExportSummary {
  readonly files: number;
  readonly rows: number;
}

interface WrittenFile {
  readonly name: string;
  readonly bytes: number;
  /** Records, as far as a file has any. */
  readonly rows: number;
  readonly sha256: string;
}

export interface ExportOptions {
  /** Of the program. */
  readonly version: string;
  readonly onFile: (files: number) => void;
}

/** Everything that is kept of a person as it stood at one moment, in one ZIP file; whole or not at all. */
export async function exportData(
  { snapshots }: { readonly snapshots: Snapshots },
  person: Person,
  path: string,
  { version, onFile }: ExportOptions,
): Promise<ExportSummary> {
  const written: WrittenFile[] = [];
  const note = (file: WrittenFile) => {
    written.push(file);
    onFile(written.length);
  };
  await placeFile(path, (part) =>
    snapshots.read((snapshot) => writeZip(part, partsOf(snapshot, person, version, written, note))),
  );
  return { files: written.length, rows: written.reduce((sum, { rows }) => sum + rows, 0) };
}

async function* partsOf(
  snapshot: Snapshot,
  person: Person,
  version: string,
  written: readonly WrittenFile[],
  note: (file: WrittenFile) => void,
): AsyncGenerator<ZipPart> {
  for await (const file of filesOf(snapshot, person)) yield counted(file, note);
  const manifest = {
    format: EXPORT_FORMAT,
    formatVersion: 1,
    rounds: version,
    person: { name: person.slug, timezone: person.timezone, createdAt: person.createdAt },
    leftOut: [leftOutSecrets, ...Object.values(leftOutTables)],
    files: written,
  };
  yield counted(jsonFile(MANIFEST, manifest, 0), () => undefined);
}

async function* filesOf(snapshot: Snapshot, person: Person): AsyncGenerator<ExportFile> {
  yield textFile('README.md', readme(person.slug));
  yield* recordFiles(snapshot, person);
  yield dailyFile(snapshot, person);
  yield* readingFiles(snapshot, person);
  yield* documentFiles(snapshot, person);
}

/** What the manifest says of a file is what went past on the way into the ZIP. */
function counted({ name, pieces }: ExportFile, note: (file: WrittenFile) => void): ZipPart {
  return {
    name,
    async *content() {
      const hash = createHash('sha256');
      let [bytes, rows] = [0, 0];
      for await (const piece of pieces()) {
        const chunk = Buffer.from(piece.text);
        hash.update(chunk);
        bytes += chunk.length;
        rows += piece.rows;
        yield chunk;
      }
      note({ name, bytes, rows, sha256: hash.digest('hex') });
    },
  };
}
