import type { RawDocument } from '../../domain/raw-document.ts';
import type { Day } from '../../shared/day.ts';
import type { CollectionName } from './collections.ts';

/** What a person wrote in the ring's app in words of their own. */
export const tagCollections = ['enhanced_tag', 'tag'] as const satisfies readonly CollectionName[];

const wordFields = ['comment', 'custom_name', 'text'];

/** Read for red flags and for nothing else: the events of a tag are named in words of ours (`map-events.ts`). */
export function tagWords(documents: readonly RawDocument[]): { readonly day: Day; readonly text: string }[] {
  return documents.flatMap(({ day, body }) =>
    wordFields.flatMap((field) => {
      const text = body[field];
      return day === undefined || typeof text !== 'string' ? [] : [{ day, text }];
    }),
  );
}
