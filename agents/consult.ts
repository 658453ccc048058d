import type { Speaker } from '../src/domain/agent-id.ts';
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
import type { Speaking } from './agent.ts';
import { faultySentences } from './faulty-sentences.ts';
import { judge } from './judge.ts';
import { type Rejected, renderInput, renderRepair, type SpecialistWords } from './model-input.ts';
import { keyOf, worded } from './weigh.ts';

export interface ConsultOptions {
  /** Absent: the deterministic narrator speaks. */
  readonly model?: Model | undefined;
  readonly prompt: Prompt;
  /** Names a model must not bring in by itself. */
  readonly lexicon?: Lexicon | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What others said of the same matters. */
  readonly voices?: readonly SpecialistWords[];
  /** Whether the narrator is to speak where the model gave no answer. Absent: the failure is the caller's. */
  readonly goOnWithout?: (error: unknown) => boolean;
}

const MAX_POINTS = 6;
const MAX_OUTPUT_TOKENS = 4000;

/**
 * One agent speaks to its packet. The drafts of the narrator are what is told; a model may put each of them into better
 * words, as a point with the claims of that draft and no others. Whatever it answers, nothing unfounded comes out and
 * no claim is lost. A model that fails to answer at all fails here, unless the caller would rather go on without.
 */
export async function consult<Id extends Speaker>(
  speaking: Speaking<Id>,
  packet: EvidencePacket,
  options: ConsultOptions,
): Promise<Interpretation<Id>> {
  const { model, prompt, goOnWithout } = options;
  const narrated = ruleBased(speaking, packet);
  // The fixed words of red flags are never handed to a model.
  const drafts = narrated.points.filter(({ claims }) => !claims.some((claim) => isRedFlag(packet, claim)));
  if (model === undefined || drafts.length === 0) return narrated;
  const session = openSession(speaking.title, packet, drafts, model, options);
  try {
    const answer = await wordedByModel(session);
    const points = narrated.points.map((draft) => {
      const words = answer.accepted.get(keyOf(draft));
      return words === undefined ? draft : { ...worded(words, draft), byModel: true as const };
    });
    return {
      agent: speaking.id,
      points: inOrderOfPriority(points, packet),
      wording: wordingOf(answer, session, prompt),
    };
  } catch (error) {
    if (goOnWithout?.(error) !== true) throw error;
    const fallback = error instanceof CeilingError ? 'ceiling' : 'no-answer';
    return { ...narrated, wording: { ...narrated.wording, ...usageOf(session.use()), fallback } };
  }
}

function wordingOf({ accepted, rejected, sentBack }: Answer, session: Session, prompt: Prompt): Wording {
  const fallback: Fallback | undefined =
    accepted.size > 0 ? undefined : rejected > 0 ? 'not-let-through' : 'no-answer';
  return {
    kind: accepted.size > 0 ? 'model' : 'rule-based',
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

export function ruleBased<Id extends Speaker>(
  speaking: Speaking<Id>,
  packet: EvidencePacket,
): Interpretation<Id> {
  return {
    agent: speaking.id,
    points: inOrderOfPriority(speaking.narrate(packet), packet),
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
  /** By their claims. */
  readonly drafts: ReadonlyMap<string, TalkingPoint>;
  readonly input: string;
  readonly lexicon: Lexicon;
  /** Whether to make do with what there is, when a repair does not come. */
  readonly goOnWithout: (error: unknown) => boolean;
  ask(input: string): Promise<readonly TalkingPoint[]>;
  use(): TokenUse;
  answeredBy(): string;
}

function openSession(
  title: string,
  packet: EvidencePacket,
  drafts: readonly TalkingPoint[],
  model: Model,
  options: ConsultOptions,
): Session {
  let use = noUse;
  let answeredBy = model.id;
  const system = options.prompt.fill({ title, maxPoints: String(MAX_POINTS) });
  return {
    packet,
    drafts: new Map(drafts.map((draft) => [keyOf(draft), draft])),
    input: renderInput(packet, drafts, options.voices),
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
  /** By the draft that they word. */
  readonly accepted: ReadonlyMap<string, TalkingPoint>;
  /** Sentences that were replaced, and those that were sent back before. */
  readonly rejected: number;
  readonly sentBack: number;
}

async function wordedByModel(session: Session): Promise<Answer> {
  const first = sort(await session.ask(session.input), session);
  const accepted = new Map<string, TalkingPoint>();
  // What was let through stands: another word on it would be a second answer.
  const take = (point: TalkingPoint) => {
    if (!accepted.has(keyOf(point))) accepted.set(keyOf(point), point);
  };
  first.accepted.forEach(take);
  const sentBack = countFaults(first.rejected);
  if (sentBack === 0) return { accepted, rejected: 0, sentBack };
  const second = sort(await repair(session, first.rejected), session);
  second.accepted.forEach(take);
  const lost = first.rejected.filter(({ point }) => !accepted.has(keyOf(point)));
  return { accepted, rejected: countFaults(lost), sentBack };
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
  { packet, drafts, lexicon }: Session,
): { accepted: TalkingPoint[]; rejected: Rejected[] } {
  const accepted: TalkingPoint[] = [];
  const rejected: Rejected[] = [];
  for (const point of points) {
    const draft = drafts.get(keyOf(point));
    const reasons = judge(point, packet, lexicon, draft);
    if (draft === undefined) reasons.push(notOfADraft);
    if (reasons.length === 0) accepted.push(point);
    else rejected.push({ point, reasons });
  }
  return { accepted, rejected };
}

const notOfADraft = {
  kind: 'claim',
  words: 'A point has the claims of one draft, all of them and no others.',
} as const;

function isRedFlag(packet: EvidencePacket, claim: string): boolean {
  return packet.findings.some(({ id, kind }) => id === claim && kind === 'red-flag');
}
