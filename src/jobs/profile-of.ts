import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { ProfileStore } from '../../db/stores/profile-store.ts';
import { HISTORY_DAYS } from '../analysis/frame.ts';
import type { LifeEvent, Profile } from '../domain/profile.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import { datedEventCollections, mapEvents } from '../sources/oura/map-events.ts';

export interface ProfileDependencies extends Pick<ObservationStores, 'rawDocuments'> {
  readonly profiles: ProfileStore;
}

/** No detector looks further back for what an event may stand beside. */
const RECENT_DAYS = 180;
/**
 * Each event is a family of tests: one finds something in about 2 % of persons to whom nothing happened, eight in 12 %.
 * Somebody who tags whatever happens must not have more false findings for it, nor a page of nothing else.
 */
const MOST_OF_A_KIND = 2;
/** What a person entered and what they tagged for the same thing is seldom more than this apart. */
const SAME_DAYS = 2;

/** The profile a round looks at: what the person entered (as known at an instant), and what they told the ring's app up to a day. */
export async function profileOf(
  { profiles, rawDocuments }: ProfileDependencies,
  person: Person,
  asOf: Day,
  known: { readonly knownAt?: string } = {},
): Promise<Profile> {
  const [profile, dated, rings] = await Promise.all([
    profiles.get(person, known),
    // From long before, or a habit of years would begin with the first tag that is read.
    rawDocuments.list(person, datedEventCollections, addDays(asOf, 1 - HISTORY_DAYS), asOf),
    rawDocuments.listCollection(person, { source: 'oura', collection: 'ring_configuration' }),
  ]);
  const told = mapEvents([...dated, ...rings], person.timezone).filter(
    ({ day }) => day <= asOf && daysBetween(day, asOf) < RECENT_DAYS,
  );
  const added = lastOfEachKind(told.filter((event) => !profile.events.some((own) => isSame(own, event))));
  return added.length === 0 ? profile : { ...profile, events: [...profile.events, ...added] };
}

/** The ring's "other" is a rest mode, which an illness explains as well. */
function isSame(own: LifeEvent, told: LifeEvent): boolean {
  const isOfKind = own.kind === told.kind || (told.kind === 'other' && own.kind === 'illness');
  return isOfKind && Math.abs(daysBetween(own.day, told.day)) <= SAME_DAYS;
}

function lastOfEachKind(events: readonly LifeEvent[]): LifeEvent[] {
  return events.filter(
    ({ kind }, index) => events.slice(index).filter((later) => later.kind === kind).length <= MOST_OF_A_KIND,
  );
}
