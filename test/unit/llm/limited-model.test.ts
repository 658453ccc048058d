import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRequestTurn } from '../../../src/jobs/request-turn.ts';
import { limitedModel } from '../../../src/llm/limited-model.ts';
import type { Model } from '../../../src/llm/model.ts';
import { openAiModel } from '../../../src/llm/openai.ts';
import { type ModelServer, type Step, startModelServer } from '../../support/model-server/model-server.ts';
import { setStore } from '../../support/stores/stage.ts';
import { scratchSite } from '../../support/test-database.ts';

const store = setStore(scratchSite);
const request = {
  system: 'You answer.',
  input: 'What is it?',
  schema: z.object({ word: z.string() }),
  schemaName: 'word',
  maxOutputTokens: 100,
};

/** Two workers with a model each, in the one line that they share. */
function workers(server: ModelServer, limit = { requests: 1000, seconds: 60 }) {
  const { requestBudgets, clock } = store();
  const waited: number[] = [];
  const wait = async (milliseconds: number) => {
    waited.push(milliseconds);
    clock.advance(milliseconds);
  };
  const worker = (): Model =>
    limitedModel(
      openAiModel({ apiKey: 'x', baseURL: `${server.url}/v1`, model: 'm', timeoutMs: 5_000 }),
      createRequestTurn(requestBudgets, 'OpenAI', limit, wait),
    );
  return { first: worker(), second: worker(), waited };
}

const answer: Step = { kind: 'answer', value: { word: 'yes' } };

describe('calls to a provider', () => {
  it('pause for all workers when one of them was asked to slow down', async () => {
    const tooMany: Step = { kind: 'status', status: 429, headers: { 'retry-after': '7' } };
    await using server = await startModelServer([tooMany, answer]);
    const { first, second, waited } = workers(server);
    await expect(first.generate(request)).rejects.toMatchObject({ retryable: true, retryAfterMs: 7_000 });
    expect(await second.generate(request)).toMatchObject({ value: { word: 'yes' } });
    expect(waited).toEqual([7_000]);
    expect(server.requests).toHaveLength(2);
  });

  it('are not made when the pause is longer than a job should be held for', async () => {
    const tooMany: Step = { kind: 'status', status: 429, headers: { 'retry-after': '600' } };
    await using server = await startModelServer([tooMany, answer]);
    const { first, second } = workers(server);
    await expect(first.generate(request)).rejects.toMatchObject({ retryable: true });
    await expect(second.generate(request)).rejects.toMatchObject({ retryable: true, retryAfterMs: 600_000 });
    expect(server.requests).toHaveLength(1);
  });

  it('stay within a limit that all workers share', async () => {
    await using server = await startModelServer([answer]);
    const { first, second } = workers(server, { requests: 12, seconds: 60 });
    const began = store().clock.now().getTime();
    for (let call = 0; call < 24; call++) await (call % 2 ? first : second).generate(request);
    // Twelve a minute: 24 of them cannot fit into one.
    expect(store().clock.now().getTime() - began).toBeGreaterThan(60_000);
  });

  it('are not held back by a server that is merely unwell', async () => {
    await using server = await startModelServer([{ kind: 'status', status: 503 }, answer]);
    const { first, second, waited } = workers(server);
    await expect(first.generate(request)).rejects.toMatchObject({ retryable: true });
    await second.generate(request);
    expect(waited).toEqual([]);
  });
});
