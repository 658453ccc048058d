import { isLongPast } from './long-past.ts';
import { isDenied } from './negation.ts';
import { isNotHappening } from './not-happening.ts';
import { isOfAnother } from './of-another.ts';
import type { Passage, Span } from './passage.ts';

/** Whether it is said to be there, or may be: in doubt it is. What plays it down, whoever says it, changes nothing. */
export function isReal(passage: Passage, span: Span): boolean {
  return (
    !isDenied(passage, span) &&
    !isNotHappening(passage, span) &&
    !isOfAnother(passage, span) &&
    !isLongPast(passage, span)
  );
}
