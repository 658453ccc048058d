import { describe, expect, it } from 'vitest';
import { runStep } from '../../../src/jobs/round-step.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { NotYetError } from '../../../src/shared/errors.ts';
import { silentLogger } from '../../support/queue/silent-logger.ts';
import { setStore } from '../../support/stores/stage.ts';
import { scratchSite } from '../../support/test-database.ts';

const context = { signal: new AbortController().signal, logger: silentLogger };

describe('a step of a round', () => {
  const store = setStore(scratchSite);
  const newRound = async () => {
    const { rounds, anna } = store();
    const round = await rounds.upsert(anna, 'nightly:2026-03-20', parseDay('2026-03-20'));
    return { personId: anna.id, roundId: round.id };
  };

  it('says whether it was this call that did it', async () => {
    const payload = await newRound();
    const work = async () => async () => undefined;
    expect(await runStep(store(), payload, 'analyse', context, work)).toBe(true);
    expect(await runStep(store(), payload, 'analyse', context, work)).toBe(false);
  });

  it('lets nobody go on whose step was taken over: what follows would find no result', async () => {
    const { steps } = store();
    const payload = await newRound();
    let written = false;
    const overtaken = runStep(store(), payload, 'analyse', context, async () => {
      await steps.claim(payload.roundId, payload.personId, 'analyse');
      return async () => {
        written = true;
      };
    });
    await expect(overtaken).rejects.toBeInstanceOf(NotYetError);
    expect(written).toBe(false);
    expect(await steps.list(payload.roundId)).toMatchObject([{ step: 'analyse', state: 'running' }]);
  });
});
