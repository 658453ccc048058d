import { describe, expect, it } from 'vitest';
import { createKeyRing, type WrappedKey } from '../../../src/vault/key-ring.ts';
import { createPersonVault } from '../../../src/vault/seal.ts';

const masterKey = Buffer.alloc(32, 3);
const ring = createKeyRing([masterKey]);
const under = (wrapped: WrappedKey, keyId = ring.keyId) => ({ keyId, wrapped });
const place = { table: 'note', column: 'body', row: '1' };

describe('key ring', () => {
  it('opens with a wrapped key what was sealed with it, after a restart too', () => {
    const wrapped = ring.newWrappedKey('anna');
    const sealed = ring.personVault('anna', under(wrapped)).seal(place, 'text');
    const stored = Buffer.from(wrapped) as WrappedKey;
    expect(
      createKeyRing([Buffer.from(masterKey)])
        .personVault('anna', under(stored))
        .open(place, sealed),
    ).toBe('text');
  });

  it('makes a data key of its own for each person, so that erasing one key shuts one person', () => {
    const first = ring.newWrappedKey('anna');
    const second = ring.newWrappedKey('anna');
    expect(first.equals(second)).toBe(false);
    const sealed = ring.personVault('anna', under(first)).seal(place, 'text');
    expect(() => ring.personVault('anna', under(second)).open(place, sealed)).toThrow();
    // The data key is random, not the master key in disguise.
    expect(() => createPersonVault(masterKey, 'anna').open(place, sealed)).toThrow();
  });

  it('refuses a wrapped key under another master key, or of another person', () => {
    const wrapped = ring.newWrappedKey('anna');
    const refusal = expect.objectContaining({ code: 'wrong-key' });
    expect(() => createKeyRing([Buffer.alloc(32, 4)]).personVault('anna', under(wrapped))).toThrow(refusal);
    expect(() => ring.personVault('berta', under(wrapped))).toThrow(refusal);
  });

  it('refuses a wrapped key with any one bit flipped', () => {
    const wrapped = ring.newWrappedKey('anna');
    for (let bit = 0; bit < wrapped.length * 8; bit++) {
      const altered = Buffer.from(wrapped) as WrappedKey;
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => ring.personVault('anna', under(altered))).toThrow(
        expect.objectContaining({ code: 'wrong-key' }),
      );
    }
  });

  it('names a master key without telling anything of it', () => {
    expect(ring.keyId).toMatch(/^[0-9a-f]{16}$/);
    expect(createKeyRing([Buffer.from(masterKey)]).keyId).toBe(ring.keyId);
    expect(createKeyRing([Buffer.alloc(32, 4)]).keyId).not.toBe(ring.keyId);
    expect(masterKey.toString('hex')).not.toContain(ring.keyId);
  });

  describe('of several master keys', () => {
    const older = Buffer.alloc(32, 9);
    const both = createKeyRing([masterKey, older]);
    const old = createKeyRing([older]);

    it('wraps with the first and opens what is under any of them', () => {
      expect(both.keyIds).toEqual([ring.keyId, old.keyId]);
      expect(both.keyId).toBe(ring.keyId);
      const fresh = both.newWrappedKey('anna');
      const before = old.newWrappedKey('anna');
      ring.personVault('anna', under(fresh));
      both.personVault('anna', under(before, old.keyId));
      expect(() => ring.personVault('anna', under(before, old.keyId))).toThrow(
        expect.objectContaining({ code: 'wrong-key', publicMessage: expect.stringContaining(old.keyId) }),
      );
    });

    it('tries the key that is named and no other', () => {
      const before = old.newWrappedKey('anna');
      expect(() => both.personVault('anna', under(before, both.keyId))).toThrow(
        expect.objectContaining({ code: 'wrong-key' }),
      );
    });

    it('moves a data key from one to the other without changing it', () => {
      const before = old.newWrappedKey('anna');
      const sealed = old.personVault('anna', under(before, old.keyId)).seal(place, 'text');
      const moved = both.rewrap('anna', under(before, old.keyId), both.keyId);
      expect(ring.personVault('anna', under(moved)).open(place, sealed)).toBe('text');
      expect(() => old.personVault('anna', under(moved, old.keyId))).toThrow();
      expect(() => both.rewrap('berta', under(before, old.keyId), both.keyId)).toThrow();
    });
  });

  describe('whose source changes while it is in use', () => {
    it('looks again when it meets a key it does not know, and only then', () => {
      let looks = 0;
      const running = createKeyRing([masterKey], () => {
        looks += 1;
        return [Buffer.alloc(32, 5), masterKey];
      });
      const next = createKeyRing([Buffer.alloc(32, 5)]);
      running.personVault('anna', under(ring.newWrappedKey('anna')));
      expect(looks).toBe(0);
      running.personVault('berta', under(next.newWrappedKey('berta'), next.keyId));
      running.personVault('berta', under(next.newWrappedKey('berta'), next.keyId));
      expect(looks).toBe(1);
      expect(running.keyId).toBe(next.keyId);
    });

    it('still opens what it could open before, though the source has it no more', () => {
      const running = createKeyRing([masterKey], () => [Buffer.alloc(32, 5)]);
      const wrapped = ring.newWrappedKey('anna');
      expect(running.reread()).toEqual([createKeyRing([Buffer.alloc(32, 5)]).keyId]);
      running.personVault('anna', under(wrapped));
    });

    it('refuses after that look, each time', () => {
      const running = createKeyRing([masterKey], () => [masterKey]);
      for (const _turn of [1, 2]) {
        expect(() => running.personVault('anna', under(ring.newWrappedKey('anna'), 'f00d'))).toThrow(
          expect.objectContaining({ code: 'wrong-key' }),
        );
      }
    });
  });
});
