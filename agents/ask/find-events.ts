import type { FindEventDay } from '../../src/domain/ask/period.ts';
import type { TimelineEvent } from '../../src/domain/timeline.ts';
import { daysBetween } from '../../src/shared/day.ts';
import { plainName } from './plain-question.ts';

const kindWords: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:dose|dosage)\b/, /^medication-(?:dose|timing)$/],
  [/\b(?:timing|other time)\b/, /^medication-timing$/],
  [/\b(?:stopp?ed|stopping|came off|quit|coming off)\b/, /^medication-stop$/],
  [
    /\b(?:start(?:ed|ing)?|began) (?:\w+ ){0,2}(?:tablets?|pills?|medicines?|medications?|drugs?|meds?)\b/,
    /^medication-start$/,
  ],
  // Another dose often comes as other tablets.
  [
    /\bnew (?:\w+ ){0,2}(?:tablets?|pills?|medicines?|medications?|drugs?|meds?)\b/,
    /^medication-(?:start|dose)$/,
  ],
  [/\b(?:medicines?|medications?|tablets?|pills?|meds?)\b/, /^medication-/],
  [/\b(?:illness|ill|sick|flu|infection|unwell)\b/, /^illness$/],
  [/\b(?:travel(?:led|s)?|trip|holiday|vacation|journey|flight)\b/, /^travel$/],
  [/\b(?:new ring|ring|device)\b/, /^device$/],
];

const smallWords = new Set(
  'the my a an i we she he her his since after of on in to was were had have got new it and for with started stopped start stop changed change dose timing that this at'.split(
    ' ',
  ),
);

/** Events that these words mean, the newest first: by a name first, by kind where no name fits. */
export function findEvents(words: string, timeline: readonly TimelineEvent[]): TimelineEvent[] {
  const text = plainName(words);
  const tokens = new Set(text.split(' ').filter((word) => word.length > 2 && !smallWords.has(word)));
  const byName = timeline.filter(({ label, medication }) =>
    plainName(medication ?? label)
      .split(' ')
      .some((word) => tokens.has(word)),
  );
  const kinds = kindWords.filter(([pattern]) => pattern.test(text)).map(([, kind]) => kind);
  const actions = /\bstart/.test(text) ? [/^medication-start$/, ...kinds] : kinds;
  const ofKind = (events: readonly TimelineEvent[]) =>
    actions.map((kind) => events.filter((event) => kind.test(event.kind))).find(({ length }) => length > 0) ??
    [];
  const narrowed = ofKind(byName);
  const found = narrowed.length > 0 ? narrowed : byName.length > 0 ? byName : ofKind(timeline);
  return [...found].sort((left, right) => daysBetween(left.day, right.day));
}

/** Whether the words speak of an event at all, known or not. */
export function speaksOfEvent(words: string): boolean {
  return kindWords.some(([pattern]) => pattern.test(words));
}

export function eventDayIn(timeline: readonly TimelineEvent[]): FindEventDay {
  return (words) => findEvents(words, timeline)[0]?.day;
}
