import { type Day, spellDay } from '../shared/day.ts';

/** What a person is told of: that there is something to read, never what it says. */
export const noticeKinds = ['page', 'appointment', 'digest', 'red-flag'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** `url` is told for everybody; all others are of one person. */
export const noticeChannels = ['url', 'mail', 'ntfy', 'push'] as const;
export type NoticeChannelName = (typeof noticeChannels)[number];

/**
 * `unknown`: it was handed over, and nobody can say whether it arrived. It is not sent again by itself, because two
 * of them are worse than a line that asks somebody to look.
 */
export const noticeStates = ['waiting', 'sending', 'sent', 'refused', 'unknown'] as const;
export type NoticeState = (typeof noticeStates)[number];

export interface Notice {
  /** Of the notification: the same however often it is tried, so that a receiver can know it again. */
  readonly id: string;
  /** A test tells of nothing. */
  readonly kind: NoticeKind | 'test';
  readonly person: string;
  /** Of the page or the appointment, or the last of the week. */
  readonly day: Day;
  /** What its text tells besides; health values only where the person wants them there. */
  readonly lines?: readonly string[];
}

/** One line for a lock screen that anybody may see: no value, no name, whatever the person chose. */
export function noticeSubject({ kind, day }: Pick<Notice, 'kind' | 'day'>): string {
  const spelled = spellDay(day, { year: true });
  switch (kind) {
    case 'page':
      return `rounds: your page of ${spelled} is ready`;
    case 'appointment':
      return `rounds: your pack for the appointment on ${spelled} is ready`;
    case 'digest':
      return `rounds: your week to ${spelled} is ready`;
    case 'red-flag':
      return 'rounds: please open your page now';
    case 'test':
      return 'rounds: this is a test';
  }
}

/** The same as a sentence, first in every text. */
export function noticeSentence(notice: Pick<Notice, 'kind' | 'day'>): string {
  return `${noticeSubject(notice).replace(/^rounds: (.)/, (_match, first: string) => first.toUpperCase())}.`;
}
