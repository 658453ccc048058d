import type { Refusal } from '../../domain/raw-document.ts';
import type { CollectionName } from '../oura/collections.ts';
import { collectionHintedBy, collectionNamedBy, isBare } from './oura-names.ts';

/** A document of a file, as it stands there. */
export interface Candidate {
  readonly body: Record<string, unknown>;
  readonly text: string;
  /** Which document of the file it is, counted from 1. */
  readonly number: number;
}

export interface Found extends Candidate {
  readonly name: CollectionName;
}

/** Says which collection the documents of a file are of, as they come. */
export interface CollectionFinder {
  /** What stands in another list is nobody's neighbour. */
  beginList(): void;
  /** `known`: by its own fields; `hint`: by the name it stands under. Also gives what waited for this one. */
  find(candidate: Candidate, known: CollectionName | undefined, hint: CollectionName | undefined): Found[];
  /** Something of a collection that nobody here knows. */
  meetStranger(number: number): void;
  /** One line, however many strangers there were. */
  refusals(): Refusal[];
}

export const OF_NO_COLLECTION = 'is not of a collection that can be imported';

/** More documents than this do not begin a list before one says what it is of. */
const MOST_WAITING = 1000;

/**
 * Where its own fields do not tell, the name a document stands under decides, then the file's name. One that has nothing
 * but id, day and score may also be of the collection of its list; anything else without a name is of none we know.
 */
export function createCollectionFinder(file: string): CollectionFinder {
  const named = collectionNamedBy(file);
  const hinted = collectionHintedBy(file);
  let neighbour: CollectionName | undefined;
  let waiting: Candidate[] = [];
  let strangers = 0;
  let firstStranger = 0;

  const finder: CollectionFinder = {
    beginList() {
      for (const { number } of waiting) finder.meetStranger(number);
      waiting = [];
      neighbour = undefined;
    },
    find(candidate, known, hint) {
      const waited = known === undefined ? [] : waiting;
      if (known !== undefined) {
        neighbour = known;
        waiting = [];
      }
      const mayBeAny = isBare(candidate.body);
      const name = known ?? hint ?? named ?? (mayBeAny ? (hinted ?? neighbour) : undefined);
      if (name !== undefined) return [...waited.map((one) => ({ ...one, name })), { ...candidate, name }];
      if (mayBeAny && waiting.length < MOST_WAITING) waiting.push(candidate);
      else finder.meetStranger(candidate.number);
      return [];
    },
    meetStranger(number) {
      strangers += 1;
      if (strangers === 1) firstStranger = number;
    },
    refusals() {
      if (strangers === 0) return [];
      const record = `document ${firstStranger}${strangers === 1 ? '' : ` and ${strangers - 1} more`}`;
      return [{ file, record, field: '', reason: OF_NO_COLLECTION }];
    },
  };
  return finder;
}
