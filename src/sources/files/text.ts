/** JSON of a decade of rings is some hundred megabytes; one string of V8's ends at about five hundred. */
const MOST_BYTES = 400_000_000;

/** The text of a file, or in one phrase why it is none. */
export function decodeText(bytes: Uint8Array): { text: string } | { reason: string } {
  if (bytes.length === 0) return { reason: 'is empty' };
  if (bytes.length > MOST_BYTES) return { reason: 'is larger than 400 MB' };
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { reason: 'is UTF-16 text; save it as UTF-8' };
  }
  if (bytes.includes(0)) return { reason: 'is not a text file' };
  try {
    // Drops the byte order mark as well.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { reason: 'is not UTF-8 text' };
  }
}

/** The last part of a path, whichever system wrote it: a folder name can say more than a refusal should. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** A name from a file (a column, a key) fit to be printed in one line. */
export function printable(name: string): string {
  const clean = name.replaceAll(/[^\p{L}\p{N}_.:/() -]/gu, '?');
  return clean.length > 40 ? `${clean.slice(0, 40)}…` : clean;
}
