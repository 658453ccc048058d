import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoundsError } from '../../../src/shared/errors.ts';
import { createPersonVault, type PersonVault, type Place, type Sealed } from '../../../src/vault/seal.ts';

const SEED = 20_260_320;
const key = Buffer.alloc(32, 1);
const vault = createPersonVault(key, 'person-1');
const place: Place = { table: 'note', column: 'body', row: '7' };

/** What a refusal must look like: our own words, and nothing of the content. */
function refusalOf(open: () => unknown): RoundsError {
  try {
    open();
  } catch (error) {
    if (error instanceof RoundsError) return error;
    throw error;
  }
  throw new Error('it opened');
}

describe('sealing', () => {
  it('gives back any value that JSON can hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        // JSON itself knows no minus zero.
        const expected: unknown = JSON.parse(JSON.stringify(value));
        expect(vault.open(place, vault.seal(place, value))).toEqual(expected);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('gives back any bytes, none included', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (bytes) => {
        const opened = vault.openBytes(place, vault.sealBytes(place, bytes));
        expect(opened.equals(Buffer.from(bytes))).toBe(true);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('hides the text, in one byte or two a letter, and the number', () => {
    const sealed = vault.seal(place, { name: 'Metoprolol', hrv: 47.123456789 });
    for (const encoding of ['utf8', 'utf16le', 'latin1'] as const) {
      expect(sealed.includes(Buffer.from('Metoprolol', encoding))).toBe(false);
    }
    expect(sealed.includes('47.123456789')).toBe(false);
    const series = vault.sealBytes(place, new Uint8Array(Float64Array.of(47.123456789).buffer));
    const double = Buffer.alloc(8);
    double.writeDoubleLE(47.123456789);
    expect(series.includes(double)).toBe(false);
  });

  it('never uses a nonce twice: the same value is sealed differently each time', () => {
    const sealed = Array.from({ length: 1_000 }, () => vault.seal(place, 'same'));
    expect(new Set(sealed.map((bytes) => bytes.subarray(1, 13).toString('hex'))).size).toBe(1_000);
    expect(new Set(sealed.map((bytes) => bytes.subarray(29).toString('hex'))).size).toBeGreaterThan(990);
  });

  it('is AES-256-GCM in a format that others can read: version, nonce, tag, body', () => {
    const sealed = vault.seal(place, 'text');
    expect(sealed[0]).toBe(1);
    expect(sealed).toHaveLength(1 + 12 + 16 + '"text"'.length);
    const cipher = createCipheriv('aes-256-gcm', key, sealed.subarray(1, 13));
    cipher.setAAD(Buffer.from('["rounds",1,"note","body","7","person-1"]'));
    const body = Buffer.concat([cipher.update('"text"'), cipher.final()]);
    expect(sealed.subarray(13, 29).equals(cipher.getAuthTag())).toBe(true);
    expect(sealed.subarray(29).equals(body)).toBe(true);
  });

  it('refuses a seal with any one bit flipped', () => {
    const sealed = vault.seal(place, { name: 'Metoprolol' });
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = Buffer.from(sealed) as typeof sealed;
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(refusalOf(() => vault.open(place, altered)).code).toBe('wrong-key');
    }
  });

  it('refuses a seal that is cut, lengthened or empty', () => {
    const sealed = vault.seal(place, 'text');
    const lengthened = Buffer.concat([sealed, Buffer.of(0)]) as typeof sealed;
    expect(refusalOf(() => vault.open(place, lengthened)).code).toBe('wrong-key');
    for (let length = 0; length < sealed.length; length++) {
      const cut = sealed.subarray(0, length) as typeof sealed;
      expect(refusalOf(() => vault.open(place, cut)).code).toBe('wrong-key');
    }
  });

  it.each<[string, Partial<Place>]>([
    ['table', { table: 'page' }],
    ['column', { column: 'digest' }],
    ['row', { row: '8' }],
  ])('refuses a seal that was moved to another %s', (_what, moved) => {
    const sealed = vault.seal(place, 'text');
    expect(refusalOf(() => vault.open({ ...place, ...moved }, sealed)).code).toBe('wrong-key');
  });

  it('does not take one place for another whose parts join to the same text', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '"', ',', '\\', '[', ''), maxLength: 4 });
    const places = fc.record({ table: texts, column: texts, row: texts });
    fc.assert(
      fc.property(places, places, (one, other) => {
        fc.pre(one.table !== other.table || one.column !== other.column || one.row !== other.row);
        const sealed = vault.seal(one, 1);
        expect(() => vault.open(other, sealed)).toThrow(RoundsError);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('refuses the seal of another person, and of another key', () => {
    const sealed = vault.seal(place, 'text');
    const others: PersonVault[] = [
      createPersonVault(key, 'person-2'),
      createPersonVault(Buffer.alloc(32, 2), 'person-1'),
    ];
    for (const other of others) expect(refusalOf(() => other.open(place, sealed)).code).toBe('wrong-key');
  });

  it('refuses in words that tell neither the key nor the content', () => {
    const sealed = vault.seal(place, { name: 'Metoprolol' });
    const other = createPersonVault(Buffer.alloc(32, 2), 'person-1');
    const { message, publicMessage, stack, cause } = refusalOf(() => other.open(place, sealed));
    const said = [message, publicMessage, stack, String(cause)].join('\n');
    for (const secret of ['Metoprolol', key.toString('hex'), key.toString('base64'), '0202', 'AgIC']) {
      expect(said).not.toContain(secret);
    }
  });

  it('cannot be mixed up with plain bytes', () => {
    const plain = Buffer.from('{"name":"Metoprolol"}') as unknown as Sealed<unknown>;
    expect(refusalOf(() => vault.open(place, plain)).code).toBe('wrong-key');
  });
});

describe('digest', () => {
  it('is the same for the same text of one person, and tells nothing to who has no key', () => {
    expect(vault.digest('Metoprolol')).toBe(createPersonVault(key, 'person-1').digest('Metoprolol'));
    expect(vault.digest('Metoprolol')).not.toBe(vault.digest('metoprolol'));
    expect(vault.digest('Metoprolol')).not.toBe(
      createPersonVault(Buffer.alloc(32, 2), 'person-1').digest('Metoprolol'),
    );
    expect(vault.digest('')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
