import type { Interpretation, TalkingPoint } from '../../../src/domain/talking-point.ts';

/** One point that a model worded: of deep sleep, unless it is said otherwise. */
export const worded = (
  agent: Interpretation['agent'],
  point: Partial<TalkingPoint>,
  tokens = { inputTokens: 1, outputTokens: 1 },
): Interpretation => ({
  agent,
  points: [
    {
      text: 'Deep sleep fell to 47 minutes.',
      claims: ['shift-deep'],
      citations: [],
      question: 'Could we talk about this?',
      priority: 2,
      confidence: 'medium',
      ...point,
      byModel: true,
    },
  ],
  wording: { kind: 'model', model: 'm', promptHash: 'p', packetHash: 'k', ...tokens, rejected: 0 },
});
