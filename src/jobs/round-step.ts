import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import type { Round, RoundStore } from '../../db/stores/round-store.ts';
import type { StepStore } from '../../db/stores/step-store.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { RoundPayload } from './round-payload.ts';

export interface RoundStores {
  readonly people: PersonStore;
  readonly rounds: RoundStore;
  readonly steps: StepStore;
}

/** What a step wants written, in the same transaction that marks it done. */
export type StepOutcome = (transaction: Transaction) => Promise<void>;

/**
 * Runs one step of a round so that it counts once, however often the queue delivers it: claimed before, finished
 * together with its result. A worker that lost its claim meanwhile writes nothing.
 */
export async function runStep(
  stores: RoundStores,
  { personId, roundId }: RoundPayload,
  step: string,
  work: (person: Person, round: Round) => Promise<StepOutcome>,
): Promise<void> {
  const claim = await stores.steps.claim(roundId, personId, step);
  if (claim === undefined) return;
  const [person, round] = await Promise.all([stores.people.getById(personId), stores.rounds.get(roundId)]);
  await stores.steps.finish(claim, await work(person, round));
}

/** Called when a step has failed for good: only the queue knows when there is no further try. */
export async function failStep(
  stores: RoundStores,
  { roundId }: RoundPayload,
  step: string,
  reason: string,
): Promise<void> {
  await stores.steps.fail(roundId, step, reason);
}

/** The same for a step that the round cannot do without. */
export async function failRound(
  stores: RoundStores,
  payload: RoundPayload,
  step: string,
  reason: string,
): Promise<void> {
  await failStep(stores, payload, step, reason);
  await stores.rounds.update(payload.roundId, 'failed', reason);
}
