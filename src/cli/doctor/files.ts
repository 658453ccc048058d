import { type Check, checksOf } from './check.ts';
import type { Facts, FileFact } from './facts.ts';

const { ok, warning, problem } = checksOf('Files');

export function checkFiles({ files }: Facts): Check[] {
  return files.flatMap(checkFile);
}

function checkFile(file: FileFact): Check[] {
  const { name, path, mode, isDirectory } = file;
  if (mode === undefined) {
    if (name !== 'Data directory') return [];
    return [warning(name, `${path} is not there yet`, 'Make it: rounds init')];
  }
  const found = `${path} (${mode.toString(8)})`;
  if (!file.isWritable) {
    return [
      problem(name, `${found} cannot be written by this account`, 'Give it to the account that runs rounds.'),
    ];
  }
  if ((mode & 0o077) === 0) return [ok(name, found)];
  const todo = `chmod ${isDirectory ? '700' : '600'} ${path}`;
  // What is there in plain words weighs more than what is sealed.
  const complain = name === 'Reports' ? problem : warning;
  return [complain(name, `${found} is open to other accounts`, todo)];
}
