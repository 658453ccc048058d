import type { Person } from '../../db/stores/person-store.ts';
import type { ProfileStore } from '../../db/stores/profile-store.ts';
import type { Profile } from '../domain/profile.ts';
import type { ProfileEntry } from '../sources/files/read-profile.ts';

interface HealthRecord {
  readonly entries: readonly ProfileEntry[];
  readonly leftAlone: number;
}

/**
 * Results are taken as they come. A medicine, a condition or an allergy only where the profile has none of that name:
 * what stands there was written with its doses and dates, and a record often has the bare name.
 */
export async function takeHealthRecord(
  profiles: ProfileStore,
  person: Person,
  { entries, leftAlone }: HealthRecord,
): Promise<string> {
  const names = namesIn(await profiles.get(person));
  const wanted = entries.filter((entry) => !names.has(nameOf(entry) ?? ''));
  const changed = await profiles.upsert(person, wanted);
  const counts = `${changed} entries new or changed, ${entries.length - changed} known`;
  return `health record: ${counts}, ${leftAlone} other resources left alone`;
}

function namesIn({ conditions, allergies, medications }: Profile): Set<string> {
  return new Set([
    ...conditions.map(({ name }) => key('condition', name)),
    ...allergies.map(({ name }) => key('allergy', name)),
    ...medications.map(({ name }) => key('medication', name)),
  ]);
}

function nameOf(entry: ProfileEntry): string | undefined {
  return 'name' in entry.value ? key(entry.kind, entry.value.name) : undefined;
}

function key(kind: ProfileEntry['kind'], name: string): string {
  return `${kind} ${name.toLowerCase()}`;
}
