import { describe, expect, it } from 'vitest';
import { createKeyRing, type WrappedKey } from '../../../src/vault/key-ring.ts';
import { createPersonVault } from '../../../src/vault/seal.ts';

const masterKey = Buffer.alloc(32, 3);
const ring = createKeyRing(masterKey);
const place = { table: 'note', column: 'body', row: '1' };

describe('key ring', () => {
  it('opens with a wrapped key what was sealed with it, after a restart too', () => {
    const wrapped = ring.newWrappedKey('anna');
    const sealed = ring.personVault('anna', wrapped).seal(place, 'text');
    const stored = Buffer.from(wrapped) as WrappedKey;
    expect(createKeyRing(Buffer.from(masterKey)).personVault('anna', stored).open(place, sealed)).toBe(
      'text',
    );
  });

  it('makes a data key of its own for each person, so that erasing one key shuts one person', () => {
    const first = ring.newWrappedKey('anna');
    const second = ring.newWrappedKey('anna');
    expect(first.equals(second)).toBe(false);
    const sealed = ring.personVault('anna', first).seal(place, 'text');
    expect(() => ring.personVault('anna', second).open(place, sealed)).toThrow();
    // The data key is random, not the master key in disguise.
    expect(() => createPersonVault(masterKey, 'anna').open(place, sealed)).toThrow();
  });

  it('refuses a wrapped key under another master key, or of another person', () => {
    const wrapped = ring.newWrappedKey('anna');
    const refusal = expect.objectContaining({ code: 'wrong-key' });
    expect(() => createKeyRing(Buffer.alloc(32, 4)).personVault('anna', wrapped)).toThrow(refusal);
    expect(() => ring.personVault('berta', wrapped)).toThrow(refusal);
  });

  it('refuses a wrapped key with any one bit flipped', () => {
    const wrapped = ring.newWrappedKey('anna');
    for (let bit = 0; bit < wrapped.length * 8; bit++) {
      const altered = Buffer.from(wrapped) as WrappedKey;
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => ring.personVault('anna', altered)).toThrow(expect.objectContaining({ code: 'wrong-key' }));
    }
  });

  it('names a master key without telling anything of it', () => {
    expect(ring.keyId).toMatch(/^[0-9a-f]{16}$/);
    expect(createKeyRing(Buffer.from(masterKey)).keyId).toBe(ring.keyId);
    expect(createKeyRing(Buffer.alloc(32, 4)).keyId).not.toBe(ring.keyId);
    expect(masterKey.toString('hex')).not.toContain(ring.keyId);
  });
});
