import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import type { PushSubscription } from '../../../src/domain/contact.ts';
import type { Received } from './receiver.ts';

/** A browser that subscribed at this address, and what it and its push service make of a request (RFC 8188, 8291, 8292). */
export function pushBrowser(endpoint: string) {
  const own = createECDH('prime256v1');
  const ownKey = own.generateKeys();
  const auth = randomBytes(16);
  const subscription: PushSubscription = {
    endpoint,
    p256dh: ownKey.toString('base64url'),
    auth: auth.toString('base64url'),
  };
  const derive = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
  return {
    subscription,
    read({ bytes }: Pick<Received, 'bytes'>): unknown {
      const salt = bytes.subarray(0, 16);
      const senderKey = bytes.subarray(21, 21 + bytes.readUInt8(20));
      const record = bytes.subarray(21 + senderKey.length);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), ownKey, senderKey]);
      const material = derive(own.computeSecret(senderKey), auth, info, 32);
      const key = derive(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
      const nonce = derive(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
      const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16));
      const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
      return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString('utf8'));
    },
  };
}

/** What a push service finds in the `Authorization`, once the signature is that of the key it names. */
export function readVapid({ headers }: Pick<Received, 'headers'>): {
  key: string;
  claims: Record<string, unknown>;
} {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) throw new Error('the token is not signed by the key it names');
  return { key, claims: JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) };
}
