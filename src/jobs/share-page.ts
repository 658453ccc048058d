import { randomBytes } from 'node:crypto';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { ShareStore } from '../../db/stores/share-store.ts';
import { USUAL_SHARE_DAYS } from '../domain/share.ts';
import type { Clock } from '../shared/clock.ts';
import { ConfigError, NotFoundError } from '../shared/errors.ts';
import { raisedLately } from './raised-lately.ts';
import type { ScreeningDependencies } from './screen-record.ts';
import { hashNewPasscode, scryptHash } from './share-passcode.ts';

export interface ShareDependencies extends ScreeningDependencies {
  readonly pages: PageStore;
  readonly shares: ShareStore;
  readonly clock: Clock;
  /** Absent where nothing is shared. */
  readonly shareUrl: string | undefined;
}

export interface ShareTerms {
  /** The page as it is now, with what cannot wait now; "newest": whatever page is the newest when somebody looks. */
  readonly page: { readonly roundId: string } | 'newest';
  readonly days?: number | undefined;
  readonly label?: string | undefined;
  readonly passcode?: string | undefined;
}

export interface NewShare {
  readonly id: string;
  /** The secret: it is kept nowhere and cannot be shown again. */
  readonly url: string;
  readonly expiresAt: string;
}

const DAY_MS = 86_400_000;
const TOKEN_BYTES = 32;

export async function createShare(
  dependencies: ShareDependencies,
  person: Person,
  { page, days = USUAL_SHARE_DAYS, label, passcode }: ShareTerms,
): Promise<NewShare> {
  const { shares, clock } = dependencies;
  const shareUrl = requireShareUrl(dependencies);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expiresAt = new Date(clock.now().getTime() + days * DAY_MS).toISOString();
  const id = await shares.insert(person, token, {
    roundId: page === 'newest' ? undefined : page.roundId,
    expiresAt,
    body: {
      label,
      passcode: passcode === undefined ? undefined : await hashNewPasscode(passcode, scryptHash),
      raised: page === 'newest' ? undefined : await raisedNow(dependencies, person, page.roundId),
    },
  });
  return { id, url: `${shareUrl}/s/${token}`, expiresAt };
}

export function requireShareUrl({ shareUrl }: Pick<ShareDependencies, 'shareUrl'>): string {
  if (shareUrl !== undefined) return shareUrl;
  throw new ConfigError(
    'Nothing can be shared yet: set ROUNDS_SHARE_URL to the https:// address under which the outside reaches this server.',
  );
}

/** What was sent stays what was sent: what is raised after this is for the person to tell. */
async function raisedNow(dependencies: ShareDependencies, person: Person, roundId: string) {
  const page = await dependencies.pages.find(person, roundId);
  if (page === undefined) throw new NotFoundError('There is no page of this round to share.');
  return raisedLately(dependencies, person, page.findings);
}
