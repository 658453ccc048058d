import type { OuraConnection, OuraConnectionStore } from '../../db/stores/oura-connection-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Clock } from '../shared/clock.ts';
import { PermanentError, TransientError } from '../shared/errors.ts';
import type { OuraOAuth } from '../sources/oura/oauth.ts';

export interface OuraAccessOptions {
  readonly connections: OuraConnectionStore;
  /** Absent when no client id and secret are configured. */
  readonly oauth: OuraOAuth | undefined;
  readonly clock: Clock;
}

/** A token this close to its end is renewed before it is used. */
const RENEW_BEFORE_MS = 5 * 60_000;
const OTHER_WORKER_MS = 2_000;

/** Hands out access tokens of one person. A new token set is stored before it is used, by one worker at a time. */
export function createOuraAccess(person: Person, { connections, oauth, clock }: OuraAccessOptions) {
  const current = async (): Promise<OuraConnection> => {
    const connection = await connections.find(person);
    if (connection === undefined || connection.state === 'reconnect') throw reconnect();
    return connection;
  };
  const renew = async ({ version, tokens }: OuraConnection): Promise<void> => {
    // A personal token has nothing to renew it with: once refused it is over.
    if (oauth === undefined || tokens.refreshToken === undefined) {
      if (tokens.refreshToken === undefined) await connections.markForReconnect(person, version);
      throw reconnect();
    }
    if (!(await connections.claimRefresh(person, version))) {
      throw new TransientError('Another worker is renewing the Oura connection.', {
        retryAfterMs: OTHER_WORKER_MS,
      });
    }
    try {
      await connections.upsert(person, await oauth.refresh(tokens));
    } catch (error) {
      if (error instanceof PermanentError) await connections.markForReconnect(person, version);
      else await connections.releaseRefresh(person, version);
      throw error;
    }
  };
  return {
    async accessToken(): Promise<string> {
      const connection = await current();
      const isStale = Date.parse(connection.tokens.expiresAt) - clock.now().getTime() < RENEW_BEFORE_MS;
      if (!isStale || connection.tokens.refreshToken === undefined) return connection.tokens.accessToken;
      await renew(connection);
      return (await current()).tokens.accessToken;
    },

    async onUnauthorised(refused: string): Promise<void> {
      const connection = await current();
      if (connection.tokens.accessToken === refused) await renew(connection);
    },
  };
}

function reconnect(): PermanentError {
  return new PermanentError('The connection to Oura has ended. Connect it again.', { code: 'unauthorised' });
}
