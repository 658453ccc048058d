import type { NoticeChannelName, NoticeKind, NoticeState } from '../../src/domain/notice.ts';

/** One notice over one channel. */
export interface NotificationTable {
  id: string;
  person_id: string;
  kind: NoticeKind;
  /** The round, the last day of the week, or the red flag that it tells of. */
  about: string;
  channel: NoticeChannelName;
  state: NoticeState;
  fence: number;
  created_at: string;
  updated_at: string;
  /** A public line. */
  reason: string | null;
}
