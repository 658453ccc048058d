import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'oauth4webapi';
import { PermanentError, type RoundsError, TransientError } from '../../shared/errors.ts';
import { retryAfterMs } from '../../shared/retry-after.ts';

/** No error here carries a cause: the library's hold response bodies, and those hold tokens. */
export function refusedCallback(error: unknown): RoundsError {
  if (error instanceof AuthorizationResponseError) {
    if (error.error === 'temporarily_unavailable' || error.error === 'server_error') {
      return new TransientError('Oura could not finish the connection just now. Try again.');
    }
    return new PermanentError("Access was not granted on Oura's page. Connect again to allow it.", {
      code: 'unauthorised',
    });
  }
  return new PermanentError(
    "Oura's answer does not belong to a connection that was begun here. Connect again from the start.",
    { code: 'forbidden' },
  );
}

export function errorOfTokenEndpoint(error: unknown): RoundsError {
  const response = responseOf(error);
  if (response === undefined) {
    return new TransientError('Oura cannot be reached for a new access token, or its answer cannot be read.');
  }
  if (response.status === 429) {
    const wait = retryAfterMs(response.headers);
    return new TransientError(
      'Oura asks for a pause before a new access token.',
      wait === undefined ? {} : { retryAfterMs: wait },
    );
  }
  // A proxy or a door-keeper in the way speaks no OAuth; what it says must not cost a connection that is alive.
  const speaksOAuth = oauthCode(error) !== undefined || error instanceof WWWAuthenticateChallengeError;
  const isForeign = !speaksOAuth && response.status !== 400;
  if (response.status >= 500 || isForeign) {
    return new TransientError(`Oura gave no access token (status ${response.status}).`);
  }
  if (oauthCode(error) === 'invalid_client' || response.status === 401) {
    return new PermanentError(
      'Oura does not accept the client id and secret. Check OURA_CLIENT_ID and OURA_CLIENT_SECRET.',
      { code: 'invalid-config' },
    );
  }
  return new PermanentError('Oura no longer accepts this connection. Connect Oura again.', {
    code: 'unauthorised',
  });
}

/**
 * Turned away without a look at the token: the app may belong to the other portal. A spent grant is not that.
 */
export function isRejection(error: unknown): boolean {
  const status = responseOf(error)?.status;
  return (status === 400 || status === 401) && oauthCode(error) !== 'invalid_grant';
}

function oauthCode(error: unknown): string | undefined {
  return error instanceof ResponseBodyError ? error.error : undefined;
}

function responseOf(error: unknown): Response | undefined {
  if (error instanceof ResponseBodyError || error instanceof WWWAuthenticateChallengeError) {
    return error.response;
  }
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Response ? cause : undefined;
}
