import { z } from 'zod';
import { agentIds } from './agent-id.ts';

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
  /** What the tokens cost, where prices are named. */
  readonly cost?: number | undefined;
  /** Sentences that failed the grounding check and were replaced. */
  readonly rejected: number;
}

export interface Interpretation {
  readonly agent: z.infer<typeof agentIdSchema>;
  readonly points: readonly TalkingPoint[];
  readonly wording: Wording;
}
