import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import type { PushSubscription } from '../../domain/contact.ts';

const CURVE = 'prime256v1';
const SALT_BYTES = 16;
/** One record holds the whole message, with room to spare. */
const RECORD_BYTES = 4096;
/** After the last byte of the last record (RFC 8188). */
const LAST_RECORD = 0x02;

/** What RFC 8291 draws anew for each message; a test gives its own. */
interface Drawn {
  readonly salt: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** A message that only the browser opens: RFC 8291, content coding aes128gcm of RFC 8188. */
export function encryptPush(
  { p256dh, auth }: Pick<PushSubscription, 'p256dh' | 'auth'>,
  text: Uint8Array,
  drawn?: Drawn,
): Buffer {
  const own = createECDH(CURVE);
  if (drawn === undefined) own.generateKeys();
  else own.setPrivateKey(drawn.privateKey);
  const salt = drawn?.salt ?? randomBytes(SALT_BYTES);
  const ownKey = own.getPublicKey();
  const browserKey = Buffer.from(p256dh, 'base64url');
  const secret = own.computeSecret(browserKey);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browserKey, ownKey]);
  const material = derive(secret, Buffer.from(auth, 'base64url'), info, 32);
  const key = derive(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const record = Buffer.concat([
    cipher.update(Buffer.concat([text, Buffer.of(LAST_RECORD)])),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(RECORD_BYTES);
  head.writeUInt8(ownKey.length, 4);
  return Buffer.concat([salt, head, ownKey, record]);
}

function derive(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
}

const POINT_BYTES = 65;
const AUTH_BYTES = 16;

/** Whether a message can be encrypted for a browser with these keys. */
export function areBrowserKeys({ p256dh, auth }: Pick<PushSubscription, 'p256dh' | 'auth'>): boolean {
  const point = Buffer.from(p256dh, 'base64url');
  if (point.length !== POINT_BYTES || Buffer.from(auth, 'base64url').length !== AUTH_BYTES) return false;
  try {
    const own = createECDH(CURVE);
    own.generateKeys();
    own.computeSecret(point);
    return true;
  } catch {
    // Not a point of the curve.
    return false;
  }
}
