import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import type { ProfileStore } from '../../db/stores/profile-store.ts';
import type { ProfileEntry } from '../../db/stores/profile-subject.ts';
import type { Knowledge } from '../domain/knowledge.ts';
import type { Refusal } from '../domain/raw-document.ts';
import { type ImportedFile, readFile } from '../sources/files/read-file.ts';
import { recordCheckIns, recordDocuments } from './record-observations.ts';
import { takeHealthRecord } from './take-health-record.ts';

export interface ImportDependencies extends ObservationStores {
  readonly people: PersonStore;
  readonly profiles: ProfileStore;
  readonly knowledge: Knowledge;
}

export interface ImportedOutcome {
  /** "180 sleep documents: 180 new" */
  readonly summary: string;
  readonly refusals: readonly Refusal[];
}

/**
 * Takes one file in for a person, who is made when the first file that says anything arrives: a folder of holiday
 * pictures leaves nobody behind.
 */
export async function importFile(
  dependencies: ImportDependencies,
  target: { readonly slug: string; readonly timezone: string },
  name: string,
  bytes: Uint8Array,
): Promise<ImportedOutcome> {
  const file = readFile(name, bytes, dependencies.knowledge);
  if (file.kind === 'unrecognised') return { summary: 'not recognised', refusals: file.refusals };
  if (isEmpty(file)) return { summary: 'nothing in it', refusals: file.refusals };
  const person =
    (await dependencies.people.find(target.slug)) ??
    (await dependencies.people.insert(target.slug, target.timezone));
  const { summary, refusals } = await take(dependencies, person, file);
  return { summary, refusals: [...file.refusals, ...refusals] };
}

type Recognised = Exclude<ImportedFile, { kind: 'unrecognised' }>;

function isEmpty(file: Recognised): boolean {
  switch (file.kind) {
    case 'oura':
      return file.documents.length === 0;
    case 'check-ins':
      return file.checkIns.length === 0;
    case 'labs':
    case 'fhir':
      return file.entries.length === 0;
    case 'profile':
      return file.timezone === undefined && file.birthYear === undefined && file.entries.length === 0;
  }
}

async function take(
  dependencies: ImportDependencies,
  person: Person,
  file: Recognised,
): Promise<ImportedOutcome> {
  switch (file.kind) {
    case 'oura': {
      const recorded = await recordDocuments(dependencies, person, file.documents);
      const what = `${file.documents.length} ${file.collection ?? 'Oura'} documents`;
      const counts = `${recorded.added} new, ${recorded.revised} changed, ${recorded.unchanged} known`;
      return { summary: `${what}: ${counts}`, refusals: recorded.refusals };
    }
    case 'check-ins': {
      const { changed, unchanged } = await recordCheckIns(dependencies, person, file.checkIns);
      return {
        summary: `${file.checkIns.length} check-ins: ${changed} new or changed, ${unchanged} known`,
        refusals: [],
      };
    }
    case 'labs': {
      const changed = await dependencies.profiles.upsert(person, file.entries);
      const known = file.entries.length - changed;
      return {
        summary: `${file.entries.length} lab results: ${changed} new or changed, ${known} known`,
        refusals: [],
      };
    }
    case 'fhir':
      return { summary: await takeHealthRecord(dependencies.profiles, person, file), refusals: [] };
    case 'profile':
      return { summary: await takeProfile(dependencies, person, file), refusals: [] };
  }
}

async function takeProfile(
  dependencies: ImportDependencies,
  person: Person,
  file: Extract<Recognised, { kind: 'profile' }>,
): Promise<string> {
  const moved = file.timezone !== undefined && file.timezone !== person.timezone;
  if (moved) await dependencies.people.updateTimezone(person, file.timezone);
  const birthYear: ProfileEntry[] =
    file.birthYear === undefined ? [] : [{ kind: 'birth-year', value: file.birthYear }];
  const entries: ProfileEntry[] = [...birthYear, ...file.entries];
  const changed = await dependencies.profiles.upsert(person, entries);
  return `profile: ${changed} entries new or changed, ${entries.length - changed} known${moved ? `, time zone ${file.timezone}` : ''}`;
}
