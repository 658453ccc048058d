import fc from 'fast-check';
import { nasty } from './nasty.ts';

/** One thing done to a file. Places are shares of its length, so that they fit whatever was done before. */
type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly bits: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'drop'; readonly at: number; readonly length: number }
  | { readonly kind: 'copy'; readonly from: number; readonly length: number; readonly at: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | {
      readonly kind: 'replace';
      readonly what: keyof typeof places;
      readonly nth: number;
      readonly bytes: Uint8Array;
    };

const utf8 = (text: string) => new TextEncoder().encode(text);

/** What something else is put in place of: the value of a field, or any word or number at all. */
const places = {
  field: /(?<="\s*:\s*|=|[;,])(?:"[^"\n]{0,80}"|[\w.+-]+)/g,
  word: /"[^"\n]{0,80}"|[\w.+:-]+/g,
} as const;

/** Evenly spread, which doubles are not: most of those lie close to zero. */
export const share = fc.nat(999_999).map((millionths) => millionths / 1e6);
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...nasty) },
  { weight: 3, arbitrary: fc.integer({ min: -10, max: 100_000 }).map((value) => utf8(String(value))) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 6 }) },
  { weight: 2, arbitrary: fc.double().map((value) => utf8(String(value))) },
  { weight: 1, arbitrary: fc.json().map(utf8) },
);
const length = fc.oneof(fc.nat(8), fc.nat(400));

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: share, bits: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: share }),
  fc.record({ kind: fc.constant('drop' as const), at: share, length }),
  fc.record({ kind: fc.constant('copy' as const), from: share, length, at: share }),
  fc.record({ kind: fc.constant('insert' as const), at: share, bytes: piece }),
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('replace' as const),
      what: fc.constantFrom('field' as const, 'field' as const, 'word' as const),
      nth: share,
      bytes: piece,
    }),
  },
);

/** Good files of a format, a few things done to one of them; sometimes bytes that never were a file. */
export function spoilt(samples: readonly (Uint8Array | string)[]): fc.Arbitrary<Uint8Array> {
  const bytes = samples.map((sample) => (typeof sample === 'string' ? utf8(sample) : sample));
  const changed = fc
    .tuple(fc.constantFrom(...bytes), fc.array(mutation, { maxLength: 6 }))
    .map(([sample, mutations]) => mutations.reduce(mutate, sample));
  return fc.oneof(
    { weight: 40, arbitrary: changed },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  );
}

function mutate(bytes: Uint8Array, one: Mutation): Uint8Array {
  const place = (part: number) => Math.floor(part * bytes.length);
  const splice = (from: number, to: number, put: Uint8Array) =>
    Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)]);
  switch (one.kind) {
    case 'flip': {
      const copy = Uint8Array.from(bytes);
      const at = place(one.at);
      if (at < copy.length) copy[at] = (copy[at] as number) ^ one.bits;
      return copy;
    }
    case 'cut':
      return bytes.subarray(0, place(one.at));
    case 'drop':
      return splice(place(one.at), place(one.at) + one.length, new Uint8Array());
    case 'copy': {
      const from = place(one.from);
      return splice(place(one.at), place(one.at), bytes.subarray(from, from + one.length));
    }
    case 'insert':
      return splice(place(one.at), place(one.at), one.bytes);
    case 'replace': {
      const hits = [...Buffer.from(bytes).toString('latin1').matchAll(places[one.what])];
      const hit = hits[Math.floor(one.nth * hits.length)];
      return hit === undefined ? bytes : splice(hit.index, hit.index + hit[0].length, one.bytes);
    }
  }
}
