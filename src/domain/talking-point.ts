import { z } from 'zod';
import { type AgentId, agentIds, type Speaker } from './agent-id.ts';

/** What an agent returns. `claims` are finding ids of the packet, `citations` evidence ids of the packet. */
export const talkingPointSchema = z.object({
  text: z.string().min(1).max(1200),
  claims: z.array(z.string()).min(1),
  citations: z.array(z.string()),
  question: z.string().min(1).max(400),
  /** 1 = raise this first … 5 = only if there is time. */
  priority: z.int().min(1).max(5),
  confidence: z.enum(['low', 'medium', 'high']),
});

export const agentAnswerSchema = z.object({ points: z.array(talkingPointSchema).max(6) });

export type TalkingPoint = z.infer<typeof talkingPointSchema>;

export const agentIdSchema = z.enum(agentIds);

/** How an answer came about: stored beside it, shown where the wording is not rule-based. */
export interface Wording {
  readonly kind: 'rule-based' | 'model';
  readonly model: string;
  readonly promptHash: string;
  readonly packetHash: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens, those that the provider had kept from an earlier call. */
  readonly cachedInputTokens?: number | undefined;
  /** What the tokens cost, where prices are named. */
  readonly cost?: number | undefined;
  /** Sentences that failed a check and were replaced. */
  readonly rejected: number;
  /** Sentences that failed a check at first: the rejected and those that came back right. */
  readonly sentBack?: number | undefined;
  /** Why a model that was asked did not word it. */
  readonly fallback?: Fallback | undefined;
}

/** The limit of the round was reached, no usable answer came, or nothing of the answer was let through. */
export type Fallback = 'ceiling' | 'no-answer' | 'not-let-through';

/** A point as it was said; without a mark in the words of the rules. */
export interface SpokenPoint extends TalkingPoint {
  readonly byModel?: true;
}

export interface Interpretation<Id extends Speaker = AgentId> {
  readonly agent: Id;
  readonly points: readonly SpokenPoint[];
  readonly wording: Wording;
}
