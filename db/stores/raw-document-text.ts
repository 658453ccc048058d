import { inflateSync } from 'node:zlib';
import type { RawDocumentTable } from '../schema/raw-document.ts';
import type { Person } from './person-store.ts';
import { placeOf } from './raw-document-key.ts';

/** The JSON of a document, word for word. */
export function textOf(person: Person, row: RawDocumentTable): string {
  return unpack(person.vault.openBytes(placeOf(row, row.revision), row.body));
}

/** What was left as it is begins with a brace, what was packed never does. */
function unpack(bytes: Buffer): string {
  return (bytes[0] === 0x7b ? bytes : inflateSync(bytes)).toString('utf8');
}
