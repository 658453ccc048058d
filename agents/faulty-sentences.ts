import type { TalkingPoint } from '../src/domain/talking-point.ts';
import type { Violation } from '../src/llm/grounding-context.ts';
import { sentencesOf } from '../src/llm/sentences.ts';

/** How many sentences of a point hold what was found in it; a fault of the whole point (its ids) counts as one. */
export function faultySentences({ text, question }: TalkingPoint, reasons: readonly Violation[]): number {
  const sentences = [...sentencesOf(text), question];
  const faulty = sentences.filter((sentence) => reasons.some(({ words }) => sentence.includes(words)));
  // A word at fault may stand rightly in another sentence.
  return Math.max(1, Math.min(faulty.length, reasons.length));
}
