import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { RoundsError } from '../shared/errors.ts';

/** Bytes that only the person's data key opens. Plain bytes do not fit where a `Sealed` is asked for. */
export type Sealed<T> = Buffer & { readonly __sealed: T };

/** Where a sealed value lives. It is bound into the seal: moved to another row or person, it no longer opens. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

export interface PersonVault {
  seal<T>(place: Place, value: T): Sealed<T>;
  open<T>(place: Place, sealed: Sealed<T>): T;
  sealBytes(place: Place, bytes: Uint8Array): Sealed<Uint8Array>;
  openBytes(place: Place, sealed: Sealed<Uint8Array>): Buffer;
  /** Keyed, so that a digest in the clear cannot be matched against guessed content. */
  digest(text: string): string;
}

export function createPersonVault(dataKey: Buffer, personId: string): PersonVault {
  const digestKey = Buffer.from(hkdfSync('sha256', dataKey, '', 'rounds content digest', 32));
  const sealBytes = (place: Place, bytes: Uint8Array) => encrypt(dataKey, context(place, personId), bytes);
  const openBytes = (place: Place, sealed: Buffer) => decrypt(dataKey, context(place, personId), sealed);
  return {
    seal: <T>(place: Place, value: T) => sealBytes(place, Buffer.from(JSON.stringify(value))) as Sealed<T>,
    open: <T>(place: Place, sealed: Sealed<T>) => JSON.parse(openBytes(place, sealed).toString('utf8')) as T,
    sealBytes: (place, bytes) => sealBytes(place, bytes) as Sealed<Uint8Array>,
    openBytes,
    digest: (text) => createHmac('sha256', digestKey).update(text).digest('base64url'),
  };
}

export function encrypt(key: Buffer, additionalData: Buffer, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(additionalData);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
}

export function decrypt(key: Buffer, additionalData: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < HEADER_BYTES || sealed[0] !== FORMAT) throw unreadable();
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(additionalData);
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** JSON text of an array cannot be read in two ways, whatever the parts hold. */
function context(place: Place, personId: string): Buffer {
  return Buffer.from(JSON.stringify(['rounds', FORMAT, place.table, place.column, place.row, personId]));
}

function unreadable(cause?: unknown): RoundsError {
  return new RoundsError(
    'A sealed record does not open with this key: the key is another one, or the record was altered.',
    { code: 'wrong-key', cause },
  );
}
