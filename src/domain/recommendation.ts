/** How much a day should ask of somebody, from complete rest to anything they like. */
export const recommendationKinds = [
  'full_rest',
  'light_recovery',
  'moderate_activity',
  'full_activity',
] as const;
export type RecommendationKind = (typeof recommendationKinds)[number];

/** The recommendation of one day. Code chooses its kind and its words. */
export interface Recommendation {
  readonly kind: RecommendationKind;
  readonly message: string;
  /** From 0 to 1: how much of what it rests on was there. */
  readonly confidence: number;
  readonly keyFactors: readonly KeyFactor[];
}

/** What is said of a day: a recommendation, or why there is none. */
export interface DailyRecommendation {
  readonly recommendation?: Recommendation;
  readonly withoutRecommendation?: string;
}

/**
 * One sentence with its numbers, and the findings it stands on; none where only a reading of the night says it
 * (`lastNight` of the report) or the profile.
 */
export interface KeyFactor {
  readonly text: string;
  readonly claims: readonly string[];
}
