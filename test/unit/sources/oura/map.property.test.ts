import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMetric, isPlausible } from '../../../../src/domain/metric.ts';
import type { RawDocument } from '../../../../src/domain/raw-document.ts';
import { dayFromNumber } from '../../../../src/shared/day.ts';
import { collectionNames } from '../../../../src/sources/oura/collections.ts';
import { mapDocuments } from '../../../../src/sources/oura/map.ts';
import * as schemas from '../../../../src/sources/oura/schemas.ts';
import { raw } from './documents.ts';

const seed = 20_260_320;
const fieldNames = [...new Set(Object.values(schemas).flatMap((shape) => Object.keys(shape)))];

const numberLike = fc.oneof(
  fc.integer({ min: -10, max: 90_000 }),
  fc.double(),
  fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e308, null),
);
const timestamp = fc.constantFrom(
  '2026-03-28T23:00:00+00:00',
  '2026-03-29T08:00:00.000+01:00',
  '2026-03-29T05:00:00Z',
  '2026-03-29T06:00:00',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59-14:00',
  '2026-02-30T00:00:00Z',
  'noon',
);
const word = fc.constantFrom(
  'long_sleep',
  'sleep',
  'late_nap',
  'rest',
  'deleted',
  '1234'.repeat(240),
  '1'.repeat(288),
);
const field = fc.oneof(
  { weight: 6, arbitrary: numberLike },
  { weight: 4, arbitrary: timestamp },
  { weight: 4, arbitrary: word },
  { weight: 1, arbitrary: fc.record({ average: numberLike }) },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const document = fc
  .tuple(
    fc.constantFrom(...collectionNames, 'unknown'),
    fc.integer({ min: 20_540, max: 20_543 }).map(dayFromNumber),
    fc.dictionary(fc.constantFrom(...fieldNames), field, { maxKeys: fieldNames.length }),
    fc.uuid(),
  )
  .map(([collection, day, body, id]): RawDocument => raw(collection, day, body, id));

const timezone = fc.constantFrom(
  'Europe/London',
  'UTC',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Australia/Lord_Howe',
  'America/St_Johns',
);
/** The day on which clocks change in Europe. */
const FIRST = Date.parse('2026-03-29T00:00:00Z');
const row = fc.record({
  timestamp: fc.oneof(
    { weight: 9, arbitrary: fc.nat(288).map((slot) => new Date(FIRST + slot * 300_000).toISOString()) },
    { weight: 1, arbitrary: timestamp },
  ),
  bpm: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 40, max: 160 }) },
    { weight: 1, arbitrary: numberLike },
    { weight: 1, arbitrary: fc.jsonValue() },
  ),
  source: fc.constantFrom('awake', 'awake', 'rest', 'sleep', 'workout', null),
});
const heartRates = fc
  .array(fc.oneof({ weight: 30, arbitrary: row }, { weight: 1, arbitrary: fc.jsonValue() }), {
    minLength: 60,
    maxLength: 400,
    size: 'max',
  })
  .map((rows) =>
    // As they are kept: none need be of the day that their document names.
    [0, 1].map((index) =>
      raw('heartrate', dayFromNumber(FIRST / 86_400_000 + index), {
        rows: rows.filter((_row, place) => place % 4 === 0 || index === 0),
      }),
    ),
  );

function expectSound(documents: readonly RawDocument[], zone: string): number {
  const { values } = mapDocuments(documents, zone);
  const keys = values.map(({ metric, day }) => `${metric} ${day}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { metric, value } of values) {
    const shape = findMetric(metric);
    expect(shape !== undefined && isPlausible(shape, value) && !Object.is(value, -0)).toBe(true);
  }
  return values.length;
}

describe('mapDocuments, whatever the documents', () => {
  it('never throws and never lets a NaN, an infinity or an implausible value through', () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 30 }), timezone, (documents, zone) => {
        expectSound(documents, zone);
      }),
      { seed, numRuns: 400 },
    );
  });

  it('keeps the same promise for rows of heart rates, in every time zone, and finds days in them', () => {
    let found = 0;
    fc.assert(
      fc.property(heartRates, timezone, (documents, zone) => {
        found += expectSound(documents, zone);
      }),
      { seed, numRuns: 150 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it('names the document in one line, whatever its id', () => {
    const id = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(id, (documentId) => {
        const { refusals } = mapDocuments(
          [raw('daily_activity', '2026-03-20', { steps: 'many' }, documentId)],
          'UTC',
        );
        expect(refusals).toHaveLength(1);
        expect(refusals[0]?.record).toMatch(/^document [^\p{Cc}\u2028\u2029]{1,41}$/u);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('does not depend on their order', () => {
    const documents = fc.uniqueArray(document, { maxLength: 30, selector: ({ documentId }) => documentId });
    const shuffled = documents.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(mapDocuments(other, 'Europe/London')).toEqual(mapDocuments(one, 'Europe/London'));
      }),
      { seed, numRuns: 300 },
    );
  });
});
