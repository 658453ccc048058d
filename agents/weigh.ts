import type { TalkingPoint } from '../src/domain/talking-point.ts';

/** What a point tells, however its claims are ordered. */
export function keyOf({ claims }: Pick<TalkingPoint, 'claims'>): string {
  return JSON.stringify([...new Set(claims)].sort());
}

/** A model's words for a draft. How sure it is and how much it matters is the draft's: a model has no say in that. */
export function worded(point: TalkingPoint, draft: TalkingPoint): TalkingPoint {
  const { claims, confidence, priority } = draft;
  return { ...point, claims, confidence, priority, citations: [...new Set(point.citations)] };
}
