import { InputError } from '../shared/errors.ts';

/** Whether a night's page is told of by itself: when something has changed, always, or not at all. */
export const dailyChoices = ['changes', 'every-day', 'never'] as const;
export type DailyChoice = (typeof dailyChoices)[number];

/** How much a person wants to be told. Red flags and the pack for an appointment are told whatever is chosen. */
export interface NoticePreferences {
  /** Whether texts may hold health values; subjects and titles never do. */
  readonly values: boolean;
  readonly daily: DailyChoice;
  readonly digest: boolean;
}

/** Where a person wants to be told that there is something to read, and what they chose; what is absent is as usual. */
export interface Contact extends Partial<NoticePreferences> {
  readonly email?: string | undefined;
  /** The address of an ntfy topic of their own. */
  readonly ntfy?: string | undefined;
}

/** A browser that asked for push messages, as it named itself. */
export interface PushSubscription {
  readonly endpoint: string;
  /** Its public key, an uncompressed point of P-256, and its secret, both as base64url. */
  readonly p256dh: string;
  readonly auth: string;
}

/** By what a person can be reached at this moment. */
export interface Reach extends Contact {
  readonly browsers?: readonly PushSubscription[];
}

export function preferencesOf({
  values = false,
  daily = 'changes',
  digest = true,
}: Contact = {}): NoticePreferences {
  return { values, daily, digest };
}

const LONGEST = 254;
/** One address and nothing beside it: no name, no second one, nothing that could open another header. */
const ADDRESS = /^[^\s@<>"(),:;\\[\]\p{Cc}]+@[^\s@<>"(),:;\\[\]\p{Cc}]+$/u;

export function parseEmail(text: string): string {
  const email = text.trim();
  if (email.length <= LONGEST && ADDRESS.test(email)) return email;
  throw new InputError('This is not a mail address; one is written name@example.org.');
}

/** Whoever can use the command line may name a server at home; the web page takes no address. */
export function parseNtfyTopic(text: string): string {
  const url = text.trim().replace(/^ntfy\+/, '');
  if (!/^https?:\/\/[^/?#\s]+\/[^\s]+$/.test(url) || !URL.canParse(url)) {
    throw new InputError('This is not an ntfy topic; one is written https://ntfy.example.org/topic.');
  }
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || IN_THE_HOUSE.test(hostname)) return url;
  throw new InputError(
    'An ntfy topic outside of the house is written with https://: texts may hold health values.',
  );
}

const IN_THE_HOUSE =
  /^(?:[^.]+|.+\.(?:local|lan|home\.arpa|internal)|127\..+|10\..+|192\.168\..+|172\.(?:1[6-9]|2\d|3[01])\..+|\[(?:::1|f[cd].*)\])$/;

/** Without what opens it: whoever has the rest knows where the messages went, and cannot send there. */
export function withoutCredentials({ ntfy, ...contact }: Contact): Contact {
  if (ntfy === undefined) return contact;
  const { origin, pathname } = new URL(ntfy);
  return { ...contact, ntfy: `${origin}${pathname}` };
}
