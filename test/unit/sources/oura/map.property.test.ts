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

describe('mapDocuments, whatever the documents', () => {
  it('never throws and never lets a NaN, an infinity or an implausible value through', () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 30 }), (documents) => {
        const { values } = mapDocuments(documents, 'Europe/London');
        const keys = values.map(({ metric, day }) => `${metric} ${day}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { metric, value } of values) {
          const shape = findMetric(metric);
          expect(shape !== undefined && isPlausible(shape, value) && !Object.is(value, -0)).toBe(true);
        }
      }),
      { seed, numRuns: 400 },
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
