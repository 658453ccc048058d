import type { OuraAuthorisationStore } from '../../db/stores/oura-authorisation-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { ConnectionView } from '../domain/connection.ts';
import { dayInZone } from '../shared/day.ts';
import { ConfigError, InputError, PermanentError } from '../shared/errors.ts';
import { collectionNames, scopesFor } from '../sources/oura/collections.ts';
import type { OuraOAuth } from '../sources/oura/oauth.ts';
import { historyFetched } from './fetch-past.ts';
import type { OuraSyncDependencies } from './oura-sync.ts';
import { identifyAccount } from './sync-recent.ts';

export interface ConnectDependencies extends OuraSyncDependencies {
  readonly authorisations: OuraAuthorisationStore;
  readonly ouraRedirectUri: string;
}

/** Where the person gives consent. The state comes back with the answer, once and within minutes. */
export async function beginConnection(
  { authorisations, oauth, ouraRedirectUri }: ConnectDependencies,
  person: Person,
): Promise<{ readonly url: string; readonly state: string }> {
  const { url, ...pending } = await configured(oauth).beginAuthorisation({
    redirectUri: ouraRedirectUri,
    scopes: scopesFor(collectionNames),
  });
  await authorisations.insert(person, pending);
  return { url, state: pending.state };
}

/** `answer` is the address Oura sent the browser back to. The tokens are kept before anything is asked with them. */
export async function completeConnection(
  dependencies: ConnectDependencies,
  answer: URL,
  signal: AbortSignal,
): Promise<Person> {
  const { authorisations, connections, oauth } = dependencies;
  const begun = await authorisations.take(answer.searchParams.get('state') ?? '');
  if (begun === undefined) {
    throw new PermanentError(
      'This answer of Oura’s is too old, or was used before. Connect again from the start.',
      { code: 'forbidden' },
    );
  }
  const { person, pending } = begun;
  await connections.upsert(person, await configured(oauth).completeAuthorisation(answer, pending));
  await identify(dependencies, person, signal);
  return person;
}

/** No new ones can be made at Oura, but some old ones still answer. */
export async function connectWithToken(
  dependencies: ConnectDependencies,
  person: Person,
  accessToken: string,
  signal: AbortSignal,
): Promise<void> {
  if (!/^[\x21-\x7e]{16,4096}$/.test(accessToken)) {
    throw new InputError('This is not an access token of Oura’s.');
  }
  await dependencies.connections.upsert(person, {
    accessToken,
    refreshToken: undefined,
    expiresAt: '9999-12-31T00:00:00.000Z',
    scopes: scopesFor(collectionNames),
  });
  await identify(dependencies, person, signal);
}

/** Oura is told as well; when it cannot be reached the tokens are gone from here all the same. */
export async function disconnectOura(
  { connections, oauth }: Pick<ConnectDependencies, 'connections' | 'oauth'>,
  person: Person,
): Promise<boolean> {
  const connection = await connections.find(person);
  if (connection === undefined) return false;
  await connections.delete(person);
  await oauth?.revoke(connection.tokens).catch(() => undefined);
  return true;
}

export async function connectionOf(
  dependencies: Pick<ConnectDependencies, 'connections' | 'syncMarks' | 'clock'>,
  person: Person,
): Promise<ConnectionView> {
  const connection = await dependencies.connections.find(person);
  const today = dayInZone(dependencies.clock.now(), person.timezone);
  return {
    state: connection?.state ?? 'none',
    historyFetched: await historyFetched(dependencies, person, today),
  };
}

/** Whose account it is, for webhooks. It can wait for the next sync: a consent just given must not be lost over it. */
async function identify(
  dependencies: ConnectDependencies,
  person: Person,
  signal: AbortSignal,
): Promise<void> {
  await identifyAccount(dependencies, person, signal).catch(() => undefined);
}

function configured(oauth: OuraOAuth | undefined): OuraOAuth {
  if (oauth !== undefined) return oauth;
  throw new ConfigError(
    'Oura is not configured. Set OURA_CLIENT_ID and OURA_CLIENT_SECRET of your Oura application.',
  );
}
