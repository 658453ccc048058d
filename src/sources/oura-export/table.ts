import { findCollection } from '../oura/collections.ts';
import { type FieldKind, fieldKinds } from './field-kinds.ts';
import { type ExportCollection, squeeze } from './files.ts';
import { splitRow } from './split-row.ts';

export interface Column {
  readonly name: string;
  /** `other` is a column the API has no field for. */
  readonly kind: FieldKind | 'other';
  /** Without it a row belongs to no day and no moment. */
  readonly required: boolean;
}

/** What the first line of a file says about all others. */
export interface Table {
  readonly collection: ExportCollection;
  readonly delimiter: string;
  readonly columns: readonly Column[];
}

const DELIMITERS = [';', ',', '\t'] as const;
const MOST_COLUMNS = 300;

/** The table a header announces, or in one phrase why it is none of that collection. */
export function readHeader(collection: ExportCollection, text: string): Table | { readonly reason: string } {
  const delimiter = detectDelimiter(text);
  const names = headerNames(text, delimiter);
  if (names === undefined) return { reason: 'does not begin with the names of its columns' };
  const own = trueCollection(collection, names);
  const kinds = new Map([...fieldKinds(own)].map(([name, kind]) => [squeeze(name), { name, kind }]));
  const anchor = anchorOf(own);
  const columns = names.map((name): Column => {
    const known = kinds.get(squeeze(name));
    return { name: known?.name ?? name, kind: known?.kind ?? 'other', required: known?.name === anchor };
  });
  const given = new Set(columns.map(({ name }) => name));
  if (given.size < columns.length) return { reason: 'names a column twice' };
  if (columns.filter(({ kind }) => kind !== 'other').length < 2) {
    return { reason: `does not have the columns of ${own}` };
  }
  if (anchor !== undefined && !given.has(anchor)) return { reason: `has no column ${anchor}` };
  return { collection: own, delimiter, columns };
}

/** Names of columns hold no delimiter, so quotes need not be looked at. */
function detectDelimiter(text: string): string {
  const count = (delimiter: string) => text.split(delimiter).length;
  return DELIMITERS.reduce<string>((best, one) => (count(one) > count(best) ? one : best), ';');
}

function headerNames(text: string, delimiter: string): string[] | undefined {
  const split = splitRow(text, delimiter, 'quotes', MOST_COLUMNS);
  if (typeof split === 'string') return undefined;
  const [only = ''] = split;
  // A table can come with each row in quotes as a whole.
  if (split.length === 1 && only.includes(delimiter) && only !== text) return headerNames(only, delimiter);
  const names = split.map((name) => name.trim());
  while (names.at(-1) === '') names.pop();
  return names;
}

/** Some exports call the table of tags with codes `tag`, as the API calls the older tags. */
function trueCollection(collection: ExportCollection, names: readonly string[]): ExportCollection {
  const coded = names.some((name) => squeeze(name) === 'tagtypecode');
  return collection === 'tag' && coded ? 'enhanced_tag' : collection;
}

function anchorOf(collection: ExportCollection): string | undefined {
  if (collection === 'heartrate' || collection === 'ring_battery_level') return 'timestamp';
  return findCollection(collection)?.dayField;
}
