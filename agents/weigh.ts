import type { TalkingPoint } from '../src/domain/talking-point.ts';
import { confidences } from './narrate/weight.ts';

/** How far a model may move a point up or down. */
const PRIORITY_LEEWAY = 1;

/** What a point tells, however its claims are ordered. */
export function keyOf({ claims }: Pick<TalkingPoint, 'claims'>): string {
  return JSON.stringify([...new Set(claims)].sort());
}

/** A model's words for a draft, weighed as the draft is: never surer, nearly as important. */
export function weighed(point: TalkingPoint, draft: TalkingPoint): TalkingPoint {
  const surest = confidences.indexOf(draft.confidence);
  const highest = Math.max(1, draft.priority - PRIORITY_LEEWAY);
  return {
    ...point,
    claims: draft.claims,
    citations: [...new Set(point.citations)],
    confidence: confidences[Math.min(surest, confidences.indexOf(point.confidence))] ?? draft.confidence,
    priority: Math.min(Math.max(point.priority, highest), draft.priority + PRIORITY_LEEWAY, 5),
  };
}
