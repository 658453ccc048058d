import type { Reach } from '../domain/contact.ts';
import type { Notice, NoticeChannelName } from '../domain/notice.ts';

/**
 * What became of one try to tell. `waiting`: certainly not taken, it may be tried again. `refused`: certainly not
 * taken, and trying again would not help. `unknown`: it was handed over and no answer came that says what became of it.
 */
export type SendOutcome =
  | { readonly state: 'sent' }
  | { readonly state: 'refused' | 'unknown'; readonly reason: string }
  | { readonly state: 'waiting'; readonly reason: string; readonly retryAfterMs?: number | undefined };

export interface NoticeChannel {
  readonly name: NoticeChannelName;
  /** Whether somebody who can be reached like this is told this way. */
  reaches(reach: Reach | undefined): boolean;
  /** Never throws: whatever happens is an outcome, in words of ours without address or answer of the other side. */
  send(notice: Notice, reach: Reach | undefined, signal: AbortSignal): Promise<SendOutcome>;
}
