import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { PersonStore } from '../../../db/stores/person-store.ts';
import type { OuraConnections } from '../../jobs/oura-connections.ts';
import { RoundsError } from '../../shared/errors.ts';
import { personOf } from '../person-of.ts';

export interface OauthDependencies {
  readonly people: PersonStore;
  readonly oura: OuraConnections;
}

const COOKIE = 'rounds-consent';
const CONSENT_SECONDS = 20 * 60;

/**
 * The consent in the browser. The answer counts only in the browser that asked: a link that somebody else prepared
 * cannot hang their ring on this person.
 */
export function oauthRoute({ people, oura }: OauthDependencies): Hono {
  return new Hono()
    .get('/start', async (context) => {
      const { url, state } = await oura.begin(await personOf(context, people));
      setCookie(context, COOKIE, state, {
        path: '/oauth',
        httpOnly: true,
        sameSite: 'Lax',
        secure: new URL(context.req.url).protocol === 'https:',
        maxAge: CONSENT_SECONDS,
      });
      return context.redirect(url);
    })
    .get('/callback', async (context) => {
      const answer = new URL(context.req.url);
      const isOwn = getCookie(context, COOKIE) === answer.searchParams.get('state');
      deleteCookie(context, COOKIE, { path: '/oauth' });
      if (!isOwn) {
        throw new RoundsError(
          'This answer of Oura’s does not belong to a connection that was begun in this browser.',
          { code: 'forbidden' },
        );
      }
      const person = await oura.complete(answer);
      await oura.fetchPast(person);
      return context.redirect(`/people/${person.slug}/connections`);
    });
}
