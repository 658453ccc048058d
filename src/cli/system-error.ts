/** What the operating system or the database file says, as one line that tells what to do. Paths are ours to name. */
export function systemErrorLine(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const where = 'path' in error && typeof error.path === 'string' ? ` (${error.path})` : '';
  const line = lines.find(([codes]) => codes.test(error.code as string))?.[1];
  return line === undefined ? undefined : `${line}${where}`;
}

const lines: readonly (readonly [RegExp, string])[] = [
  [/^(ENOSPC|EDQUOT|SQLITE_FULL)/, 'The disk is full. Make room; what was stored before is untouched.'],
  [
    /^(EROFS|EACCES|EPERM|SQLITE_READONLY|SQLITE_PERM)/,
    'The data directory cannot be written. Check its permissions, or name another with ROUNDS_HOME.',
  ],
  [/^(ENOTDIR|EEXIST|EISDIR)/, 'ROUNDS_HOME is not a directory, or a file stands in its way.'],
  [/^(SQLITE_IOERR|EIO)/, 'The disk answers with an error. Check it before anything else.'],
  [/^SQLITE_BUSY/, 'Another program keeps the database busy. Try again in a moment.'],
  [
    /^(ECONN|ETIMEDOUT|ENOTFOUND|08|57P)/,
    'A server that is configured does not answer. Check DATABASE_URL and QUEUE_URL.',
  ],
];
