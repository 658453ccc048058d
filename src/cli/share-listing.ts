import type { ListedLink } from '../../db/stores/share-upkeep.ts';
import type { ShareAccess } from '../domain/share.ts';
import { minuteInZone } from '../shared/day.ts';
import { onOneLine } from './one-line.ts';

/** More of them stand in the JSON. */
const MOST_ACCESSES = 20;

const fetchedWords: Record<ShareAccess['fetched'], string> = { page: 'page', pdf: 'PDF' };
const outcomeWords: Record<ShareAccess['outcome'], string> = {
  shown: '',
  asked: ', asked for the passcode',
  'wrong-passcode': ', wrong passcode',
};

export function shareListing(links: readonly ListedLink[], timezone: string): string {
  const at = (instant: string) => minuteInZone(new Date(instant), timezone);
  return links.map((link) => linesOf(link, at)).join('');
}

function linesOf(link: ListedLink, at: (instant: string) => string): string {
  const { asOf, accesses } = link;
  const parts = [
    link.hasRound ? (asOf === undefined ? 'a page that is gone' : `page of ${asOf}`) : 'newest page',
    ...(link.hasPasscode ? ['passcode'] : []),
    ...(link.label === undefined ? [] : [onOneLine(link.label)]),
  ];
  const shown = accesses.slice(-MOST_ACCESSES);
  const earlier = accesses.length - shown.length;
  return [
    `${link.id}  ${stateOf(link, at)} · ${parts.join(' · ')}`,
    ...(earlier > 0 ? [`  ${earlier} earlier`] : []),
    ...(shown.length === 0 ? ['  not read yet'] : []),
    ...shown.map(
      (access) => `  ${at(access.at)}  ${fetchedWords[access.fetched]}${outcomeWords[access.outcome]}`,
    ),
    '',
  ].join('\n');
}

function stateOf(
  { state, expiresAt, revokedAt, lockedUntil }: ListedLink,
  at: (instant: string) => string,
): string {
  if (state === 'revoked') return `revoked ${at(revokedAt ?? '')}`;
  if (state === 'expired') return `expired ${at(expiresAt)}`;
  const until = `open until ${at(expiresAt)}`;
  return state === 'locked' ? `${until}, locked until ${at(lockedUntil ?? '')}` : until;
}
