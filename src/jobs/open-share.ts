import type { PageStore } from '../../db/stores/page-store.ts';
import type { PersonStore } from '../../db/stores/person-store.ts';
import type { OpenLink, ShareStore } from '../../db/stores/share-store.ts';
import type { Page } from '../domain/page.ts';
import type { SharedFlags, SharedForm } from '../domain/share.ts';
import type { Clock } from '../shared/clock.ts';
import { raisedLately } from './raised-lately.ts';
import type { ScreeningDependencies } from './screen-record.ts';
import { isProof, isSame, newProof, newSalt, type SlowHash } from './share-passcode.ts';

export interface OpenShareDependencies extends ScreeningDependencies {
  readonly people: PersonStore;
  readonly pages: PageStore;
  readonly shares: ShareStore;
  readonly clock: Clock;
  readonly slowHash: SlowHash;
}

export interface SharedPage {
  readonly page: Page;
  readonly raised: SharedFlags | undefined;
}

/** Undefined: there is nothing to be seen (any more). */
export async function openShare(
  dependencies: OpenShareDependencies,
  link: OpenLink,
  fetched: SharedForm,
  proof: string | undefined,
): Promise<SharedPage | 'passcode' | undefined> {
  const { people, pages, shares, clock } = dependencies;
  const person = await people.getById(link.personId);
  const { passcode, raised } = await shares.open(person, link);
  if (passcode !== undefined && !isProof(proof ?? '', link.id, passcode, clock)) {
    await shares.log(link, fetched, 'asked');
    return 'passcode';
  }
  const isFixed = link.roundId !== undefined;
  const page = isFixed ? await pages.find(person, link.roundId) : await pages.findLatest(person);
  if (page === undefined) return undefined;
  await shares.log(link, fetched, 'shown');
  return { page, raised: isFixed ? raised : await raisedLately(dependencies, person, page.findings) };
}

/** Of no passcode; of the same length as every other salt. */
const idleSalt = newSalt();

/**
 * A passcode, held against the link's. Whatever becomes of it, and where there is no link at all, it is hashed once: how
 * long the answer takes tells nothing. Undefined: there is nothing to enter.
 */
export async function enterShare(
  { people, shares, clock, slowHash }: OpenShareDependencies,
  link: OpenLink | undefined,
  given: string,
): Promise<{ readonly proof: string | undefined } | 'wrong' | undefined> {
  const known = link && (await shares.open(await people.getById(link.personId), link)).passcode;
  const mayTry = link !== undefined && known !== undefined && (await shares.claimTry(link));
  const hash = await slowHash(given, known?.salt ?? idleSalt);
  if (link === undefined) return undefined;
  if (known === undefined) return { proof: undefined };
  if (!mayTry) return undefined;
  if (!isSame(hash, known.hash)) {
    await shares.log(link, 'page', 'wrong-passcode');
    return 'wrong';
  }
  await shares.forgetTries(link);
  return { proof: newProof(link.id, known, clock) };
}
