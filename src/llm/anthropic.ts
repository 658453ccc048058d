import Anthropic, { APIConnectionTimeoutError, APIError, BadRequestError } from '@anthropic-ai/sdk';
import { RoundsError } from '../shared/errors.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { withDeadline } from './deadline.ts';
import { createFormLadder, FormRefused } from './form-ladder.ts';
import type { Model, ModelOptions, ModelRequest } from './model.ts';
import { errorForFailure, timedOut, withoutCredit } from './model-errors.ts';
import { askForShape, portableSchema, type RawAnswer, type Turn, withSchemaInWords } from './structured.ts';

const PROVIDER = 'Anthropic';
type Parameters = Anthropic.Messages.MessageCreateParamsNonStreaming;

/**
 * Structured output where the model has it; a forced tool with the same schema where the server refuses it; words
 * where it has no tools, as some servers have that only speak this protocol. The system prompt stands first and is marked for the provider's cache: it is the same for every packet of an agent.
 */
export function anthropicModel(options: ModelOptions): Model {
  const client = new Anthropic({
    apiKey: options.apiKey,
    authToken: null,
    baseURL: options.baseURL ?? 'https://api.anthropic.com',
    timeout: options.timeoutMs,
    maxRetries: 0,
    // The SDK's debug log prints request bodies; these hold health data.
    logLevel: 'off',
    fetch: boundedFetch(PROVIDER, options.fetch),
  });
  const climb = createFormLadder([schemaPart, toolPart, textPart]);
  const asked = { provider: PROVIDER, id: `anthropic:${options.model}`, price: options.price };
  return {
    id: asked.id,
    generate: (request) =>
      askForShape(asked, request, (turns, maxOutputTokens) =>
        climb(async (formOf) => {
          const base = baseParameters(options.model, request, turns, maxOutputTokens);
          const message = await withDeadline(
            { provider: PROVIDER, timeoutMs: options.timeoutMs, signal: request.signal },
            (signal) => client.messages.create({ ...base, ...formOf(request) }, { signal }),
            (error) => translate(error, options.timeoutMs),
          );
          return readMessage(message);
        }),
      ),
  };
}

function baseParameters<Value>(
  model: string,
  request: ModelRequest<Value>,
  turns: readonly Turn[],
  maxOutputTokens: number,
): Parameters {
  return {
    model,
    max_tokens: maxOutputTokens,
    system: keptSystem(request.system),
    messages: turns.map(({ role, content }) => ({ role, content })),
  };
}

function keptSystem(text: string): NonNullable<Parameters['system']> {
  return [{ type: 'text', text, cache_control: { type: 'ephemeral' } }];
}

type Form = Pick<Parameters, 'output_config' | 'tools' | 'tool_choice' | 'system'>;

function schemaPart<Value>(request: ModelRequest<Value>): Form {
  return { output_config: { format: { type: 'json_schema', schema: portableSchema(request.schema) } } };
}

function toolPart<Value>(request: ModelRequest<Value>): Form {
  return {
    tools: [
      {
        name: request.schemaName,
        description: 'Hands in the answer.',
        input_schema: { ...portableSchema(request.schema), type: 'object' },
      },
    ],
    tool_choice: { type: 'tool', name: request.schemaName, disable_parallel_tool_use: true },
  };
}

function textPart<Value>(request: ModelRequest<Value>): Form {
  return { system: keptSystem(withSchemaInWords(request)) };
}

/** What only looks like an answer of this provider may lack all that the types promise. */
function readMessage(message: Partial<Anthropic.Messages.Message> | null): RawAnswer {
  const { content, usage, stop_reason: reason } = message ?? {};
  if (!Array.isArray(content)) throw errorForFailure({ provider: PROVIDER, status: 502 });
  const parts = content.map((block) => {
    if (block?.type === 'tool_use') return JSON.stringify(block.input);
    return block?.type === 'text' ? block.text : '';
  });
  return {
    text: parts.join(''),
    inputTokens: usage && allInput(usage),
    outputTokens: usage?.output_tokens,
    cachedInputTokens: usage?.cache_read_input_tokens,
    isRefusal: reason === 'refusal',
    isCut: reason === 'max_tokens',
  };
}

/** This provider counts apart what it read from its cache and what it wrote there. */
function allInput(usage: Anthropic.Messages.Usage): number {
  return usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0);
}

function translate(error: unknown, timeoutMs: number): RoundsError {
  if (error instanceof RoundsError) return error;
  if (error instanceof APIConnectionTimeoutError) return timedOut(PROVIDER, timeoutMs);
  if (error instanceof BadRequestError) {
    // An empty account is told as a malformed request.
    return /credit balance/i.test(error.message) ? withoutCredit(PROVIDER) : new FormRefused(PROVIDER, 400);
  }
  if (error instanceof APIError) {
    return errorForFailure({ provider: PROVIDER, status: error.status, headers: error.headers });
  }
  return errorForFailure({ provider: PROVIDER });
}
