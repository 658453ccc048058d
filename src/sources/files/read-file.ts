import type { CheckIn } from '../../domain/check-in.ts';
import type { Knowledge } from '../../domain/knowledge.ts';
import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import { readFhir } from '../fhir/read-fhir.ts';
import { OF_NO_COLLECTION } from './collection-finder.ts';
import { readCheckInJson } from './read-check-in-json.ts';
import { readCheckIns } from './read-check-ins.ts';
import { readLabs } from './read-labs.ts';
import { readOura } from './read-oura.ts';
import { type ProfileEntry, type ProfileSingle, readProfile } from './read-profile.ts';
import { recognise } from './recognise.ts';
import { baseName } from './text.ts';

export type ImportedFile =
  | {
      readonly kind: 'oura';
      readonly documents: readonly RawDocument[];
      readonly refusals: readonly Refusal[];
    }
  | {
      readonly kind: 'check-ins';
      readonly checkIns: readonly CheckIn[];
      readonly refusals: readonly Refusal[];
    }
  | {
      readonly kind: 'labs';
      readonly entries: readonly ProfileEntry[];
      readonly refusals: readonly Refusal[];
    }
  | {
      readonly kind: 'fhir';
      readonly entries: readonly ProfileEntry[];
      readonly refusals: readonly Refusal[];
      readonly leftAlone: number;
    }
  | {
      readonly kind: 'profile';
      readonly timezone?: string;
      readonly singles: readonly ProfileSingle[];
      readonly entries: readonly ProfileEntry[];
      readonly refusals: readonly Refusal[];
    }
  | { readonly kind: 'unrecognised'; readonly refusals: readonly Refusal[] };

/** Recognises and reads one file. Never throws on what stands in it; what is not taken is in `refusals`. */
export function readFile(name: string, bytes: Uint8Array, knowledge: Knowledge): ImportedFile {
  const file = baseName(name);
  const recognised = recognise({ path: name, bytes });
  switch (recognised.kind) {
    case 'oura': {
      const read = readOura(file, recognised.bytes);
      const isNothing = read.documents.length === 0 && read.refusals.length > 0;
      if (isNothing && recognised.fault !== undefined) {
        return { kind: 'unrecognised', refusals: [recognised.fault] };
      }
      return isNothing && read.refusals.every(isOfNoCollection)
        ? { kind: 'unrecognised', refusals: [{ file, record: 'file', field: '', reason: OF_NO_COLLECTION }] }
        : { kind: 'oura', ...read };
    }
    case 'check-ins':
      return { kind: 'check-ins', ...readCheckIns(file, recognised.text) };
    case 'check-in-json':
      return { kind: 'check-ins', ...readCheckInJson(file, recognised.value) };
    case 'labs':
      return { kind: 'labs', ...readLabs(file, recognised.text) };
    case 'fhir':
      return { kind: 'fhir', ...readFhir(file, recognised.resource, knowledge) };
    case 'profile':
      return { kind: 'profile', ...readProfile(file, recognised.profile) };
    case 'unrecognised':
      return { kind: 'unrecognised', refusals: [recognised.refusal] };
  }
}

function isOfNoCollection({ reason }: Refusal): boolean {
  return reason === OF_NO_COLLECTION;
}
