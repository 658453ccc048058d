import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { HashedPasscode } from '../domain/share.ts';
import type { Clock } from '../shared/clock.ts';
import { InputError } from '../shared/errors.ts';

/** Slow on purpose. */
export type SlowHash = (passcode: string, salt: string) => Promise<string>;

const FEWEST_CHARACTERS = 6;
const MOST_CHARACTERS = 100;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
export const PROOF_SECONDS = 60 * 60;

export const scryptHash: SlowHash = (passcode, salt) =>
  new Promise((resolve, reject) => {
    scrypt(comparable(passcode), salt, HASH_BYTES, COST, (error, hash) =>
      error === null ? resolve(hash.toString('base64url')) : reject(error),
    );
  });

/** One device writes an accented letter as one character, another as two. */
function comparable(passcode: string): string {
  return passcode.trim().normalize('NFKC');
}

export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('base64url');
}

/** Five tries and then four an hour: six characters outlast the longest link. */
export async function hashNewPasscode(passcode: string, slowHash: SlowHash): Promise<HashedPasscode> {
  const { length } = [...comparable(passcode)];
  if (length < FEWEST_CHARACTERS || length > MOST_CHARACTERS) {
    throw new InputError(`A passcode has ${FEWEST_CHARACTERS} to ${MOST_CHARACTERS} characters.`);
  }
  const salt = newSalt();
  return { salt, hash: await slowHash(passcode, salt) };
}

export function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * What a browser shows instead of the passcode for a while. It is signed with the hash, which lies sealed: another
 * link's proof, one of an earlier passcode and one that somebody made up do not fit, whichever process looks at it.
 */
export function newProof(linkId: string, { hash }: HashedPasscode, clock: Clock): string {
  const until = Math.floor(clock.now().getTime() / 1_000) + PROOF_SECONDS;
  return `${until}.${signatureOf(linkId, hash, until)}`;
}

export function isProof(proof: string, linkId: string, { hash }: HashedPasscode, clock: Clock): boolean {
  const [, seconds, signature] = /^(\d{1,12})\.([\w-]{43})$/.exec(proof) ?? [];
  if (seconds === undefined || signature === undefined) return false;
  const until = Number(seconds);
  return isSame(signature, signatureOf(linkId, hash, until)) && until * 1_000 > clock.now().getTime();
}

function signatureOf(linkId: string, hash: string, until: number): string {
  return createHmac('sha256', hash).update(`rounds share ${linkId} ${until}`).digest('base64url');
}
