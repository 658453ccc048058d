import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKnowledge } from '../../../../knowledge/load-knowledge.ts';
import { packageRoot } from '../../../../src/shared/package-root.ts';
import { type ImportedFile, readFile } from '../../../../src/sources/files/read-file.ts';

export const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));

export function readFixture(name: string): ImportedFile {
  return readFile(
    `/home/somebody/${name}`,
    readFileSync(new URL(`../../../fixtures/sources/${name}`, import.meta.url)),
    knowledge,
  );
}

export function readText(text: string, name = 'file.txt'): ImportedFile {
  return readFile(name, new TextEncoder().encode(text), knowledge);
}

/** Narrows to one kind, or fails the test. */
export function as<Kind extends ImportedFile['kind']>(
  file: ImportedFile,
  kind: Kind,
): Extract<ImportedFile, { kind: Kind }> {
  if (file.kind !== kind) throw new Error(`expected ${kind}, got ${file.kind}`);
  return file as Extract<ImportedFile, { kind: Kind }>;
}

/** `record field: reason`, one line a refusal. */
export function lines(file: ImportedFile): string[] {
  return file.refusals.map(({ record, field, reason }) => `${record} ${field}: ${reason}`);
}
