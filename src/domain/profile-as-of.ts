import type { Day } from '../shared/day.ts';
import type { Appointment, Profile } from './profile.ts';

/** The profile as it stood on the morning of a day: what happened later is not in it; coming appointments are. */
export function profileAsOf(profile: Profile, asOf: Day): Profile {
  const known = <Entry extends { readonly day: Day }>(entries: readonly Entry[]): Entry[] =>
    entries.filter((entry) => entry.day <= asOf);
  const present = <Entry extends { readonly since?: string | undefined }>(
    entries: readonly Entry[],
  ): Entry[] => entries.filter(({ since }) => since === undefined || since <= asOf);
  return {
    ...profile,
    conditions: present(profile.conditions),
    allergies: present(profile.allergies),
    medications: profile.medications
      .filter(({ events }) => events.length === 0 || events.some((event) => event.day <= asOf))
      .map((medication) => ({ ...medication, events: known(medication.events) })),
    adherence: known(profile.adherence),
    labs: known(profile.labs),
    events: known(profile.events),
    cycle: known(profile.cycle),
    notes: known(profile.notes),
    goals: known(profile.goals),
    visits: known(profile.visits).map((visit) => ({ ...visit, agreed: known(visit.agreed) })),
  };
}

/** The next appointment on or after the day. */
export function nextAppointment(profile: Profile, asOf: Day): Appointment | undefined {
  return [...profile.appointments]
    .filter((appointment) => appointment.day >= asOf)
    .sort((left, right) =>
      `${left.day} ${left.time ?? ''}`.localeCompare(`${right.day} ${right.time ?? ''}`),
    )[0];
}
