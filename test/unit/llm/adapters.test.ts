import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anthropicModel } from '../../../src/llm/anthropic.ts';
import { CeilingError, type Model, type ModelOptions } from '../../../src/llm/model.ts';
import { openAiModel } from '../../../src/llm/openai.ts';
import type { Purse } from '../../../src/llm/purse.ts';
import { PermanentError, RoundsError, TransientError } from '../../../src/shared/errors.ts';
import { type ModelServer, type Step, startModelServer } from '../../support/model-server/model-server.ts';

const schema = z.object({ greeting: z.string().min(1).max(20), times: z.int().min(1) });
const usual = { model: expect.stringMatching(/^(anthropic|openai):scripted$/) };
const good = { greeting: 'hello', times: 2 };

const adapters: readonly (readonly [string, (options: ModelOptions) => Model, string])[] = [
  ['anthropic', anthropicModel, ''],
  ['openai', openAiModel, '/v1'],
];

function ask(model: Model, signal?: AbortSignal, purse?: Purse) {
  return model.generate({
    system: 'Be brief.',
    input: 'SECRET-PROMPT: greet twice.',
    schema,
    schemaName: 'talking_points',
    maxOutputTokens: 100,
    signal,
    purse,
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
    expect(await ask(connect(server))).toEqual({ value: good, inputTokens: 120, outputTokens: 40, ...usual });
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
    expect(answer).toEqual({ value: good, inputTokens: 240, outputTokens: 80, ...usual });
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
    expect(await failsWith({ kind: 'half', closes: true })).toBeInstanceOf(TransientError);
    expect(await failsWith({ kind: 'drop' })).toBeInstanceOf(TransientError);
  });

  it.each([
    '<html>504</html>',
    '[]',
    'null',
    '{}',
    '"ok"',
    '{"choices":{},"content":7}',
    '{"choices":[null]}',
  ])('takes %j for no answer', async (body) => {
    await using server = await startModelServer([{ kind: 'body', body }]);
    await failure(ask(connect(server)));
    const text = body.startsWith('<') ? 'text/html' : 'text/plain';
    await using other = await startModelServer([{ kind: 'body', body, type: text }]);
    await failure(ask(connect(other)));
  });

  it('breaks off an answer that does not end, and parses none of it', async () => {
    const error = await failsWith({ kind: 'text', text: JSON.stringify(good).padEnd(1_100_000) });
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toContain('without end');
  });

  it('passes over what was thought aloud before the answer', async () => {
    const text = `<think>The shape is {"greeting": …}. Or {}?</think>\n${JSON.stringify(good)}`;
    await using server = await startModelServer([{ kind: 'text', text }]);
    expect((await ask(connect(server))).value).toEqual(good);
  });

  it('gives an answer that was cut off twice the room', async () => {
    await using server = await startModelServer([
      { kind: 'text', text: '', truncated: true },
      { kind: 'answer', value: good },
    ]);
    expect((await ask(connect(server))).value).toEqual(good);
    expect(server.requests.map(({ body }) => body.max_tokens)).toEqual([100, 200]);
    expect(server.requests[1]?.turns.at(-1)?.content).toContain('cut off');
  });

  it('counts what the provider had kept, at its own price', async () => {
    await using server = await startModelServer([{ kind: 'answer', value: good }], { cached: 100 });
    const price = { input: 3, output: 15, cachedInput: 0.3 };
    const url = `${server.url}${path}`;
    const model = create({ apiKey: 'k', baseURL: url, model: 'scripted', timeoutMs: 5000, price });
    const answer = await ask(model);
    expect(answer).toMatchObject({ inputTokens: 120, cachedInputTokens: 100, outputTokens: 40 });
    // 20 × 3 + 100 × 0.3 + 40 × 15 = 690 of a million.
    expect(answer.cost).toBeCloseTo(0.00069, 10);
  });

  it('puts first what stays the same from packet to packet', async () => {
    await using server = await startModelServer([{ kind: 'answer', value: good }]);
    await ask(connect(server));
    const sent = JSON.stringify(server.requests[0]?.body);
    expect(sent.indexOf('Be brief.')).toBeGreaterThan(0);
    expect(sent.indexOf('Be brief.')).toBeLessThan(sent.indexOf('SECRET-PROMPT'));
  });

  it('is paid out of a purse: asked before each call, told what was spent', async () => {
    const seen: unknown[] = [];
    const purse = (): Purse => ({
      reserve: async ({ input, output }) => void seen.push(['reserve', input, output]),
      settle: async (_most, spent) =>
        void seen.push(typeof spent === 'string' ? spent : [spent.input, spent.output]),
    });
    const pay = async (step: Step, timeoutMs?: number) => {
      await using server = await startModelServer([step, { kind: 'answer', value: good }]);
      seen.length = 0;
      await ask(connect(server, timeoutMs), undefined, purse()).catch(() => undefined);
      return [...seen];
    };
    // "Be brief." is 3 tokens of 4 letters, the question 7.
    const first = ['reserve', 3 + 7, 100];
    expect(await pay({ kind: 'answer', value: good })).toEqual([first, [120, 40]]);
    expect(await pay({ kind: 'refusal' })).toEqual([first, [120, 40]]);
    expect(await pay({ kind: 'status', status: 529 })).toEqual([first, 'nothing']);
    expect(await pay({ kind: 'hang' }, 200)).toEqual([first, 'unknown']);
    const repaired = await pay({ kind: 'text', text: 'no' });
    expect(repaired).toHaveLength(4);
    expect(repaired.slice(0, 2)).toEqual([first, [120, 40]]);
  });

  it('does not ask when the purse is empty', async () => {
    await using server = await startModelServer([{ kind: 'answer', value: good }]);
    const empty: Purse = {
      reserve: async () => {
        throw new CeilingError();
      },
      settle: async () => undefined,
    };
    await expect(ask(connect(server), undefined, empty)).rejects.toBeInstanceOf(CeilingError);
    expect(server.requests).toHaveLength(0);
  });

  it('stops looking for another form when none was taken twice over', async () => {
    await using server = await startModelServer([{ kind: 'status', status: 400 }]);
    const model = connect(server);
    const counts = [];
    for (let time = 0; time < 4; time += 1) {
      const before = server.requests.length;
      await failure(ask(model));
      counts.push(server.requests.length - before);
    }
    const forms = counts[0] ?? 0;
    expect(forms).toBeGreaterThan(1);
    expect(counts).toEqual([forms, forms, 1, 1]);
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

  it('falls back to words where there are no tools either', async () => {
    await using server = await startModelServer([{ kind: 'answer', value: good }], {
      refuses: ['output_config', 'tools'],
    });
    const model = anthropicModel({ apiKey: 'k', baseURL: server.url, model: 'bare', timeoutMs: 5000 });
    expect((await ask(model)).value).toEqual(good);
    expect((await ask(model)).value).toEqual(good);
    expect(server.requests).toHaveLength(4);
    expect(JSON.stringify(server.requests[3]?.body.system)).toContain('greeting');
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

  it.each(['context_length_exceeded', 'exceed_context_size_error'])(
    'does not try other forms of a question that is too long: %s',
    async (code) => {
      await using server = await startModelServer([{ kind: 'status', status: 400, code }]);
      const model = openAiModel({ apiKey: 'k', baseURL: `${server.url}/v1`, model: 'm', timeoutMs: 5000 });
      expect(await failure(ask(model))).toBeInstanceOf(PermanentError);
      expect(server.requests).toHaveLength(1);
    },
  );

  it.each([
    [{ error: { message: 'SECRET upstream', code: 429 } }, 'rate-limited', true],
    [{ error: { message: 'SECRET upstream', code: 402 } }, 'rate-limited', false],
    [{ error: { message: 'SECRET upstream', code: 'upstream' } }, 'unavailable', true],
  ])('reads the failure in an answer that calls itself good: %j', async (body, code, retryable) => {
    await using server = await startModelServer([{ kind: 'body', body: JSON.stringify(body) }]);
    const model = openAiModel({ apiKey: 'k', baseURL: `${server.url}/v1`, model: 'm', timeoutMs: 5000 });
    expect(await failure(ask(model))).toMatchObject({ code, retryable });
  });

  it.each([
    ['nothing', undefined],
    ['nonsense', { prompt_tokens: 'many', completion_tokens: -3 }],
    ['too much', { prompt_tokens: 1e15, completion_tokens: 0.5 }],
  ])('guesses the tokens where a server tells %s', async (_what, usage) => {
    const text = JSON.stringify(good);
    const choices = [{ message: { content: [{ type: 'text', text }] }, finish_reason: 'stop' }];
    await using server = await startModelServer([{ kind: 'body', body: JSON.stringify({ choices, usage }) }]);
    const model = openAiModel({ apiKey: 'k', baseURL: `${server.url}/v1`, model: 'm', timeoutMs: 5000 });
    // 9 and 28 letters in, 30 out, four to a token.
    expect(await ask(model)).toMatchObject({ value: good, inputTokens: 10, outputTokens: 8 });
  });

  it('does not wait for an account without credit', async () => {
    const body = { type: 'error', error: { message: 'Your credit balance is too low.' } };
    await using empty = await startModelServer([{ kind: 'body', status: 400, body: JSON.stringify(body) }]);
    const claude = anthropicModel({ apiKey: 'k', baseURL: empty.url, model: 'm', timeoutMs: 5000 });
    expect(await failure(ask(claude))).toMatchObject({ code: 'rate-limited', retryable: false });
    expect(empty.requests).toHaveLength(1);
    await using server = await startModelServer([
      { kind: 'status', status: 429, code: 'insufficient_quota' },
    ]);
    const model = openAiModel({ apiKey: 'k', baseURL: `${server.url}/v1`, model: 'm', timeoutMs: 5000 });
    expect((await failure(ask(model))).retryable).toBe(false);
  });
});
