import OpenAI, { APIConnectionTimeoutError, APIError } from 'openai';
import { RoundsError } from '../shared/errors.ts';
import { isRecord } from '../shared/json.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { withDeadline } from './deadline.ts';
import { createFormLadder, FormRefused } from './form-ladder.ts';
import type { Model, ModelOptions, ModelRequest } from './model.ts';
import { errorForFailure, timedOut } from './model-errors.ts';
import { askForShape, portableSchema, type RawAnswer, type Turn, withSchemaInWords } from './structured.ts';

const PROVIDER = 'The model server';
const OPENAI_URL = 'https://api.openai.com/v1';
type Parameters = OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming;

/** From the strictest form to the one that every server understands. */
const forms = ['json_schema', 'json_object', 'text'] as const;
type Form = (typeof forms)[number];

/** OpenAI, or anything that speaks its chat completions: Ollama, llama.cpp, vLLM, a gateway. */
export function openAiModel(options: ModelOptions): Model {
  const baseURL = options.baseURL ?? OPENAI_URL;
  const client = new OpenAI({
    // A local server wants no key, the SDK wants one.
    apiKey: options.apiKey === '' ? 'none' : options.apiKey,
    baseURL,
    organization: null,
    project: null,
    timeout: options.timeoutMs,
    maxRetries: 0,
    logLevel: 'off',
    fetch: boundedFetch(PROVIDER, options.fetch),
  });
  const climb = createFormLadder(forms);
  const asked = { provider: PROVIDER, id: `openai:${options.model}`, price: options.price };
  return {
    id: asked.id,
    generate: (request) =>
      askForShape(asked, request, (turns, maxOutputTokens) =>
        climb(async (form) => {
          const base = { model: options.model, ...boundFor(baseURL, maxOutputTokens) };
          const parameters = { ...base, ...wordsFor(request, turns, form) };
          const completion = await withDeadline(
            { provider: PROVIDER, timeoutMs: options.timeoutMs, signal: request.signal },
            (signal) => client.chat.completions.create(parameters, { signal }),
            (error) => translate(error, options.timeoutMs),
          );
          return readCompletion(completion);
        }),
      ),
  };
}

/** OpenAI's own newer models refuse `max_tokens`; most other servers know nothing else. */
function boundFor(baseURL: string, tokens: number): Pick<Parameters, 'max_tokens' | 'max_completion_tokens'> {
  return baseURL === OPENAI_URL ? { max_completion_tokens: tokens } : { max_tokens: tokens };
}

/** What stays the same stands first: providers keep the beginning of a request for the next. */
function wordsFor<Value>(
  request: ModelRequest<Value>,
  turns: readonly Turn[],
  form: Form,
): Pick<Parameters, 'messages' | 'response_format'> {
  const schema = portableSchema(request.schema);
  const system = form === 'json_schema' ? request.system : withSchemaInWords(request);
  const messages: Parameters['messages'] = [
    { role: 'system', content: system },
    ...turns.map(({ role, content }) => ({ role, content })),
  ];
  if (form === 'text') return { messages };
  if (form === 'json_object') return { messages, response_format: { type: 'json_object' } };
  const shape = { name: request.schemaName, strict: true, schema };
  return { messages, response_format: { type: 'json_schema', json_schema: shape } };
}

type Completion = OpenAI.Chat.Completions.ChatCompletion;

/** Servers that only look like OpenAI may leave out what the types promise, and tell a failure in an answer. */
function readCompletion(completion: (Partial<Completion> & { error?: unknown }) | null): RawAnswer {
  const { error, choices, usage } = completion ?? {};
  if (isRecord(error)) {
    const status = typeof error.code === 'number' ? error.code : 502;
    throw errorForFailure({ provider: PROVIDER, status });
  }
  const choice = Array.isArray(choices) ? choices[0] : undefined;
  return {
    text: textOf(choice?.message?.content),
    inputTokens: usage?.prompt_tokens,
    outputTokens: usage?.completion_tokens,
    cachedInputTokens: usage?.prompt_tokens_details?.cached_tokens,
    isRefusal: typeof choice?.message?.refusal === 'string' || choice?.finish_reason === 'content_filter',
    isCut: choice?.finish_reason === 'length',
  };
}

/** Some gateways hand the text over in parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => (isRecord(part) && typeof part.text === 'string' ? part.text : ''))
    .join('');
}

/** What no other form of the request would change. */
const hopeless = ['context_length_exceeded', 'exceed_context_size_error', 'model_not_found'];

function translate(error: unknown, timeoutMs: number): RoundsError {
  if (error instanceof RoundsError) return error;
  if (error instanceof APIConnectionTimeoutError) return timedOut(PROVIDER, timeoutMs);
  if (!(error instanceof APIError)) return errorForFailure({ provider: PROVIDER });
  const { status, headers, code, type } = error;
  const isMalformed = status === 400 || status === 422 || status === 501;
  const isHopeless = [code, type].some((word) => hopeless.includes(word ?? ''));
  if (isMalformed && !isHopeless) return new FormRefused(PROVIDER, status);
  return errorForFailure({ provider: PROVIDER, status, headers, code });
}
