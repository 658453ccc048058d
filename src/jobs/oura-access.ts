import type { OuraConnection, OuraConnectionStore } from '../../db/stores/oura-connection-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Clock } from '../shared/clock.ts';
import { PermanentError, RoundsError, TransientError } from '../shared/errors.ts';
import type { Wait } from '../shared/wait.ts';
import type { OuraOAuth } from '../sources/oura/oauth.ts';
import type { TokenSet } from '../sources/oura/token-set.ts';

export interface OuraAccessOptions {
  readonly connections: OuraConnectionStore;
  /** Absent when no client id and secret are configured. */
  readonly oauth: OuraOAuth | undefined;
  readonly clock: Clock;
  readonly wait: Wait;
}

/** A token this close to its end is renewed before it is used. */
const RENEW_BEFORE_MS = 5 * 60_000;
const OTHER_WORKER_MS = 2_000;
/** Between tries to store what a refresh brought: there is no second copy of it anywhere. */
const STORING_PAUSES_MS = [100, 500, 2_000, 5_000];

/** Hands out access tokens of one person. A new token set is stored before it is used, by one worker at a time. */
export function createOuraAccess(person: Person, { connections, oauth, clock, wait }: OuraAccessOptions) {
  let renewing: Promise<void> | undefined;
  /** A token that is short-lived from the start is not renewed anew for every request. */
  let justGiven: string | undefined;

  const current = async (): Promise<OuraConnection> => {
    const connection = await connections.find(person);
    if (connection === undefined || connection.state === 'reconnect') throw reconnect();
    return connection;
  };
  const keep = async (version: number, tokens: TokenSet): Promise<void> => {
    for (const pauseMs of STORING_PAUSES_MS) {
      try {
        return await connections.renew(person, version, tokens);
      } catch {
        await wait(pauseMs);
      }
    }
    await connections.renew(person, version, tokens);
  };
  const renew = async ({ version, tokens }: OuraConnection): Promise<void> => {
    // A personal token has nothing to renew it with: once refused it is over.
    if (tokens.refreshToken === undefined) await connections.markForReconnect(person, version);
    if (oauth === undefined || tokens.refreshToken === undefined) throw reconnect();
    if (!(await connections.claimRefresh(person, version))) {
      // It may have been renewed since it was read.
      if ((await current()).version !== version) return;
      throw new TransientError('Another worker is renewing the Oura connection.', {
        retryAfterMs: OTHER_WORKER_MS,
      });
    }
    try {
      const renewed = await oauth.refresh(tokens);
      await keep(version, renewed);
      justGiven = renewed.accessToken;
    } catch (error) {
      if (isOver(error)) await connections.markForReconnect(person, version);
      else await connections.releaseRefresh(person, version);
      throw error;
    }
  };
  /** Collections are fetched side by side: all that need a new token wait for the same one. */
  const renewOnce = (connection: OuraConnection): Promise<void> => {
    renewing ??= renew(connection).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
  return {
    async accessToken(): Promise<string> {
      const { tokens, version, state } = await current();
      const { accessToken, refreshToken, expiresAt } = tokens;
      const early = accessToken === justGiven ? 0 : RENEW_BEFORE_MS;
      const isStale = Date.parse(expiresAt) - clock.now().getTime() < early;
      if (!isStale || refreshToken === undefined) return accessToken;
      await renewOnce({ tokens, version, state });
      return (await current()).tokens.accessToken;
    },

    async onUnauthorised(refused: string): Promise<void> {
      const connection = await current();
      if (connection.tokens.accessToken === refused) await renewOnce(connection);
    },
  };
}

/** The grant itself was refused. A client secret that does not fit, or trouble on the way, says nothing of it. */
function isOver(error: unknown): boolean {
  return error instanceof RoundsError && error.code === 'unauthorised';
}

function reconnect(): PermanentError {
  return new PermanentError('The connection to Oura has ended. Connect it again.', { code: 'unauthorised' });
}
