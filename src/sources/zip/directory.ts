import { type Entry, getFileNameLowLevel, validateFileName, type ZipFile } from 'yauzl';
import { InputError } from '../../shared/errors.ts';
import { encryptedError } from './damage.ts';

const MOST_ENTRIES = 100_000;
const LONGEST_NAME_BYTES = 1024;
/** Fixed part of the header that stands before the bytes of each entry. */
const LOCAL_HEADER_BYTES = 30;
const nothing = Buffer.alloc(0);

/** An entry of the directory whose name is safe to show and to compare. */
export interface ListedEntry {
  readonly name: string;
  readonly entry: Entry;
}

/** The whole directory, checked before anything is opened: overlaps show only when all entries are known. */
export async function readDirectory(zip: ZipFile, fileSize: number): Promise<ListedEntry[]> {
  if (zip.entryCount > MOST_ENTRIES) {
    throw new InputError(`The ZIP file holds more than ${MOST_ENTRIES.toLocaleString('en')} files.`);
  }
  const listed: ListedEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw encryptedError();
    const name = safeName(entry);
    dropUnused(entry);
    listed.push({ name, entry });
  }
  refuseOverlaps(listed, fileSize);
  return listed;
}

function safeName(entry: Entry): string {
  const unsafe = new InputError(
    'The ZIP file holds a name that leads out of its folder or is not valid; it is not opened.',
  );
  if (entry.fileNameLength === 0 || entry.fileNameLength > LONGEST_NAME_BYTES) throw unsafe;
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  if (validateFileName(name) !== null || /\p{Cc}/u.test(name)) throw unsafe;
  return name;
}

/** Each of these can be 64 kB long, a hundred thousand times over. */
function dropUnused(entry: Entry): void {
  entry.fileNameRaw = nothing;
  entry.extraFieldRaw = nothing;
  entry.extraFields = [];
  entry.fileCommentRaw = nothing;
  entry.fileComment = '';
  entry.comment = '';
}

/** Entries that share bytes let a small archive unfold without end. */
function refuseOverlaps(listed: readonly ListedEntry[], fileSize: number): void {
  const inOrder = listed
    .map(({ entry }) => ({ start: entry.relativeOffsetOfLocalHeader, bytes: entry.compressedSize }))
    .sort((left, right) => left.start - right.start);
  inOrder.forEach(({ start, bytes }, index) => {
    const end = start + LOCAL_HEADER_BYTES + bytes;
    if (end > fileSize) throw new InputError('The ZIP file is damaged or cut short.');
    const next = inOrder[index + 1];
    if (next !== undefined && next.start < end) {
      throw new InputError('The ZIP file is damaged: files in it overlap.');
    }
  });
}
