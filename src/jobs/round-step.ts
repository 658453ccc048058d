import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import type { Round, RoundStore } from '../../db/stores/round-store.ts';
import type { StepStore } from '../../db/stores/step-store.ts';
import type { Transaction } from '../../db/transaction.ts';
import { publicMessageOf, RoundsError } from '../shared/errors.ts';
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
  try {
    const [person, round] = await Promise.all([stores.people.getById(personId), stores.rounds.get(roundId)]);
    const outcome = await work(person, round);
    await stores.steps.finish(claim, outcome);
  } catch (error) {
    const mayRetry = error instanceof RoundsError && error.retryable;
    if (!mayRetry) await stores.steps.fail(claim, publicMessageOf(error));
    throw error;
  }
}

/** Called when a step that the round cannot do without has failed for good. */
export async function failRound(
  stores: RoundStores,
  { roundId }: RoundPayload,
  reason: string,
): Promise<void> {
  await stores.rounds.update(roundId, 'failed', reason);
}
