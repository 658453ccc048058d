import { z } from 'zod';
import { PermanentError } from '../shared/errors.ts';
import { isRecord } from '../shared/json.ts';
import type { ModelAnswer, ModelRequest } from './model.ts';

/** One turn of the conversation a repair needs: what was answered, and what was wrong with it. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

export interface RawAnswer {
  readonly text: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Asks, parses, and on a misshapen answer asks once more with the faults named (paths only, no content). */
export async function askForShape<Value>(
  provider: string,
  request: ModelRequest<Value>,
  ask: (turns: readonly Turn[]) => Promise<RawAnswer>,
): Promise<ModelAnswer<Value>> {
  const turns: Turn[] = [{ role: 'user', content: request.input }];
  let inputTokens = 0;
  let outputTokens = 0;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const answer = await ask(turns);
    inputTokens += answer.inputTokens;
    outputTokens += answer.outputTokens;
    const parsed = parseShape(answer.text, request.schema);
    if (parsed.ok) return { value: parsed.value, inputTokens, outputTokens };
    turns.push(
      { role: 'assistant', content: answer.text === '' ? '(empty)' : answer.text },
      {
        role: 'user',
        content: `That answer cannot be used: ${parsed.fault}. Answer again with one JSON object in the required shape and nothing else.`,
      },
    );
  }
  throw new PermanentError(`${provider} did not answer in the required shape.`);
}

type Parsed<Value> = { ok: true; value: Value } | { ok: false; fault: string };

export function parseShape<Value>(text: string, schema: z.ZodType<Value>): Parsed<Value> {
  let json: unknown;
  try {
    json = JSON.parse(jsonPartOf(text));
  } catch {
    return { ok: false, fault: 'it is not complete JSON' };
  }
  const result = schema.safeParse(json);
  if (result.success) return { ok: true, value: result.data };
  const faults = result.error.issues
    .slice(0, 5)
    .map(({ path, code }) => `${path.join('.') || 'root'}: ${code}`);
  return { ok: false, fault: faults.join('; ') };
}

/** Local models like to wrap JSON in a fence or a sentence. */
function jsonPartOf(text: string): string {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  return start >= 0 && end > start ? text.slice(start, end + 1) : text;
}

const UNSUPPORTED = new Set([
  '$schema',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minItems',
  'maxItems',
  'pattern',
]);

/**
 * The subset of JSON Schema that constrained decoding accepts everywhere. Bounds are dropped here and enforced
 * when the answer is parsed.
 */
export function portableSchema(schema: z.ZodType): Record<string, unknown> {
  const reduced = reduce(z.toJSONSchema(schema));
  return isRecord(reduced) ? reduced : {};
}

function reduce(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(reduce);
  if (!isRecord(node)) return node;
  const kept = Object.entries(node).filter(([key, value]) => !UNSUPPORTED.has(key) || isRecord(value));
  const copy: Record<string, unknown> = Object.fromEntries(kept.map(([key, value]) => [key, reduce(value)]));
  if (copy.type === 'object') copy.additionalProperties = false;
  return copy;
}
