import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawDocument } from '../../../../src/domain/raw-document.ts';
import { getCollection } from '../../../../src/sources/oura/collections.ts';
import { mergeRows, type Row, rowsToDocuments, toRow } from '../../../../src/sources/oura/rows.ts';

const options = { seed: 20_260_320, numRuns: 300 };
const run = <Value>(arbitrary: fc.Arbitrary<Value>, check: (value: Value) => void) =>
  fc.assert(fc.property(arbitrary, check), options);

const heartrate = getCollection('heartrate');
const place = { file: 'x', record: 'y' };
const NOON = Date.parse('2026-03-20T12:00:00Z');

const body = fc.record({
  minute: fc.integer({ min: -3000, max: 3000 }),
  bpm: fc.integer({ min: 40, max: 180 }),
});
type Body = typeof body extends fc.Arbitrary<infer Value> ? Value : never;

const stamp = ({ minute }: Body): string => new Date(NOON + minute * 60_000).toISOString();

function rowOf(given: Body): Row {
  const made = { timestamp: stamp(given), bpm: given.bpm, source: 'awake' };
  const read = toRow(made, JSON.stringify(made), place);
  if ('refusal' in read) throw new Error(read.refusal.reason);
  return read.row;
}

const documentsOf = (bodies: readonly Body[]): RawDocument[] => rowsToDocuments(heartrate, bodies.map(rowOf));
const byDay = (documents: readonly RawDocument[]) =>
  [...documents].sort((left, right) => (left.documentId < right.documentId ? -1 : 1));
/** Both parts as they would be kept one after the other. */
function kept(first: readonly Body[], second: readonly Body[]): RawDocument[] {
  const before = new Map(documentsOf(first).map((one) => [one.documentId, one]));
  for (const now of documentsOf(second)) {
    const known = before.get(now.documentId);
    before.set(now.documentId, known === undefined ? now : mergeRows(known, now));
  }
  return byDay([...before.values()]);
}
const distinct = fc.uniqueArray(body, { selector: ({ minute }) => minute, maxLength: 40 });

describe('rows of a time series', () => {
  it('lie in the document of their UTC day, in order, the last of two of one moment', () =>
    run(fc.array(body, { maxLength: 40 }), (bodies) => {
      const expected = new Map<string, Map<string, number>>();
      for (const given of bodies) {
        const day = stamp(given).slice(0, 10);
        expected.set(day, (expected.get(day) ?? new Map()).set(stamp(given), given.bpm));
      }
      const told = byDay(documentsOf(bodies)).map(({ documentId, day, body: { rows } }) => {
        expect(day).toBe(documentId);
        return [
          documentId,
          (rows as { timestamp: string; bpm: number }[]).map((row) => [row.timestamp, row.bpm]),
        ];
      });
      expect(told).toEqual([...expected].sort().map(([day, moments]) => [day, [...moments].sort()]));
    }));

  it('say in text what they say in their bodies', () =>
    run(fc.tuple(distinct, distinct), ([first, second]) => {
      for (const { text, body: whole } of kept(first, second)) expect(JSON.parse(text ?? '')).toEqual(whole);
    }));

  it('that come again change nothing', () =>
    run(fc.tuple(distinct, distinct), ([first, second]) => {
      const both = [...first, ...second];
      expect(kept(both, second)).toEqual(byDay(documentsOf(both)));
      expect(kept(both, both)).toEqual(byDay(documentsOf(both)));
    }));

  it('in two parts are the same in either order, and as one', () =>
    run(fc.tuple(distinct, fc.nat(100)), ([bodies, share]) => {
      const cut = Math.floor((share / 101) * bodies.length);
      // What both parts tell, they tell alike.
      const [first, second] = [bodies.slice(0, cut + 2), bodies.slice(cut)];
      expect(kept(first, second)).toEqual(byDay(documentsOf(bodies)));
      expect(kept(second, first)).toEqual(byDay(documentsOf(bodies)));
    }));

  it('of any make are rows or refusals, and never throw', () =>
    run(
      fc.oneof(fc.jsonValue(), fc.record({ timestamp: fc.oneof(fc.string(), fc.jsonValue()) })),
      (given) => {
        const read = toRow(given, JSON.stringify(given), place);
        if ('refusal' in read) expect(read.refusal).toMatchObject(place);
        else expect(Number.isFinite(read.row.instant)).toBe(true);
      },
    ));

  it('nested deeper than any row of a ring’s are refused, not a stack that ends', () => {
    const text = `{"timestamp":"2026-03-20T12:00:00Z","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(toRow(JSON.parse(text), text, place)).toEqual({
      refusal: { ...place, field: '', reason: 'is nested deeper than 40 levels' },
    });
  });
});
