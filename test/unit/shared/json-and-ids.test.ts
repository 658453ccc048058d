import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash, newId, stableId } from '../../../src/shared/ids.ts';
import { canonicalJson, isRecord } from '../../../src/shared/json.ts';

const SEED = 20_260_320;

describe('canonical JSON', () => {
  it('sorts the fields of objects at every depth and leaves lists in their order', () => {
    expect(canonicalJson({ b: [{ z: 1, a: 2 }, 3], a: { d: null, c: 'x' } })).toBe(
      '{"a":{"c":"x","d":null},"b":[{"a":2,"z":1},3]}',
    );
    expect(canonicalJson([3, 1, 2])).toBe('[3,1,2]');
  });

  it('is the same for the same value, in whatever order it was built', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('spells a value as it always did: digests of what is kept must go on fitting', () => {
    const spelt = (value: unknown) =>
      JSON.stringify(value, (_key, inner: unknown) =>
        isRecord(inner)
          ? Object.fromEntries(
              Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
            )
          : inner,
      );
    const key = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.nat(20).map(String),
      fc.constantFrom('__proto__', 'toJSON'),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.constantFrom(-0, null, true, undefined)),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(value, (given) => {
        expect(canonicalJson(given)).toBe(spelt(given));
      }),
      { seed: SEED, numRuns: 500 },
    );
    expect(canonicalJson({ b: new Date(0), a: [undefined, () => 1] })).toBe(
      '{"a":[null,null],"b":"1970-01-01T00:00:00.000Z"}',
    );
  });

  it('takes a field that is not there for one that is undefined', () => {
    expect(canonicalJson({ a: 1, b: undefined })).toBe(canonicalJson({ a: 1 }));
  });

  it('keeps a field whatever it is called', () => {
    const odd: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":2,"10":3,"9":4,"":5}');
    expect(JSON.parse(canonicalJson(odd))).toEqual(odd);
    expect(canonicalJson(odd)).toContain('"__proto__":{"x":1}');
  });
});

/** Equal, with the fields of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reversed(inner)] as const)
      .reverse(),
  );
}

describe('ids', () => {
  it('of the same parts are the same, today and next year', () => {
    // printf '["hrv","2026-03-20",{"a":1,"b":2}]' | sha256sum
    expect(stableId('shift', ['hrv', '2026-03-20', { b: 2, a: 1 }])).toBe('shift-65049657eab7');
  });

  it('of other parts are others', () => {
    const ids = [
      stableId('shift', ['hrv', '2026-03-20']),
      stableId('drift', ['hrv', '2026-03-20']),
      stableId('shift', ['hrv', '2026-03-21']),
      stableId('shift', ['hrv2026-03-20']),
      stableId('shift', [['hrv', '2026-03-20']]),
      stableId('shift', ['2026-03-20', 'hrv']),
      stableId('shift', []),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^(shift|drift)-[0-9a-f]{12}$/);
  });

  it('of content do not depend on the order of its fields', () => {
    expect(contentHash({ a: 1, b: [1, 2] })).toBe(contentHash({ b: [1, 2], a: 1 }));
    expect(contentHash({ a: 1, b: [2, 1] })).not.toBe(contentHash({ a: 1, b: [1, 2] }));
    // printf '{"a":1}' | sha256sum
    expect(contentHash({ a: 1 })).toBe('015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862');
  });

  it('that are new are new each time', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newId()).not.toBe(newId());
  });
});

describe('records', () => {
  it('are objects, not lists and not nothing', () => {
    expect([{}, { a: 1 }, Object.create(null)].every(isRecord)).toBe(true);
    expect([null, undefined, [], 'text', 1, () => 1].some(isRecord)).toBe(false);
  });
});
