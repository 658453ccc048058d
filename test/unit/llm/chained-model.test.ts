import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chainedModel } from '../../../src/llm/chained-model.ts';
import type { Model } from '../../../src/llm/model.ts';
import { PermanentError, RoundsError, TransientError } from '../../../src/shared/errors.ts';

const asked: string[] = [];
const request = {
  system: '',
  input: '',
  schema: z.object({ by: z.string() }),
  schemaName: 'who',
  maxOutputTokens: 10,
};
const sound = (id: string): Model => ({
  id,
  async generate({ schema }) {
    asked.push(id);
    return { value: schema.parse({ by: id }), inputTokens: 1, outputTokens: 1, model: id };
  },
});
const failing = (id: string, error: Error): Model => ({
  id,
  async generate() {
    asked.push(id);
    throw error;
  },
});
const whoSpeaks = async (...[first, ...others]: [Model, ...Model[]]) => {
  asked.length = 0;
  return chainedModel([first, ...others]).generate(request);
};
const refused = new PermanentError('refused');
const away = (retryAfterMs?: number) =>
  new TransientError('away', retryAfterMs === undefined ? {} : { retryAfterMs });

describe('a chain of models', () => {
  it('asks the next when one gives no answer, and says which one did', async () => {
    const answer = await whoSpeaks(failing('a', away()), failing('b', refused), sound('c'), sound('d'));
    expect(answer).toMatchObject({ value: { by: 'c' }, model: 'c' });
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  it('leaves the others in peace when the first answers', async () => {
    expect((await whoSpeaks(sound('a'), sound('b'))).model).toBe('a');
    expect(asked).toEqual(['a']);
  });

  it.each([
    [[away(9_000), refused], 9_000],
    [[refused, away(9_000), away(2_000)], 2_000],
    [[away(9_000), away()], undefined],
  ] as const)('can be tried again where one of them can: %j', async (errors, retryAfterMs) => {
    const models = errors.map((error, place) => failing(String(place), error));
    const error = await whoSpeaks(...(models as [Model, ...Model[]])).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TransientError);
    expect((error as RoundsError).retryAfterMs).toBe(retryAfterMs);
  });

  it('fails for good where none can, and at once where the caller stops', async () => {
    await expect(whoSpeaks(failing('a', refused), failing('b', refused))).rejects.toBe(refused);
    asked.length = 0;
    const signal = AbortSignal.abort();
    const chain = chainedModel([failing('a', away()), sound('b')]);
    await expect(chain.generate({ ...request, signal })).rejects.toBeInstanceOf(RoundsError);
    expect(asked).toEqual(['a']);
  });

  it('does not cover up a defect of its own', async () => {
    await expect(whoSpeaks(failing('a', new TypeError('bug')), sound('b'))).rejects.toThrow('bug');
  });

  it('is named after all of them', () => {
    expect(chainedModel([sound('x:a'), sound('y:b')]).id).toBe('x:a|y:b');
  });
});
