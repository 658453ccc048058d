import { z } from 'zod';
import { PermanentError } from '../shared/errors.ts';
import { isRecord } from '../shared/json.ts';
import type { ModelAnswer, ModelRequest } from './model.ts';
import { declined, UnfinishedError } from './model-errors.ts';
import { addUse, costOf, noUse, type Price, type TokenUse } from './purse.ts';

/** One turn of the conversation a repair needs: what was answered, and what was wrong with it. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** What came back, before anything of it is believed. Counts that the server does not tell are estimated. */
export interface RawAnswer {
  readonly text: string;
  readonly inputTokens: unknown;
  readonly outputTokens: unknown;
  readonly cachedInputTokens?: unknown;
  readonly isRefusal?: boolean;
  /** It ran into the bound on its length. */
  readonly isCut?: boolean;
}

export interface Asked {
  readonly provider: string;
  readonly id: string;
  readonly price: Price | undefined;
}

/** Asks, parses, and on a misshapen answer asks once more with the faults named (paths only, no content). */
export async function askForShape<Value>(
  asked: Asked,
  request: ModelRequest<Value>,
  ask: (turns: readonly Turn[], maxOutputTokens: number) => Promise<RawAnswer>,
): Promise<ModelAnswer<Value>> {
  const turns: Turn[] = [{ role: 'user', content: request.input }];
  let room = request.maxOutputTokens;
  let sum = noUse;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { answer, use } = await askOnce(asked, request, turns, room, ask);
    sum = addUse(sum, use);
    if (answer.isRefusal) throw declined(asked.provider);
    const parsed = parseShape(answer.text, request.schema);
    if (parsed.ok) return { value: parsed.value, ...tokensOf(sum), model: asked.id };
    // A model that thinks before it speaks may have spent its room on thinking.
    if (answer.isCut) room *= 2;
    const fault = answer.isCut ? 'it was cut off before its end; be briefer' : parsed.fault;
    turns.push(
      { role: 'assistant', content: answer.text === '' ? '(empty)' : answer.text },
      {
        role: 'user',
        content: `That answer cannot be used: ${fault}. Answer again with one JSON object in the required shape and nothing else.`,
      },
    );
  }
  throw new PermanentError(`${asked.provider} did not answer in the required shape.`);
}

/** One call, paid out of the purse. */
async function askOnce<Value>(
  { price }: Asked,
  { system, purse }: ModelRequest<Value>,
  turns: readonly Turn[],
  room: number,
  ask: (turns: readonly Turn[], maxOutputTokens: number) => Promise<RawAnswer>,
): Promise<{ answer: RawAnswer; use: TokenUse }> {
  const guess = tokensIn(system) + turns.reduce((sum, { content }) => sum + tokensIn(content), 0);
  const most = withCost({ input: guess, output: room }, price);
  await purse?.reserve(most);
  const answer = await ask(turns, room).catch(async (error: unknown) => {
    await purse?.settle(most, error instanceof UnfinishedError ? 'unknown' : 'nothing');
    throw error;
  });
  const input = countOf(answer.inputTokens) ?? guess;
  const cached = countOf(answer.cachedInputTokens);
  const counted = {
    input,
    output: countOf(answer.outputTokens) ?? tokensIn(answer.text),
    ...(cached === undefined ? {} : { cachedInput: Math.min(cached, input) }),
  };
  const use = withCost(counted, price);
  await purse?.settle(most, use);
  return { answer, use };
}

const LETTERS_OF_A_TOKEN = 4;
const tokensIn = (text: string): number => Math.ceil(text.length / LETTERS_OF_A_TOKEN);

/** A server may tell anything. */
function countOf(value: unknown): number | undefined {
  const isCount = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 10_000_000;
  return isCount ? value : undefined;
}

function withCost(use: TokenUse, price: Price | undefined): TokenUse {
  const cost = costOf(use, price);
  return cost === undefined ? use : { ...use, cost };
}

function tokensOf({ input, output, cachedInput, cost }: TokenUse): Omit<ModelAnswer<never>, 'value'> {
  return {
    inputTokens: input,
    outputTokens: output,
    ...(cachedInput === undefined ? {} : { cachedInputTokens: cachedInput }),
    ...(cost === undefined ? {} : { cost }),
  };
}

/** For servers that cannot be held to a shape: they are told. */
export function withSchemaInWords<Value>({ system, schema }: ModelRequest<Value>): string {
  return `${system}\n\nAnswer with one JSON object and nothing else. Its JSON Schema:\n${JSON.stringify(portableSchema(schema))}`;
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

/** Local models like to think aloud first, and to wrap JSON in a fence or a sentence. */
function jsonPartOf(text: string): string {
  const said = text.slice(text.lastIndexOf('</think>') + 1);
  const start = said.indexOf('{');
  const end = said.lastIndexOf('}');
  return start >= 0 && end > start ? said.slice(start, end + 1) : said;
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
