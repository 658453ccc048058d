import { createPrivateKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto';

/** Push services refuse what is valid for more than a day. */
const VALID_SECONDS = 12 * 3_600;

/** The key pair by which a server names itself to push services (RFC 8292). */
export function makeVapidKey(): JsonWebKey {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
}

/** As browsers and push services read it: an uncompressed point, as base64url. */
export function vapidPublicKey({ x = '', y = '' }: JsonWebKey): string {
  const point = [x, y].map((part) => Buffer.from(part, 'base64url'));
  return Buffer.concat([Buffer.of(4), ...point]).toString('base64url');
}

/** The `Authorization` of one request. `contact` is where the push service may write to whoever runs this server. */
export function vapidHeader(
  key: JsonWebKey,
  endpoint: string,
  now: Date,
  contact: string | undefined,
): string {
  const claims = {
    aud: new URL(endpoint).origin,
    exp: Math.floor(now.getTime() / 1000) + VALID_SECONDS,
    ...(contact === undefined ? {} : { sub: `mailto:${contact}` }),
  };
  const signed = [{ typ: 'JWT', alg: 'ES256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(signed), {
    key: createPrivateKey({ key, format: 'jwk' }),
    dsaEncoding: 'ieee-p1363',
  });
  return `vapid t=${signed}.${signature.toString('base64url')}, k=${vapidPublicKey(key)}`;
}
