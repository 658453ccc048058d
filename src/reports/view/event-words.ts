import type { TimelineEvent } from '../../domain/timeline.ts';
import { plainText } from './plain-text.ts';
import { shortDay } from './values.ts';

/** The dose stands with the medicines. */
function withoutDose(label: string): string {
  return label.replace(/ \([^()]*\)$/, '');
}

/** A medicine by its own words; what somebody told of their life may be long, and its kind says what it could explain. */
export function eventName({ kind, label }: Pick<TimelineEvent, 'kind' | 'label'>): string {
  if (kind === 'illness' || kind === 'travel') return kind;
  return kind === 'device' ? 'another ring' : withoutDose(plainText(label));
}

/** With its day, where no drawing has it. */
export function eventInShort(event: Pick<TimelineEvent, 'kind' | 'label' | 'day'>): string {
  const isOfLife = event.kind === 'illness' || event.kind === 'travel' || event.kind === 'device';
  return isOfLife ? `${eventName(event)} on ${shortDay(event.day)}` : eventName(event);
}
