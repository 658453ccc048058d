import type { CheckInStore } from '../../db/stores/check-in-store.ts';
import type { FindingStore } from '../../db/stores/finding-store.ts';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { ProfileStore } from '../../db/stores/profile-store.ts';
import type { RoundPage } from '../domain/page.ts';
import { nextAppointment } from '../domain/profile-as-of.ts';
import type { Clock } from '../shared/clock.ts';
import { addDays, type Day, dayInZone } from '../shared/day.ts';
import { InputError, NotFoundError } from '../shared/errors.ts';
import { slotOf } from './slots.ts';

export interface AppointmentPageDependencies {
  readonly profiles: ProfileStore;
  readonly pages: PageStore;
  readonly findings: FindingStore;
  readonly checkIns: CheckInStore;
  readonly clock: Clock;
}

/** What is to be taken along, as it is asked for. */
export interface AskedPack {
  readonly appointment: 'next' | Day;
  /** Looked from this day, anew; absent: from today, or the page that was made for the appointment. */
  readonly asOf?: Day | undefined;
}

/** An appointment that there is, by its day. */
export interface PackOccasion {
  readonly appointment: Day;
  readonly asOf: Day;
  /** Nothing that was made before will do. */
  readonly isAnew: boolean;
}

export async function occasionOf(
  { profiles, clock }: Pick<AppointmentPageDependencies, 'profiles' | 'clock'>,
  person: Person,
  { appointment, asOf }: AskedPack,
): Promise<PackOccasion> {
  const profile = await profiles.get(person);
  const today = dayInZone(clock.now(), person.timezone);
  const from = asOf ?? today;
  const day = appointment === 'next' ? nextAppointment(profile, from)?.day : appointment;
  if (day === undefined || !profile.appointments.some((entry) => entry.day === day)) {
    const missing = appointment === 'next' ? `after ${from}` : `on ${appointment}`;
    throw new NotFoundError(
      `There is no appointment ${missing}. Enter it: echo '{"appointments":[{"day":"YYYY-MM-DD","clinician":"NAME"}]}' | rounds profile -p ${person.slug} --add`,
    );
  }
  if (from > today) throw new InputError('The day to look from has not come yet.');
  if (asOf !== undefined && asOf > day)
    throw new InputError('The day to look from is after the appointment; a page for it looks from before.');
  return { appointment: day as Day, asOf: from, isAnew: asOf !== undefined };
}

/**
 * The page that was made for the appointment, as long as it is the one to take along: of a visit that has passed always,
 * of a coming one when it was made today or the evening before and nothing was entered since, in the profile or on a morning.
 */
export async function freshPage(
  { pages, findings, profiles, checkIns }: AppointmentPageDependencies,
  person: Person,
  { appointment, asOf, isAnew }: PackOccasion,
): Promise<RoundPage | undefined> {
  if (isAnew) return undefined;
  const made = await pages.findRoundForSlot(person, slotOf('appointment', appointment));
  if (appointment < asOf) return made ?? refuseUnmade(person, appointment);
  if (made === undefined) return undefined;
  if (made.page.asOf < addDays(asOf, -1)) return undefined;
  const set = await findings.find(person, made.roundId);
  const isOutdated =
    set === undefined ||
    (await profiles.hasChangedSince(person, set.recordedAt)) ||
    (await checkIns.hasChangedSince(person, set.recordedAt));
  return isOutdated ? undefined : made;
}

function refuseUnmade({ slug }: Person, appointment: Day): never {
  throw new NotFoundError(
    `No page was made for the appointment on ${appointment}. One that looks from before it: rounds report -p ${slug} --appointment ${appointment} --as-of DAY`,
  );
}
