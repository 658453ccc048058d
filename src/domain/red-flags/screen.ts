import type { Knowledge } from '../knowledge.ts';
import type { RaisedFlag, ScreenInput } from './raised-flag.ts';

/** Words of a rule as they stand in a text. */
export function screen({ texts }: ScreenInput, { redFlags }: Pick<Knowledge, 'redFlags'>): RaisedFlag[] {
  return redFlags.flatMap(({ id, kind, trigger, urgency, message }) => {
    const words = kind === 'symptom' && Array.isArray(trigger.words) ? (trigger.words as string[]) : [];
    return texts.flatMap(({ day, text }) => {
      const seen = words.find((word) => text.toLowerCase().includes(word.toLowerCase()));
      return seen === undefined ? [] : [{ rule: id, urgency, day, message, seen: text }];
    });
  });
}
