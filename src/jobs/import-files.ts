import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import type { ProfileStore } from '../../db/stores/profile-store.ts';
import type { ProfileEntry } from '../../db/stores/profile-subject.ts';
import type { Knowledge } from '../domain/knowledge.ts';
import type { Refusal } from '../domain/raw-document.ts';
import { type ImportedFile, readFile } from '../sources/files/read-file.ts';
import { type OuraBatch, readOuraInBatches } from '../sources/files/read-oura.ts';
import { isLargeOura } from '../sources/files/recognise.ts';
import { readWhole, type SourceFile } from '../sources/files/source-file.ts';
import { baseName } from '../sources/files/text.ts';
import { recordCheckIns, recordDocuments } from './record-observations.ts';
import { takeHealthRecord } from './take-health-record.ts';

export interface ImportDependencies extends ObservationStores {
  readonly people: PersonStore;
  readonly profiles: ProfileStore;
  readonly knowledge: Knowledge;
}

export interface ImportTarget {
  readonly slug: string;
  readonly timezone: string;
}

export interface ImportedOutcome {
  /** "180 sleep documents: 180 new" */
  readonly summary: string;
  readonly refusals: readonly Refusal[];
}

/**
 * Takes one file in for a person, who is made when the first file that says anything arrives: a folder of holiday
 * pictures leaves nobody behind. A large file is kept a batch at a time: broken off and begun again, it ends the same.
 */
export async function importFile(
  dependencies: ImportDependencies,
  target: ImportTarget,
  source: SourceFile,
): Promise<ImportedOutcome> {
  if (await isLargeOura(source)) {
    const batches = readOuraInBatches(baseName(source.name), source.read());
    return importDocuments(dependencies, target, batches);
  }
  const file = readFile(source.name, await readWhole(source), dependencies.knowledge);
  if (file.kind === 'unrecognised') return { summary: 'not recognised', refusals: file.refusals };
  if (file.kind === 'oura') return importDocuments(dependencies, target, [file]);
  if (isEmpty(file)) return { summary: 'nothing in it', refusals: file.refusals };
  const summary = await take(dependencies, await personOf(dependencies, target), file);
  return { summary, refusals: file.refusals };
}

async function personOf({ people }: ImportDependencies, { slug, timezone }: ImportTarget): Promise<Person> {
  return (await people.find(slug)) ?? (await people.insert(slug, timezone));
}

/** More are counted, not kept: a file of nothing but faults must not fill the memory with complaints. */
const MOST_REFUSALS = 1000;

export async function importDocuments(
  dependencies: ImportDependencies,
  target: ImportTarget,
  batches: AsyncIterable<OuraBatch> | Iterable<OuraBatch>,
): Promise<ImportedOutcome> {
  const counts = new Map<string, number>();
  const refusals: Refusal[] = [];
  let total = { added: 0, revised: 0, unchanged: 0, refused: 0 };
  for await (const batch of batches) {
    const recorded =
      batch.documents.length === 0
        ? { added: 0, revised: 0, unchanged: 0, refusals: [] }
        : await recordDocuments(dependencies, await personOf(dependencies, target), batch.documents);
    for (const { collection } of batch.documents) {
      counts.set(collection, (counts.get(collection) ?? 0) + 1);
    }
    const refused = [...batch.refusals, ...recorded.refusals];
    refusals.push(...refused.slice(0, Math.max(0, MOST_REFUSALS - refusals.length)));
    total = {
      added: total.added + recorded.added,
      revised: total.revised + recorded.revised,
      unchanged: total.unchanged + recorded.unchanged,
      refused: total.refused + refused.length,
    };
  }
  return { summary: summaryOf(counts, total), refusals: withRest(refusals, total.refused) };
}

function summaryOf(
  counts: ReadonlyMap<string, number>,
  { added, revised, unchanged }: { added: number; revised: number; unchanged: number },
): string {
  if (counts.size === 0) return 'nothing in it';
  const what = [...counts].map(([collection, count]) => `${count} ${collection}`).join(', ');
  return `${what} documents: ${added} new, ${revised} changed, ${unchanged} known`;
}

function withRest(refusals: readonly Refusal[], refused: number): readonly Refusal[] {
  const rest = refused - refusals.length;
  const [first] = refusals;
  if (rest === 0 || first === undefined) return refusals;
  return [...refusals, { file: first.file, record: '', field: '', reason: `${rest} more were refused` }];
}

type Whole = Exclude<ImportedFile, { kind: 'unrecognised' } | { kind: 'oura' }>;

function isEmpty(file: Whole): boolean {
  switch (file.kind) {
    case 'check-ins':
      return file.checkIns.length === 0;
    case 'labs':
    case 'fhir':
      return file.entries.length === 0;
    case 'profile':
      return file.timezone === undefined && file.birthYear === undefined && file.entries.length === 0;
  }
}

async function take(dependencies: ImportDependencies, person: Person, file: Whole): Promise<string> {
  switch (file.kind) {
    case 'check-ins': {
      const { changed, unchanged } = await recordCheckIns(dependencies, person, file.checkIns);
      return `${file.checkIns.length} check-ins: ${changed} new or changed, ${unchanged} known`;
    }
    case 'labs': {
      const changed = await dependencies.profiles.upsert(person, file.entries);
      const known = file.entries.length - changed;
      return `${file.entries.length} lab results: ${changed} new or changed, ${known} known`;
    }
    case 'fhir':
      return takeHealthRecord(dependencies.profiles, person, file);
    case 'profile':
      return takeProfile(dependencies, person, file);
  }
}

async function takeProfile(
  dependencies: ImportDependencies,
  person: Person,
  file: Extract<ImportedFile, { kind: 'profile' }>,
): Promise<string> {
  const moved = file.timezone !== undefined && file.timezone !== person.timezone;
  if (moved) await dependencies.people.updateTimezone(person, file.timezone);
  const birthYear: ProfileEntry[] =
    file.birthYear === undefined ? [] : [{ kind: 'birth-year', value: file.birthYear }];
  const entries: ProfileEntry[] = [...birthYear, ...file.entries];
  const changed = await dependencies.profiles.upsert(person, entries);
  return `profile: ${changed} entries new or changed, ${entries.length - changed} known${moved ? `, time zone ${file.timezone}` : ''}`;
}
