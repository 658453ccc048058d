import OpenAI, { APIConnectionTimeoutError, APIError } from 'openai';
import { PermanentError, RoundsError } from '../shared/errors.ts';
import { withDeadline } from './deadline.ts';
import type { Model, ModelOptions, ModelRequest } from './model.ts';
import { declined, errorForFailure, timedOut } from './model-errors.ts';
import { askForShape, portableSchema, type RawAnswer, type Turn } from './structured.ts';

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
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
  let best = 0;

  async function ask<Value>(request: ModelRequest<Value>, turns: readonly Turn[]): Promise<RawAnswer> {
    for (let index = best; ; index += 1) {
      const form = forms[index] ?? 'text';
      try {
        const parameters = parametersFor(options.model, baseURL, request, turns, form);
        const completion = await withDeadline(
          { provider: PROVIDER, timeoutMs: options.timeoutMs, signal: request.signal },
          (signal) => client.chat.completions.create(parameters, { signal }),
          (error) => translate(error, options.timeoutMs),
        );
        best = index;
        return readCompletion(completion);
      } catch (error) {
        if (!(error instanceof FormRefused) || form === 'text') throw error;
      }
    }
  }

  return {
    id: `openai:${options.model}`,
    generate: (request) => askForShape(PROVIDER, request, (turns) => ask(request, turns)),
  };
}

/** The server may not know this response format: the next simpler one is tried, and remembered. */
class FormRefused extends PermanentError {
  constructor(status: number) {
    super(`${PROVIDER} refused the request (status ${status}).`);
  }
}

function parametersFor<Value>(
  model: string,
  baseURL: string,
  request: ModelRequest<Value>,
  turns: readonly Turn[],
  form: Form,
): Parameters {
  const schema = portableSchema(request.schema);
  const system =
    form === 'json_schema'
      ? request.system
      : `${request.system}\n\nAnswer with one JSON object and nothing else. Its JSON Schema:\n${JSON.stringify(schema)}`;
  return {
    model,
    // OpenAI's own newer models refuse `max_tokens`; most other servers know nothing else.
    ...(baseURL === OPENAI_URL
      ? { max_completion_tokens: request.maxOutputTokens }
      : { max_tokens: request.maxOutputTokens }),
    messages: [{ role: 'system', content: system }, ...turns.map(({ role, content }) => ({ role, content }))],
    ...(form === 'json_schema'
      ? {
          response_format: {
            type: 'json_schema' as const,
            json_schema: { name: request.schemaName, strict: true, schema },
          },
        }
      : {}),
    ...(form === 'json_object' ? { response_format: { type: 'json_object' as const } } : {}),
  };
}

function readCompletion(completion: OpenAI.Chat.Completions.ChatCompletion): RawAnswer {
  // Servers that only look like OpenAI may leave out what the types promise.
  const choice = completion.choices?.[0];
  if (typeof choice?.message?.refusal === 'string' || choice?.finish_reason === 'content_filter') {
    throw declined(PROVIDER);
  }
  return {
    text: choice?.message?.content ?? '',
    inputTokens: completion.usage?.prompt_tokens ?? 0,
    outputTokens: completion.usage?.completion_tokens ?? 0,
  };
}

function translate(error: unknown, timeoutMs: number): RoundsError {
  if (error instanceof RoundsError) return error;
  if (error instanceof APIConnectionTimeoutError) return timedOut(PROVIDER, timeoutMs);
  if (!(error instanceof APIError)) return errorForFailure({ provider: PROVIDER });
  const { status, headers, code } = error;
  if (status === 400 || status === 422 || status === 501) return new FormRefused(status);
  return errorForFailure({ provider: PROVIDER, status, headers, code });
}
