import type { FindingStore, StoredFindingSet } from '../../db/stores/finding-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Round } from '../../db/stores/round-store.ts';
import type { Appointment, Profile } from '../domain/profile.ts';
import { nextAppointment, profileAsOf } from '../domain/profile-as-of.ts';
import { type TimelineEvent, timelineOf } from '../domain/timeline.ts';
import type { Day } from '../shared/day.ts';
import { PermanentError } from '../shared/errors.ts';
import { type Memory, type MemoryDependencies, memoryOf } from './memory-of.ts';
import { type ProfileDependencies, profileOf } from './profile-of.ts';
import { appointmentOfSlot } from './slots.ts';

/** What all who speak in a round are told, whatever is changed meanwhile: the findings, and the profile they were made of. */
export interface Brief extends Memory {
  readonly set: StoredFindingSet;
  readonly profile: Profile;
  readonly timeline: readonly TimelineEvent[];
  readonly appointment: Appointment | undefined;
}

export type BriefOf = (person: Person, round: Pick<Round, 'id' | 'asOf' | 'slot'>) => Promise<Brief>;

export interface BriefDependencies extends ProfileDependencies, MemoryDependencies {
  readonly findings: FindingStore;
}

/** The specialists of a round speak within the same minute: so many rounds are kept for those who come next. */
const MOST_KEPT = 16;

/** Read once a round and process instead of once a specialist; it never changes, because findings are written once. */
export function createBriefs(dependencies: BriefDependencies): BriefOf {
  const kept = new Map<string, Promise<Brief>>();
  return (person, round) => {
    const known = kept.get(round.id);
    if (known !== undefined) return known;
    const brief = readBrief(dependencies, person, round);
    kept.set(round.id, brief);
    brief.catch(() => kept.delete(round.id));
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return brief;
  };
}

async function readBrief(
  dependencies: BriefDependencies,
  person: Person,
  { id, asOf, slot }: Pick<Round, 'id' | 'asOf' | 'slot'>,
): Promise<Brief> {
  const set = await dependencies.findings.find(person, id);
  if (set === undefined) throw new PermanentError('The findings of this round are missing.');
  const profile = await profileOfSet(dependencies, person, asOf, set);
  return {
    set,
    profile,
    timeline: timelineOf(profile),
    appointment: nextAppointment(profile, appointmentOfSlot(slot) ?? asOf),
    ...(await memoryOf(dependencies, person, profile, asOf)),
  };
}

/** The profile as it was known when these findings were made. */
export async function profileOfSet(
  dependencies: ProfileDependencies,
  person: Person,
  asOf: Day,
  { recordedAt }: Pick<StoredFindingSet, 'recordedAt'>,
): Promise<Profile> {
  return profileAsOf(await profileOf(dependencies, person, asOf, { knownAt: recordedAt }), asOf);
}
