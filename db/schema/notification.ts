export const notificationKinds = ['page', 'appointment', 'digest'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

export const notificationChannels = ['url', 'mail'] as const;
export type NotificationChannel = (typeof notificationChannels)[number];

/**
 * `unknown`: it was handed over, and nobody can say whether it arrived. It is not sent again by itself, because two
 * of them are worse than a line that asks somebody to look.
 */
export const notificationStates = ['waiting', 'sending', 'sent', 'refused', 'unknown'] as const;
export type NotificationState = (typeof notificationStates)[number];

export interface NotificationTable {
  id: string;
  person_id: string;
  kind: NotificationKind;
  /** The round, or the last day of the week, that it tells of. */
  about: string;
  channel: NotificationChannel;
  state: NotificationState;
  fence: number;
  created_at: string;
  updated_at: string;
  /** A public line. */
  reason: string | null;
}
