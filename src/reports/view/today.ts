import type { Page } from '../../domain/page.ts';
import type { RecommendationKind } from '../../domain/recommendation.ts';
import { plainText, sentence } from './plain-text.ts';
import { longDay } from './values.ts';
import { note, plain, type Section, section } from './view.ts';

const kindWords: Record<RecommendationKind, string> = {
  full_rest: 'full rest',
  light_recovery: 'light recovery',
  moderate_activity: 'moderate activity',
  full_activity: 'full activity',
};

/** Stands with the details: page one belongs to what is urgent and to the visit, and its words are counted. */
export function todaySection({
  asOf,
  recommendation,
  withoutRecommendation,
}: Pick<Page, 'asOf' | 'recommendation' | 'withoutRecommendation'>): Section[] {
  const heading = `Today, ${longDay(asOf)}`;
  if (recommendation === undefined) {
    const reason =
      withoutRecommendation === undefined
        ? []
        : [note(`No recommendation: ${sentence(withoutRecommendation)}`)];
    return section('today', heading, reason);
  }
  const { kind, message, confidence, keyFactors } = recommendation;
  return section('today', `${heading}: ${kindWords[kind]}`, [
    plain(`${plainText(message)} Confidence ${confidenceWord(confidence)}.`),
    ...(keyFactors.length === 0
      ? []
      : [{ kind: 'list' as const, items: keyFactors.map(({ text }) => plainText(text)) }]),
  ]);
}

/** Two decimals would look more exact than a share of readings is. */
function confidenceWord(share: number): 'high' | 'medium' | 'low' {
  if (share >= 0.8) return 'high';
  return share >= 0.5 ? 'medium' : 'low';
}
