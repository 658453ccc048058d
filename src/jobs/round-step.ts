import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import type { Round, RoundStore } from '../../db/stores/round-store.ts';
import type { StepClaim, StepStore } from '../../db/stores/step-store.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { JobContext } from '../queue/job.ts';
import { NotYetError, TransientError } from '../shared/errors.ts';
import type { Meter } from '../shared/meter.ts';
import type { RoundPayload } from './round-payload.ts';
import { kindOfSlot } from './slots.ts';

export interface RoundStores {
  readonly people: PersonStore;
  readonly rounds: RoundStore;
  readonly steps: StepStore;
  readonly meter: Meter;
}

/** What a step wants written, in the same transaction that marks it done. */
export type StepOutcome = (transaction: Transaction) => Promise<void>;

const HEARTBEAT_MS = 10_000;
/** What another worker gets to finish what it took over. */
const TAKEN_OVER_PAUSE_MS = 2_000;

/**
 * Runs one step of a round so that it counts once, however often the queue delivers it: claimed before, finished
 * together with its result. A worker that lost its claim meanwhile is told to stop, writes nothing and goes no further:
 * what follows the step rests on a result that is not there yet. Its job is put off, not ended, for whoever took the
 * step over may die as well. Returns whether it was this call that did it; false: it was done before.
 */
export async function runStep(
  stores: RoundStores,
  { personId, roundId }: RoundPayload,
  step: string,
  { signal, logger }: Pick<JobContext, 'signal' | 'logger'>,
  work: (person: Person, round: Round, signal: AbortSignal) => Promise<StepOutcome>,
): Promise<boolean> {
  // Asked first: who is gone has no rounds, so that a claim would be taken for a defect.
  const person = await stores.people.getById(personId);
  const claim = await stores.steps.claim(roundId, personId, step);
  if (claim === undefined) return false;
  const hold = holdClaim(stores.steps, claim);
  const began = performance.now();
  try {
    const round = await stores.rounds.get(roundId);
    // Somebody had a job of it tried again after the round was given up.
    if (round.state === 'failed') await stores.rounds.reopen(roundId);
    const outcome = await work(person, round, AbortSignal.any([signal, hold.lost]));
    if (await stores.steps.finish(claim, outcome)) {
      stores.meter.stepEnded(step, 'done', (performance.now() - began) / 1000);
      return true;
    }
    logger.warn({ step }, 'another worker took this step over');
    throw takenOver();
  } catch (error) {
    if (!hold.lost.aborted) throw error;
    logger.warn({ step }, 'stopped: another worker took this step over');
    throw takenOver();
  } finally {
    hold.release();
  }
}

function takenOver(): NotYetError {
  return new NotYetError('Another worker took this step over.', TAKEN_OVER_PAUSE_MS);
}

/** Tells now and then that somebody is at work, and learns when the step is another worker's. */
function holdClaim(steps: StepStore, claim: StepClaim): { lost: AbortSignal; release: () => void } {
  const lost = new AbortController();
  const beat = async () => {
    // A database that is away says nothing about who holds the claim.
    const isHeld = await steps.beat(claim).catch(() => true);
    if (!isHeld) lost.abort(new TransientError('Another worker took this step over.'));
  };
  const timer = setInterval(() => void beat(), HEARTBEAT_MS);
  return { lost: lost.signal, release: () => clearInterval(timer) };
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
  await endRound(stores, payload.roundId, 'failed', reason);
}

/** Ends a round, once; whoever says so later makes no difference. */
export async function endRound(
  { rounds, meter }: Pick<RoundStores, 'rounds' | 'meter'>,
  roundId: string,
  state: 'done' | 'failed',
  reason?: string,
): Promise<void> {
  if (!(await rounds.end(roundId, state, reason))) return;
  const { slot, createdAt, finishedAt = createdAt } = await rounds.get(roundId);
  meter.roundEnded(kindOfSlot(slot), state, (Date.parse(finishedAt) - Date.parse(createdAt)) / 1000);
}
