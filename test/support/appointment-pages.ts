import type { FindingStore } from '../../db/stores/finding-store.ts';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { ProfileStore } from '../../db/stores/profile-store.ts';
import type { Round, RoundStore } from '../../db/stores/round-store.ts';
import type { StepStore } from '../../db/stores/step-store.ts';
import type { Page } from '../../src/domain/page.ts';
import { parseDay } from '../../src/shared/day.ts';
import { pageOn, pointOn, shiftOn } from './digest-pages.ts';
import { findingsReport } from './stores/samples.ts';

interface Stores {
  readonly profiles: ProfileStore;
  readonly rounds: RoundStore;
  readonly steps: StepStore;
  readonly findings: FindingStore;
  readonly pages: PageStore;
}

export async function enterAppointment({ profiles }: Stores, person: Person, day: string): Promise<void> {
  const value = { day, time: '09:30', clinician: 'Dr Example', questions: ['Is it the new dose?'] };
  await profiles.upsert(person, [{ kind: 'appointment', value }]);
}

/** What a round leaves behind when it has put its page together. */
export async function leavePage(
  { steps, findings, pages }: Stores,
  person: Person,
  round: Round,
  fields: Partial<Page> = {},
): Promise<void> {
  const { asOf } = round;
  const claim = await steps.claim(round.id, person.id, 'coordinate');
  if (claim === undefined) throw new Error('a fresh step can be claimed');
  const { page } = pageOn(asOf, [pointOn(asOf, shiftOn(asOf, 'hrv'))], fields);
  await steps.finish(claim, async (transaction) => {
    const set = { engine: '1', dataHash: page.dataHash, report: { ...findingsReport, asOf } };
    await findings.insert(transaction, person, round.id, set);
    await pages.put(transaction, person, round.id, page);
  });
}

/** The page that was made on one day for the appointment of another. */
export async function madeFor(stores: Stores, person: Person, day: string, asOf: string): Promise<Round> {
  const round = await stores.rounds.upsert(person, `appointment:${day}`, parseDay(asOf));
  const appointment = { day: parseDay(day), clinician: 'Dr Example', daysAway: 1 };
  await leavePage(stores, person, round, { appointment });
  await stores.rounds.end(round.id, 'done');
  return round;
}
