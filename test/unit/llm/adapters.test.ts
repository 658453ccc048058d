import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anthropicModel } from '../../../src/llm/anthropic.ts';
import type { Model, ModelOptions } from '../../../src/llm/model.ts';
import { openAiModel } from '../../../src/llm/openai.ts';
import { PermanentError, RoundsError, TransientError } from '../../../src/shared/errors.ts';
import { type ModelServer, type Step, startModelServer } from '../../support/model-server/model-server.ts';

const schema = z.object({ greeting: z.string().min(1).max(20), times: z.int().min(1) });
const good = { greeting: 'hello', times: 2 };

const adapters: readonly (readonly [string, (options: ModelOptions) => Model, string])[] = [
  ['anthropic', anthropicModel, ''],
  ['openai', openAiModel, '/v1'],
];

function ask(model: Model, signal?: AbortSignal) {
  return model.generate({
    system: 'Be brief.',
    input: 'SECRET-PROMPT: greet twice.',
    schema,
    schemaName: 'talking_points',
    maxOutputTokens: 100,
    signal,
  });
}

async function failure(promise: Promise<unknown>): Promise<RoundsError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RoundsError)) throw new Error('It should have failed with one of our errors.');
  expect(JSON.stringify([error.message, error.publicMessage, error.stack, String(error.cause)])).not.toMatch(
    /SECRET|Lisinopril|Be brief/,
  );
  return error;
}

describe.each(adapters)('%s', (_name, create, path) => {
  const connect = (server: ModelServer, timeoutMs = 5000): Model =>
    create({ apiKey: 'test-key', baseURL: `${server.url}${path}`, model: 'scripted', timeoutMs });
  const failsWith = async (step: Step, timeoutMs?: number): Promise<RoundsError> => {
    await using server = await startModelServer([step]);
    const error = await failure(ask(connect(server, timeoutMs)));
    expect(server.requests.length).toBe(1);
    return error;
  };

  it('gives a value of the shape with the tokens used', async () => {
    await using server = await startModelServer([{ kind: 'answer', value: good }]);
    expect(await ask(connect(server))).toEqual({ value: good, inputTokens: 120, outputTokens: 40 });
  });

  it('sends a schema without the bounds that constrained decoding does not know', async () => {
    await using server = await startModelServer([{ kind: 'answer', value: good }]);
    await ask(connect(server));
    const sent = JSON.stringify(server.requests[0]?.body);
    expect(sent).toContain('"additionalProperties":false');
    expect(sent).not.toMatch(/minLength|maxLength|minimum|\$schema/);
  });

  it('asks once more after a misshapen answer, naming the fault', async () => {
    await using server = await startModelServer([
      { kind: 'text', text: '{"greeting":"hello","times":"many"}' },
      { kind: 'text', text: `Here you are:\n\`\`\`json\n${JSON.stringify(good)}\n\`\`\`` },
    ]);
    const answer = await ask(connect(server));
    expect(answer).toEqual({ value: good, inputTokens: 240, outputTokens: 80 });
    expect(server.requests[1]?.turns.at(-1)?.content).toContain('times: invalid_type');
  });

  it.each([
    { kind: 'text', text: 'not json {' },
    { kind: 'text', text: '{"greeting":"hel', truncated: true },
  ] satisfies Step[])('gives up after one repair: %o', async (step) => {
    await using server = await startModelServer([step]);
    expect(await failure(ask(connect(server)))).toBeInstanceOf(PermanentError);
    expect(server.requests.length).toBe(2);
  });

  it.each([
    [429, { 'retry-after': '7' }, 7000],
    [429, { 'retry-after-ms': '250' }, 250],
    [529, {}, undefined],
    [500, {}, undefined],
    [503, { 'retry-after': '99999' }, 3_600_000],
  ])('is transient on %i %o', async (status, headers: Record<string, string>, retryAfterMs) => {
    const error = await failsWith({ kind: 'status', status, headers });
    expect(error).toBeInstanceOf(TransientError);
    expect(error.retryAfterMs).toBe(retryAfterMs);
  });

  it('is permanent on a bad key, an unknown model and a refusal', async () => {
    const badKey = await failsWith({ kind: 'status', status: 401 });
    expect([badKey.code, badKey.retryable]).toEqual(['unauthorised', false]);
    expect(await failsWith({ kind: 'status', status: 404 })).toBeInstanceOf(PermanentError);
    expect(await failsWith({ kind: 'refusal' })).toBeInstanceOf(PermanentError);
  });

  it('is transient on a hang, half an answer, a dropped connection', async () => {
    expect((await failsWith({ kind: 'hang' }, 200)).message).toContain('did not answer within');
    expect((await failsWith({ kind: 'half' }, 200)).message).toContain('did not answer within');
    expect(await failsWith({ kind: 'drop' })).toBeInstanceOf(TransientError);
  });

  it('stops when the caller stops', async () => {
    await using server = await startModelServer([{ kind: 'hang' }]);
    const error = await failure(ask(connect(server), AbortSignal.timeout(100)));
    expect(error.message).toContain('was stopped');
  });
});

describe('older servers', () => {
  it('falls back to a forced tool where structured output is unknown, and remembers it', async () => {
    await using server = await startModelServer([{ kind: 'answer', value: good }], {
      refuses: ['output_config'],
    });
    const model = anthropicModel({ apiKey: 'k', baseURL: server.url, model: 'old', timeoutMs: 5000 });
    expect((await ask(model)).value).toEqual(good);
    expect((await ask(model)).value).toEqual(good);
    expect(server.requests.map(({ body }) => 'tools' in body)).toEqual([false, true, true]);
  });

  it('falls back from schema to JSON to text, with the schema in the prompt', async () => {
    await using server = await startModelServer([{ kind: 'answer', value: good }], {
      refuses: ['json_schema', 'json_object'],
    });
    const model = openAiModel({ apiKey: '', baseURL: `${server.url}/v1`, model: 'local', timeoutMs: 5000 });
    expect((await ask(model)).value).toEqual(good);
    expect((await ask(model)).value).toEqual(good);
    expect(server.requests.map(({ body }) => body.response_format !== undefined)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(server.requests[3]?.turns[0]?.content).toContain('"greeting"');
  });

  it('says so when no form is taken', async () => {
    await using server = await startModelServer([{ kind: 'status', status: 400 }]);
    const model = openAiModel({ apiKey: 'k', baseURL: `${server.url}/v1`, model: 'm', timeoutMs: 5000 });
    expect(await failure(ask(model))).toBeInstanceOf(PermanentError);
  });

  it('does not wait for an account without credit', async () => {
    await using server = await startModelServer([
      { kind: 'status', status: 429, code: 'insufficient_quota' },
    ]);
    const model = openAiModel({ apiKey: 'k', baseURL: `${server.url}/v1`, model: 'm', timeoutMs: 5000 });
    expect((await failure(ask(model))).retryable).toBe(false);
  });
});
