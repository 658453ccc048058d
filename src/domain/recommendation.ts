/** How much a day should ask of somebody, from complete rest to anything they like. */
export const recommendationKinds = [
  'full_rest',
  'light_recovery',
  'moderate_activity',
  'full_activity',
] as const;
export type RecommendationKind = (typeof recommendationKinds)[number];

/** The recommendation of one day. Code chooses its kind; a model may only word the message. */
export interface Recommendation {
  readonly kind: RecommendationKind;
  readonly message: string;
  /** From 0 to 1: how much of what it rests on was there. */
  readonly confidence: number;
  readonly keyFactors: readonly KeyFactor[];
}

/** One sentence with its numbers, and the findings it stands on; none where it says that nothing was seen. */
export interface KeyFactor {
  readonly text: string;
  readonly claims: readonly string[];
}
