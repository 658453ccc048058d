import type { OuraConnectionStore } from '../../db/stores/oura-connection-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { ConfigError } from '../shared/errors.ts';
import { collectionNames, scopesFor } from '../sources/oura/collections.ts';
import type { OuraOAuth } from '../sources/oura/oauth.ts';

export interface ConnectDependencies {
  readonly connections: OuraConnectionStore;
  readonly oauth: OuraOAuth | undefined;
  readonly ouraRedirectUri: string;
}

/** The whole consent: `authorise` takes the person (or a browser) to the address and returns the callback's. */
export async function connectOura(
  { connections, oauth, ouraRedirectUri }: ConnectDependencies,
  person: Person,
  authorise: (url: string) => Promise<URL>,
): Promise<void> {
  if (oauth === undefined) {
    throw new ConfigError(
      'Oura is not configured. Set OURA_CLIENT_ID and OURA_CLIENT_SECRET of your Oura application.',
    );
  }
  const pending = await oauth.beginAuthorisation({
    redirectUri: ouraRedirectUri,
    scopes: scopesFor(collectionNames),
  });
  const tokens = await oauth.completeAuthorisation(await authorise(pending.url), pending);
  await connections.upsert(person, tokens);
}
