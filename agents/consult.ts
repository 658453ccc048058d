import type { EvidencePacket } from '../src/domain/packet.ts';
import {
  agentAnswerSchema,
  type Fallback,
  type Interpretation,
  type TalkingPoint,
  type Wording,
} from '../src/domain/talking-point.ts';
import { emptyLexicon, type Lexicon } from '../src/llm/lexicon.ts';
import { CeilingError, type Model } from '../src/llm/model.ts';
import type { Prompt } from '../src/llm/prompts.ts';
import { addUse, noUse, type TokenUse, tallyPurse } from '../src/llm/purse.ts';
import { PermanentError } from '../src/shared/errors.ts';
import { contentHash } from '../src/shared/ids.ts';
import { admit } from './admit.ts';
import type { Agent } from './agent.ts';
import { faultySentences } from './faulty-sentences.ts';
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
  /** Whether the narrator is to speak where the model gave no answer. Absent: the failure is the caller's. */
  readonly goOnWithout?: (error: unknown) => boolean;
}

const MAX_POINTS = 6;
const MAX_OUTPUT_TOKENS = 4000;

/**
 * One agent speaks to its packet. Whatever a model answers, nothing unfounded comes out and the set of claims is
 * that of the narrator. A model that fails to answer at all fails here, unless the caller would rather go on without.
 */
export async function consult(
  agent: Agent,
  packet: EvidencePacket,
  options: ConsultOptions,
): Promise<Interpretation> {
  const { model, prompt, goOnWithout } = options;
  const worded = packet.findings.filter(({ kind }) => kind !== 'red-flag');
  if (model === undefined || worded.length === 0) return ruleBased(agent, packet);
  const session = openSession(agent, packet, model, options);
  try {
    const answer = await wordedByModel(session);
    const told = new Set(answer.accepted.flatMap(({ claims }) => claims));
    // The fixed words of red flags are never handed to a model; what it did not tell, the narrator tells.
    const rest = packet.findings.filter(({ id }) => !told.has(id));
    const narrated = groupStories(rest).map((story) => narrateStory(story, packet, agent.id));
    return {
      agent: agent.id,
      points: inOrderOfPriority([...answer.accepted, ...narrated], packet),
      wording: wordingOf(answer, session, prompt),
    };
  } catch (error) {
    if (goOnWithout?.(error) !== true) throw error;
    const fallback = error instanceof CeilingError ? 'ceiling' : 'no-answer';
    const spoken = ruleBased(agent, packet);
    return { ...spoken, wording: { ...spoken.wording, ...usageOf(session.use()), fallback } };
  }
}

function wordingOf({ accepted, rejected, sentBack }: Answer, session: Session, prompt: Prompt): Wording {
  const fallback: Fallback | undefined =
    accepted.length > 0 ? undefined : rejected > 0 ? 'not-let-through' : 'no-answer';
  return {
    kind: accepted.length > 0 ? 'model' : 'rule-based',
    model: session.answeredBy(),
    promptHash: prompt.hash,
    packetHash: contentHash(session.packet),
    ...usageOf(session.use()),
    rejected,
    ...(sentBack === 0 ? {} : { sentBack }),
    ...(fallback === undefined ? {} : { fallback }),
  };
}

function usageOf({ input, output, cachedInput, cost }: TokenUse): Partial<Wording> & TokenCounts {
  return {
    inputTokens: input,
    outputTokens: output,
    ...(cachedInput === undefined ? {} : { cachedInputTokens: cachedInput }),
    ...(cost === undefined ? {} : { cost }),
  };
}

type TokenCounts = Pick<Wording, 'inputTokens' | 'outputTokens'>;

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
  readonly agent: Agent;
  readonly packet: EvidencePacket;
  readonly input: string;
  readonly lexicon: Lexicon;
  /** Whether to make do with what there is, when a repair does not come. */
  readonly goOnWithout: (error: unknown) => boolean;
  ask(input: string): Promise<readonly TalkingPoint[]>;
  use(): TokenUse;
  answeredBy(): string;
}

function openSession(agent: Agent, packet: EvidencePacket, model: Model, options: ConsultOptions): Session {
  let use = noUse;
  let answeredBy = model.id;
  const system = options.prompt.fill({ title: agent.title, maxPoints: String(MAX_POINTS) });
  const drafts = agent
    .narrate(packet)
    .filter(({ claims }) => !claims.some((claim) => isRedFlag(packet, claim)));
  return {
    agent,
    packet,
    input: renderInput(packet, drafts),
    lexicon: options.lexicon ?? emptyLexicon,
    goOnWithout: options.goOnWithout ?? (() => false),
    use: () => use,
    answeredBy: () => answeredBy,
    async ask(input) {
      const purse = tallyPurse();
      const request = {
        system,
        input,
        schema: agentAnswerSchema,
        schemaName: 'talking_points',
        maxOutputTokens: options.maxOutputTokens ?? MAX_OUTPUT_TOKENS,
        signal: options.signal,
        purse,
      };
      const answer = await model.generate(request).catch((error: unknown) => {
        use = addUse(use, purse.spent());
        throw error;
      });
      const { inputTokens, outputTokens, cachedInputTokens: cachedInput, cost } = answer;
      // What was tried in vain before was paid for as well; an answer out of memory went through no purse.
      const paid = purse.spent();
      const told = { input: inputTokens, output: outputTokens, cachedInput, cost };
      use = addUse(use, paid === noUse ? told : paid);
      answeredBy = answer.model ?? model.id;
      return answer.value.points;
    },
  };
}

interface Answer {
  readonly accepted: readonly TalkingPoint[];
  /** Sentences that were replaced, and those that were sent back before. */
  readonly rejected: number;
  readonly sentBack: number;
}

async function wordedByModel(session: Session): Promise<Answer> {
  const { agent, packet } = session;
  const first = sort(await session.ask(session.input), session);
  const accepted = admit(first.accepted, [], packet, agent.id);
  const sentBack = countFaults(first.rejected);
  if (sentBack === 0) return { accepted, rejected: 0, sentBack };
  const second = sort(await repair(session, first.rejected), session);
  // Only points that were sent back may come again; anything else would be a second answer.
  const mended = second.accepted.filter((point) =>
    first.rejected.some((entry) => sharesClaim(entry.point, point)),
  );
  const all = [...accepted, ...admit(mended, accepted, packet, agent.id)];
  const lost = first.rejected.filter(({ point }) => !mended.some((other) => sharesClaim(other, point)));
  return { accepted: all, rejected: countFaults(lost), sentBack };
}

function countFaults(rejected: readonly Rejected[]): number {
  return rejected.reduce((sum, { point, reasons }) => sum + faultySentences(point, reasons), 0);
}

/** A repair that comes back misshapen is no repair; a server that is down may be worth a later try of the whole. */
async function repair(session: Session, rejected: readonly Rejected[]): Promise<readonly TalkingPoint[]> {
  try {
    return await session.ask(renderRepair(session.input, rejected));
  } catch (error) {
    if (error instanceof PermanentError || session.goOnWithout(error)) return [];
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
