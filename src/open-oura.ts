import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import type { WebhookSettings } from './jobs/keep-webhooks.ts';
import type { Clock } from './shared/clock.ts';
import { ConfigError } from './shared/errors.ts';
import { createOuraOAuth, ouraEndpoints } from './sources/oura/oauth.ts';
import { createSubscriptionClient } from './sources/oura/subscriptions.ts';

const OURA = 'https://api.ouraring.com';

/** Everything of the configuration that speaks of Oura, opened. */
export function openOura(config: Config, secrets: Secrets, clock: Clock, fetchFrom: typeof fetch) {
  const { baseUrl, clientId, limit, redirectUri, webhookUrl } = config.oura;
  const clientSecret = secrets.ouraClientSecret;
  const application = clientId && clientSecret ? { clientId, clientSecret } : undefined;
  return {
    ouraBaseUrl: baseUrl,
    ouraLimit: limit,
    ouraRedirectUri: redirectUri,
    fetch: fetchFrom,
    oauth:
      application &&
      createOuraOAuth({ ...application, endpoints: endpointsOf(config.oura), clock, fetch: fetchFrom }),
    webhooks: webhookUrl === undefined ? undefined : webhooksOf(webhookUrl, baseUrl, application, fetchFrom),
  };
}

function endpointsOf({ baseUrl, tokenUrl }: Config['oura']) {
  const usual =
    baseUrl === OURA
      ? ouraEndpoints
      : {
          authorizationUrl: `${baseUrl}/oauth/authorize`,
          revocationUrl: `${baseUrl}/oauth/revoke`,
          tokenUrl: `${baseUrl}/oauth/token`,
        };
  if (tokenUrl === undefined) return usual;
  // Named on purpose: no other address is tried beside it.
  const { authorizationUrl, revocationUrl } = usual;
  return { authorizationUrl, revocationUrl, tokenUrl };
}

function webhooksOf(
  url: string,
  baseUrl: string,
  application: { readonly clientId: string; readonly clientSecret: string } | undefined,
  fetchFrom: typeof fetch,
): WebhookSettings {
  if (application === undefined) {
    throw new ConfigError('OURA_WEBHOOK_URL needs OURA_CLIENT_ID and OURA_CLIENT_SECRET as well.');
  }
  const subscriptions = createSubscriptionClient({ ...application, baseUrl, fetch: fetchFrom });
  return { url, clientSecret: application.clientSecret, subscriptions };
}
