import type { RaisedFlag } from './red-flags/raised-flag.ts';

export const MOST_SHARE_DAYS = 90;
export const USUAL_SHARE_DAYS = 14;

/** What only the person's own key opens of a share link. */
export interface ShareBody {
  /** Whom it is for, in the person's words. */
  readonly label?: string | undefined;
  readonly passcode?: HashedPasscode | undefined;
  /** What could not wait when the link was made; absent where the link follows the newest page and today's signs. */
  readonly raised?: SharedFlags | undefined;
}

/** Base64url each. */
export interface HashedPasscode {
  readonly salt: string;
  readonly hash: string;
}

export interface SharedFlags {
  readonly flags: readonly RaisedFlag[];
  readonly emergencyNumber: string;
}

/** What a link gave: the page or its PDF, a question for the passcode, or nothing for a wrong one. */
export type SharedForm = 'page' | 'pdf';
export type ShareOutcome = 'shown' | 'asked' | 'wrong-passcode';

/** Of whoever read, nothing else is kept: no address, no program. */
export interface ShareAccess {
  readonly at: string;
  readonly fetched: SharedForm;
  readonly outcome: ShareOutcome;
}
