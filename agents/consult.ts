import type { EvidencePacket } from '../src/domain/packet.ts';
import { agentAnswerSchema, type Interpretation, type TalkingPoint } from '../src/domain/talking-point.ts';
import { emptyLexicon, type Lexicon } from '../src/llm/lexicon.ts';
import { costOf, type Model, type ModelAnswer } from '../src/llm/model.ts';
import type { Prompt } from '../src/llm/prompts.ts';
import { PermanentError } from '../src/shared/errors.ts';
import { contentHash } from '../src/shared/ids.ts';
import type { Agent } from './agent.ts';
import { judge } from './judge.ts';
import { type Rejected, renderInput, renderRepair } from './model-input.ts';
import { narrateStory } from './narrate/story.ts';
import { groupStories } from './stories.ts';

export interface ConsultOptions {
  /** Absent: the deterministic narrator speaks. */
  readonly model?: Model | undefined;
  readonly prompt: Prompt;
  /** Names a model must not bring in by itself. */
  readonly lexicon?: Lexicon | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const MAX_POINTS = 6;
const MAX_OUTPUT_TOKENS = 4000;

/**
 * One agent speaks to its packet. Whatever a model answers, nothing unfounded comes out and the set of claims is
 * that of the narrator. A model that fails to answer at all fails here: the caller decides between trying again
 * later and asking without a model.
 */
export async function consult(
  agent: Agent,
  packet: EvidencePacket,
  options: ConsultOptions,
): Promise<Interpretation> {
  const { model } = options;
  const worded = packet.findings.filter(({ kind }) => kind !== 'red-flag');
  if (model === undefined || worded.length === 0) return ruleBased(agent, packet);
  const session = openSession(agent, packet, model, options);
  const { accepted, rejected } = await wordedByModel(session);
  const told = new Set(accepted.flatMap(({ claims }) => claims));
  // The fixed words of red flags are never handed to a model; what it did not tell, the narrator tells.
  const rest = packet.findings.filter(({ id }) => !told.has(id));
  const narrated = groupStories(rest).map((story) => narrateStory(story, packet, agent.id));
  const points = inOrderOfPriority([...accepted, ...narrated], packet);
  return {
    agent: agent.id,
    points,
    wording: {
      kind: accepted.length > 0 ? 'model' : 'rule-based',
      model: model.id,
      promptHash: options.prompt.hash,
      packetHash: contentHash(packet),
      inputTokens: session.tokens.input,
      outputTokens: session.tokens.output,
      ...(model.price && { cost: costOf(session.tokens, model.price) }),
      rejected,
    },
  };
}

/** Red flags before everything else of the same priority. */
function inOrderOfPriority(points: readonly TalkingPoint[], packet: EvidencePacket): TalkingPoint[] {
  const weight = ({ priority, claims }: TalkingPoint): number =>
    priority - (claims.some((claim) => isRedFlag(packet, claim)) ? 0.5 : 0);
  return [...points].sort((left, right) => weight(left) - weight(right));
}

export function ruleBased(agent: Agent, packet: EvidencePacket): Interpretation {
  return {
    agent: agent.id,
    points: inOrderOfPriority(agent.narrate(packet), packet),
    wording: {
      kind: 'rule-based',
      model: 'narrator',
      promptHash: '',
      packetHash: contentHash(packet),
      inputTokens: 0,
      outputTokens: 0,
      rejected: 0,
    },
  };
}

interface Session {
  readonly packet: EvidencePacket;
  readonly input: string;
  readonly lexicon: Lexicon;
  readonly tokens: { input: number; output: number };
  ask(input: string): Promise<readonly TalkingPoint[]>;
}

function openSession(agent: Agent, packet: EvidencePacket, model: Model, options: ConsultOptions): Session {
  const tokens = { input: 0, output: 0 };
  const system = options.prompt.fill({ title: agent.title, maxPoints: String(MAX_POINTS) });
  const drafts = agent
    .narrate(packet)
    .filter(({ claims }) => !claims.some((claim) => isRedFlag(packet, claim)));
  return {
    packet,
    input: renderInput(packet, drafts),
    lexicon: options.lexicon ?? emptyLexicon,
    tokens,
    async ask(input) {
      const answer: ModelAnswer<{ points: TalkingPoint[] }> = await model.generate({
        system,
        input,
        schema: agentAnswerSchema,
        schemaName: 'talking_points',
        maxOutputTokens: options.maxOutputTokens ?? MAX_OUTPUT_TOKENS,
        signal: options.signal,
      });
      tokens.input += answer.inputTokens;
      tokens.output += answer.outputTokens;
      return answer.value.points;
    },
  };
}

async function wordedByModel(session: Session): Promise<{ accepted: TalkingPoint[]; rejected: number }> {
  const first = sort(await session.ask(session.input), session);
  if (first.rejected.length === 0) return { accepted: first.accepted, rejected: 0 };
  const second = sort(await repair(session, first.rejected), session);
  const accepted = [...first.accepted];
  for (const point of second.accepted) {
    // Only points that were sent back may come again; anything else would be a second answer.
    if (first.rejected.some((entry) => sharesClaim(entry.point, point))) accepted.push(point);
  }
  const repaired = first.rejected.filter(({ point }) =>
    second.accepted.some((candidate) => sharesClaim(candidate, point)),
  );
  return { accepted, rejected: first.rejected.length - repaired.length };
}

/** A repair that comes back misshapen is no repair; a server that is down is worth a later try of the whole. */
async function repair(session: Session, rejected: readonly Rejected[]): Promise<readonly TalkingPoint[]> {
  try {
    return await session.ask(renderRepair(session.input, rejected));
  } catch (error) {
    if (error instanceof PermanentError) return [];
    throw error;
  }
}

function sort(
  points: readonly TalkingPoint[],
  { packet, lexicon }: Session,
): { accepted: TalkingPoint[]; rejected: Rejected[] } {
  const accepted: TalkingPoint[] = [];
  const rejected: Rejected[] = [];
  for (const point of points) {
    const reasons = judge(point, packet, lexicon);
    if (point.claims.some((claim) => isRedFlag(packet, claim))) {
      reasons.push({ kind: 'claim', words: 'A red flag is told in its own fixed words.' });
    }
    if (reasons.length === 0) accepted.push(point);
    else rejected.push({ point, reasons });
  }
  return { accepted, rejected };
}

function isRedFlag(packet: EvidencePacket, claim: string): boolean {
  return packet.findings.some(({ id, kind }) => id === claim && kind === 'red-flag');
}

function sharesClaim(left: TalkingPoint, right: TalkingPoint): boolean {
  return left.claims.some((claim) => right.claims.includes(claim));
}
