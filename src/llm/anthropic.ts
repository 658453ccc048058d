import Anthropic, { APIConnectionTimeoutError, APIError, BadRequestError } from '@anthropic-ai/sdk';
import { PermanentError, RoundsError } from '../shared/errors.ts';
import { withDeadline } from './deadline.ts';
import type { Model, ModelOptions, ModelRequest } from './model.ts';
import { declined, errorForFailure, timedOut } from './model-errors.ts';
import { askForShape, portableSchema, type RawAnswer, type Turn } from './structured.ts';

const PROVIDER = 'Anthropic';
type Parameters = Anthropic.Messages.MessageCreateParamsNonStreaming;

/**
 * Structured output where the model has it; a forced tool with the same schema where the server refuses it. The
 * system prompt is marked for the provider's cache: it is the same for every packet of an agent.
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
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
  let knowsSchema = true;

  async function ask<Value>(request: ModelRequest<Value>, turns: readonly Turn[]): Promise<RawAnswer> {
    const send = (parameters: Parameters) =>
      withDeadline(
        { provider: PROVIDER, timeoutMs: options.timeoutMs, signal: request.signal },
        (signal) => client.messages.create(parameters, { signal }),
        (error) => translate(error, options.timeoutMs),
      );
    const base = baseParameters(options.model, request, turns);
    if (knowsSchema) {
      try {
        return readMessage(await send({ ...base, ...schemaPart(request) }));
      } catch (error) {
        if (!(error instanceof SchemaRefused)) throw error;
      }
    }
    const answer = readMessage(await send({ ...base, ...toolPart(request) }));
    // Only now is it clear that the schema was what the server did not take.
    knowsSchema = false;
    return answer;
  }

  return {
    id: `anthropic:${options.model}`,
    generate: (request) => askForShape(PROVIDER, request, (turns) => ask(request, turns)),
  };
}

/** A 400: of the reasons a request can be malformed, the schema is the one that another form can avoid. */
class SchemaRefused extends PermanentError {
  constructor() {
    super(`${PROVIDER} refused the request (status 400).`);
  }
}

function baseParameters<Value>(
  model: string,
  request: ModelRequest<Value>,
  turns: readonly Turn[],
): Parameters {
  return {
    model,
    max_tokens: request.maxOutputTokens,
    system: [{ type: 'text', text: request.system, cache_control: { type: 'ephemeral' } }],
    messages: turns.map(({ role, content }) => ({ role, content })),
  };
}

function schemaPart<Value>(request: ModelRequest<Value>): Pick<Parameters, 'output_config'> {
  return { output_config: { format: { type: 'json_schema', schema: portableSchema(request.schema) } } };
}

function toolPart<Value>(request: ModelRequest<Value>): Pick<Parameters, 'tools' | 'tool_choice'> {
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

function readMessage(message: Anthropic.Messages.Message): RawAnswer {
  if (message.stop_reason === 'refusal') throw declined(PROVIDER);
  const parts = message.content.map((block) => {
    if (block.type === 'tool_use') return JSON.stringify(block.input);
    return block.type === 'text' ? block.text : '';
  });
  const { usage } = message;
  return {
    text: parts.join(''),
    inputTokens:
      usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0),
    outputTokens: usage.output_tokens,
  };
}

function translate(error: unknown, timeoutMs: number): RoundsError {
  if (error instanceof RoundsError) return error;
  if (error instanceof APIConnectionTimeoutError) return timedOut(PROVIDER, timeoutMs);
  if (error instanceof BadRequestError) return new SchemaRefused();
  if (error instanceof APIError) {
    return errorForFailure({ provider: PROVIDER, status: error.status, headers: error.headers });
  }
  return errorForFailure({ provider: PROVIDER });
}
