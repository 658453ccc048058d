import { scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashNewPasscode, isProof, isSame, newProof, scryptHash } from '../../../src/jobs/share-passcode.ts';
import { adjustableClock } from '../../support/adjustable-clock.ts';

describe('a passcode', () => {
  it('is kept as a slow hash with a salt of its own', async () => {
    const [one, other] = await Promise.all([
      hashNewPasscode('quiet river 47', scryptHash),
      hashNewPasscode('quiet river 47', scryptHash),
    ]);
    expect(one.salt).toMatch(/^[\w-]{22}$/);
    expect(one.salt).not.toBe(other.salt);
    expect(one.hash).not.toBe(other.hash);
    const again = scryptSync('quiet river 47', one.salt, 32, { N: 32_768, r: 8, p: 1, maxmem: 2 ** 26 });
    expect(one.hash).toBe(again.toString('base64url'));
  });

  it('is the same from every keyboard', async () => {
    const composed = await scryptHash('caf\u00e9 crème', 'salt');
    expect(await scryptHash(' cafe\u0301 crème\t', 'salt')).toBe(composed);
    expect(await scryptHash('cafe crème', 'salt')).not.toBe(composed);
  });
});

describe('a proof that it was known', () => {
  const clock = adjustableClock('2026-03-20T06:00:00.000Z');
  const passcode = { salt: 's', hash: 'h'.repeat(43) };

  it('holds for its link, its passcode and an hour', () => {
    const proof = newProof('link', passcode, clock);
    expect(isProof(proof, 'link', passcode, clock)).toBe(true);
    expect(isProof(proof, 'other', passcode, clock)).toBe(false);
    expect(isProof(proof, 'link', { ...passcode, hash: 'i'.repeat(43) }, clock)).toBe(false);
    for (const made of ['', '.', '1.2', `${proof}x`, proof.replace('.', '0.'), `-${proof}`, ` ${proof}`]) {
      expect([made, isProof(made, 'link', passcode, clock)]).toEqual([made, false]);
    }
    clock.advance(3_600_000 - 1);
    expect(isProof(proof, 'link', passcode, clock)).toBe(true);
    clock.advance(1);
    expect(isProof(proof, 'link', passcode, clock)).toBe(false);
  });

  it('is compared whole, also where lengths differ', () => {
    expect([isSame('ab', 'ab'), isSame('ab', 'ac'), isSame('ab', 'abc'), isSame('', 'a')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
