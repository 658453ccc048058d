import type { Person } from '../../db/stores/person-store.ts';
import type { ProfileStore, ProfileVersion } from '../../db/stores/profile-store.ts';
import type { Allergy, Appointment, Profile, Visit } from '../domain/profile.ts';
import type { ScreenedText } from '../domain/red-flags/raised-flag.ts';
import { type Day, dayInZone, parseDay } from '../shared/day.ts';

/**
 * Words of the profile that say of no day of their own when they were true, each on one day for good, or the same
 * words would be raised anew every morning. That is the day they were first recorded: the latest they can be about,
 * and the day on which somebody has to hear of them. What is about an earlier day, told late, counts for that one: the
 * questions of an appointment that is over, an allergy known since a day. What was agreed at a visit counts for the
 * visit, though it may hold from a later day.
 */
export async function undatedWords(
  { profiles }: { readonly profiles: Pick<ProfileStore, 'history'> },
  person: Person,
  { appointments, allergies, visits }: Pick<Profile, 'appointments' | 'allergies' | 'visits'>,
): Promise<ScreenedText[]> {
  const recorded = async <Entry>(
    kind: 'appointment' | 'allergy' | 'visit',
    wordsOf: (entry: Entry) => Words,
  ): Promise<ScreenedText[]> => datedWords(await profiles.history(person, kind), person, wordsOf);
  return [
    ...(appointments.some(({ questions }) => questions.length > 0)
      ? await recorded<Appointment>('appointment', ({ questions, day }) => ({
          of: day,
          texts: questions,
          until: day,
          source: 'question',
        }))
      : []),
    ...(allergies.some(({ reaction }) => reaction !== undefined)
      ? await recorded<Allergy>('allergy', ({ name, reaction, since }) => ({
          of: name,
          texts: reaction === undefined ? [] : [reaction],
          until: since === undefined ? undefined : lastDayOf(since),
          source: 'note',
        }))
      : []),
    ...(visits.length > 0
      ? await recorded<Visit>('visit', ({ agreed, day }) => ({
          of: day,
          texts: agreed.map(({ what }) => what),
          until: day,
          source: 'note',
        }))
      : []),
  ];
}

interface Words {
  /** What they were written about: the same words about something else are new. */
  readonly of: string;
  readonly texts: readonly string[];
  /** The latest day they can be about, where the entry says so. */
  readonly until: Day | undefined;
  readonly source: ScreenedText['source'];
}

/** Of the entries that stand; each of their texts is as old as the first version of the entry that holds it. */
function datedWords<Entry>(
  history: readonly ProfileVersion[],
  { timezone }: Pick<Person, 'timezone'>,
  wordsOf: (entry: Entry) => Words,
): ScreenedText[] {
  const firstRecorded = new Map<string, Day>();
  for (const { value, recordedAt } of history) {
    const { of, texts } = wordsOf(value as Entry);
    for (const key of texts.map((text) => keyOf(of, text))) {
      if (!firstRecorded.has(key)) firstRecorded.set(key, dayInZone(new Date(recordedAt), timezone));
    }
  }
  return history
    .filter(({ supersededAt }) => supersededAt === undefined)
    .flatMap(({ value }) => {
      const { of, texts, until, source } = wordsOf(value as Entry);
      return texts.map((text) => {
        const recorded = firstRecorded.get(keyOf(of, text)) as Day;
        return { day: until !== undefined && until < recorded ? until : recorded, source, text };
      });
    });
}

function keyOf(of: string, text: string): string {
  return JSON.stringify([of, text]);
}

/** "2019" may have been any day of that year. */
function lastDayOf(since: string): Day {
  const [year, month, day] = since.split('-').map(Number);
  const last = day === undefined ? new Date(Date.UTC(year as number, month ?? 12, 0)) : undefined;
  return parseDay(last === undefined ? since : last.toISOString().slice(0, 10));
}
