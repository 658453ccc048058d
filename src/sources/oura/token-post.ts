import * as oauth from 'oauth4webapi';
import { requireSafeUrl } from './endpoint.ts';
import { errorOfTokenEndpoint, isRejection } from './oauth-errors.ts';

export interface TokenEndpoints {
  /** Which one is right depends on the portal the app was registered at. */
  readonly tokenUrl: string;
  /**
   * Asked once when the first rejects; safe with a single-use refresh token because a rejection does not
   * spend it.
   */
  readonly otherTokenUrl?: string;
}

export interface TokenPostOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly endpoints: TokenEndpoints;
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}

type TokenRequest = (
  server: oauth.AuthorizationServer,
  auth: oauth.ClientAuth,
  request: oauth.TokenEndpointRequestOptions,
) => Promise<Response>;

/** Sends to the configured token address and, when that rejects, once to the other one. */
export function createTokenPost(options: TokenPostOptions) {
  const { tokenUrl, otherTokenUrl } = options.endpoints;
  const urls = [tokenUrl, otherTokenUrl]
    .filter((url) => url !== undefined)
    .map((url) => requireSafeUrl(url, "Oura's token address").href);
  const auth = oauth.ClientSecretPost(options.clientSecret);
  const client: oauth.Client = { client_id: options.clientId };
  const send = async (url: string, request: TokenRequest) => {
    const server = { issuer: new URL(url).origin, token_endpoint: url };
    const response = await request(server, auth, {
      // `requireSafeUrl` has let plain http through for this machine only.
      [oauth.allowInsecureRequests]: true,
      [oauth.customFetch]: (to, init) => (options.fetch ?? fetch)(to, init as RequestInit),
      signal: AbortSignal.timeout(options.timeoutMs ?? 30_000),
    });
    // Read to the end here, so that an answer that breaks off is told from one that is wrong.
    const whole = await readToEnd(response);
    // The same reading serves both grants: Oura issues no identity token.
    return oauth.processRefreshTokenResponse(server, client, whole);
  };
  return async (request: TokenRequest): Promise<oauth.TokenEndpointResponse> => {
    const [first = '', other] = urls;
    try {
      return await send(first, request);
    } catch (error) {
      if (other === undefined || !isRejection(error)) throw errorOfTokenEndpoint(error);
      // Where neither takes the app, the first one's word is the one that fits the configuration.
      return send(other, request).catch((second: unknown) => {
        throw errorOfTokenEndpoint(isRejection(second) ? error : second);
      });
    }
  };
}

/**
 * The grant is spent once the server has answered: where the answer breaks off behind both tokens, they are taken out of
 * what did arrive. Nothing else would bring them back.
 */
async function readToEnd(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let broken: unknown;
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
  } catch (error) {
    broken = error;
  }
  const bytes = Buffer.concat(chunks);
  if (response.status !== 200 || (broken === undefined && isJson(bytes)))
    return new Response(bytes, response);
  const text = bytes.toString('utf8');
  const [access_token, refresh_token] = ['access_token', 'refresh_token'].map(
    (name) => new RegExp(`"${name}"\\s*:\\s*"([\\x21\\x23-\\x5b\\x5d-\\x7e]+)"`).exec(text)?.[1],
  );
  if (access_token !== undefined && refresh_token !== undefined) {
    return Response.json({ access_token, refresh_token, token_type: 'bearer' });
  }
  if (broken !== undefined) throw broken;
  return new Response(bytes, response);
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
