import type { Person } from '../../db/stores/person-store.ts';
import type { ProfileEntry } from '../../db/stores/profile-subject.ts';
import { InputError, NotFoundError } from '../shared/errors.ts';
import type { AppHandle, CliTools } from './app-handle.ts';
import { entriesCalled, howToName, requireKind } from './profile-entries.ts';
import { entryLine } from './profile-entry-line.ts';
import { indented } from './profile-listing.ts';

export function nobodyToConfirm(): InputError {
  return new InputError('There is no terminal to ask at. Add --yes to withdraw without being asked.');
}

/** Shows what the words call and takes it out of the profile. Returns whether it was wanted. */
export async function withdrawEntry(
  tools: CliTools,
  app: AppHandle,
  person: Person,
  [word, ...words]: readonly string[],
  isSure: boolean,
): Promise<boolean> {
  const kind = requireKind(word);
  const entries = entriesCalled(await app.profiles.get(person), kind, words);
  for (const entry of entries) tools.print(`${indented(entryLine(entry), 0, tools.columns).join('\n')}\n`);
  const entry = theOne(entries, `There is no such entry in the profile.${howToName(kind)}`);
  if (!isSure && !(await isConfirmed(tools))) {
    tools.note('Nothing was withdrawn.\n');
    return false;
  }
  if (!(await app.profiles.withdraw(person, entry))) {
    throw new NotFoundError('The entry was changed or withdrawn meanwhile. Nothing was withdrawn.');
  }
  tools.print('Withdrawn. It stays in the history; import it again to bring it back.\n');
  return true;
}

function theOne([first, ...others]: readonly ProfileEntry[], missing: string): ProfileEntry {
  if (first === undefined) throw new NotFoundError(missing);
  if (others.length === 0) return first;
  throw new InputError(
    'Several entries are called so, and none was withdrawn. Add words that only one of them has, such as its time or value.',
  );
}

/** Loaded when somebody is there to be asked. */
async function isConfirmed({ terminal }: CliTools): Promise<boolean> {
  if (terminal === undefined) throw nobodyToConfirm();
  const { askWhether } = await import('./ask.ts');
  return askWhether(terminal, 'Withdraw this from the profile?');
}
