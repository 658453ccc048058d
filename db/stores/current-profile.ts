import { canonicalJson } from '../../src/shared/json.ts';
import type { Transaction } from '../transaction.ts';
import type { Person } from './person-store.ts';
import { numberedSubject, type ProfileEntry, subjectOf } from './profile-subject.ts';

/** A row that stands; its subject and its content are digests. */
export interface CurrentEntry {
  readonly id: string;
  readonly subject: string;
  readonly digest: string;
}

export async function currentEntries(
  transaction: Transaction,
  person: Person,
): Promise<Map<string, CurrentEntry>> {
  const rows = await transaction
    .selectFrom('profile_entry')
    .select(['id', 'subject', 'digest'])
    .where('person_id', '=', person.id)
    .where('superseded_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.subject, row]));
}

/** What stands about one subject, in the order it is counted. */
export function sameSubject(
  person: Person,
  current: ReadonlyMap<string, CurrentEntry>,
  about: string,
): CurrentEntry[] {
  const rows: CurrentEntry[] = [];
  for (;;) {
    const row = current.get(person.vault.digest(numberedSubject(about, rows.length + 1)));
    if (row === undefined) return rows;
    rows.push(row);
  }
}

interface NewEntry {
  readonly entry: ProfileEntry;
  readonly digest: string;
  readonly subject: string;
  readonly before: CurrentEntry | undefined;
}

/** What of the entries does not stand yet, word for word, and what gives way to it. */
export function whatIsNew(
  person: Person,
  current: ReadonlyMap<string, CurrentEntry>,
  entries: readonly ProfileEntry[],
): NewEntry[] {
  return [...bySubject(entries)].flatMap(([about, told]) => newAbout(person, current, about, told));
}

function bySubject(entries: readonly ProfileEntry[]): Map<string, ProfileEntry[]> {
  const groups = new Map<string, ProfileEntry[]>();
  for (const entry of entries) {
    const about = subjectOf(entry);
    const group = groups.get(about);
    if (group === undefined) groups.set(about, [entry]);
    else group.push(entry);
  }
  return groups;
}

/**
 * Of several entries about one subject those that stand already are known again in whatever order they come: only
 * what is left of them gives way to what is new.
 */
function newAbout(
  person: Person,
  current: ReadonlyMap<string, CurrentEntry>,
  about: string,
  told: readonly ProfileEntry[],
): NewEntry[] {
  const left = sameSubject(person, current, about);
  let count = left.length;
  const fresh = told
    .map((entry) => ({ entry, digest: person.vault.digest(canonicalJson(entry.value)) }))
    .filter(({ digest }) => {
      const at = left.findIndex((row) => row.digest === digest);
      if (at !== -1) left.splice(at, 1);
      return at === -1;
    });
  return fresh.map(({ entry, digest }) => {
    const before = left.shift();
    if (before === undefined) count += 1;
    const subject = before?.subject ?? person.vault.digest(numberedSubject(about, count));
    return { entry, digest, subject, before };
  });
}
