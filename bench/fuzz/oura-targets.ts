import fc from 'fast-check';
import type { RawDocument } from '../../src/domain/raw-document.ts';
import { dayFromNumber } from '../../src/shared/day.ts';
import { TransientError } from '../../src/shared/errors.ts';
import { readOura, readOuraInBatches } from '../../src/sources/files/read-oura.ts';
import { createJsonSplitter, type JsonPart, splitJson } from '../../src/sources/json-parts.ts';
import { collectionNames, getCollection } from '../../src/sources/oura/collections.ts';
import { toRawDocument } from '../../src/sources/oura/document.ts';
import { mapDocuments } from '../../src/sources/oura/map.ts';
import { readPage } from '../../src/sources/oura/page.ts';
import { mergeRows, type Row, rowsToDocuments, toRow } from '../../src/sources/oura/rows.ts';
import * as schemas from '../../src/sources/oura/schemas.ts';
import { share, spoilt } from './mutate.ts';
import { ouraFiles, ouraPages } from './samples.ts';
import { checkDocuments, checkRefusals, checkValues, expectTrue } from './sound.ts';
import { inPieces, target } from './target.ts';

const cuts = fc.array(share, { maxLength: 5 });
const timezone = fc.constantFrom(
  ...['Europe/London', 'UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/St_Johns'],
  ...['Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Africa/Cairo', 'Antarctica/Troll'],
);

const number = fc.oneof(
  fc.integer({ min: -10, max: 90_000 }),
  fc.double(),
  fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE, Number.MIN_VALUE),
);
const moment = fc.oneof(
  fc
    .tuple(
      fc.integer({ min: 1_774_000_000, max: 1_775_300_000 }),
      fc.constantFrom('Z', '+02:00', '-09:30', '', '+0545'),
    )
    .map(([seconds, zone]) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}${zone}`),
  fc.constantFrom(
    '1970-01-01T00:00:00Z',
    '9999-12-31T23:59:59-14:00',
    '2026-02-30T00:00:00Z',
    '2026-03-29T24:00:00Z',
  ),
  fc.constantFrom(
    '0000-01-01T00:00:00+14:00',
    '2000-01-01T00:00:00+14:00',
    '2099-12-31T23:00:00-14:00',
    'noon',
  ),
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
  { weight: 6, arbitrary: number },
  { weight: 4, arbitrary: moment },
  { weight: 4, arbitrary: word },
  { weight: 1, arbitrary: fc.record({ average: number }) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const names = [...new Set(Object.values(schemas).flatMap((shape) => Object.keys(shape)))];
const document = fc
  .record({
    collection: fc.constantFrom(...collectionNames, 'unknown', '__proto__'),
    day: fc.integer({ min: 20_540, max: 20_543 }).map(dayFromNumber),
    body: fc.dictionary(fc.constantFrom(...names), field, { maxKeys: names.length }),
    documentId: fc.oneof(fc.uuid(), fc.string({ unit: 'binary', minLength: 1, maxLength: 300 })),
  })
  .map((given): RawDocument => ({ source: 'oura', ...given }));

const row = fc.record({
  timestamp: fc.oneof({ weight: 8, arbitrary: moment }, { weight: 1, arbitrary: fc.jsonValue() }),
  bpm: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 30, max: 200 }) }, { weight: 1, arbitrary: field }),
  source: fc.constantFrom('awake', 'rest', 'sleep', 'workout', null, 7),
});
/** Enough rows of a day that some days have a value. */
const rows = fc.array(row, { maxLength: 400, size: 'max' });

function takeRows(bodies: readonly unknown[]): Row[] {
  return bodies.flatMap((body) => {
    const read = toRow(body, JSON.stringify(body), { file: 'x', record: 'y' });
    if ('refusal' in read) checkRefusals([read.refusal]);
    return 'row' in read ? [read.row] : [];
  });
}

function checkMapped(documents: readonly RawDocument[], zone: string): void {
  const { values, refusals } = mapDocuments(documents, zone);
  checkValues(values);
  checkRefusals(refusals);
}

export const ouraTargets = [
  target('JSON in pieces', fc.tuple(spoilt(ouraFiles), cuts), async ([bytes, shares]) => {
    const whole = splitJson(bytes);
    const splitter = createJsonSplitter();
    const parts: JsonPart[] = [];
    for await (const piece of inPieces(bytes, shares)) parts.push(...splitter.push(piece));
    const fault = splitter.end();
    expectTrue(JSON.stringify({ parts, fault }) === JSON.stringify(whole), 'pieces are read in another way');
  }),
  target('Oura file', fc.tuple(spoilt(ouraFiles), timezone), ([bytes, zone]) => {
    const { documents, refusals } = readOura('heartrate.json', bytes);
    checkDocuments(documents);
    checkRefusals(refusals);
    checkMapped(documents, zone);
  }),
  target(
    'Oura file in batches',
    fc.tuple(spoilt(ouraFiles), cuts, timezone),
    async ([bytes, shares, zone]) => {
      for await (const { documents, refusals } of readOuraInBatches('x.json', inPieces(bytes, shares))) {
        checkDocuments(documents);
        checkRefusals(refusals);
        checkMapped(documents, zone);
      }
    },
  ),
  target('Oura page', spoilt(ouraPages), (bytes) => {
    try {
      for (const { body, text } of readPage(Buffer.from(bytes).toString('utf8')).items) {
        for (const name of collectionNames) {
          const read = toRawDocument(getCollection(name), body, { file: 'x', record: 'y' }, text);
          if ('document' in read) checkDocuments([read.document]);
          else checkRefusals([read.refusal]);
        }
      }
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
    }
  }),
  target('Oura mappers', fc.tuple(fc.array(document, { maxLength: 30 }), timezone), ([documents, zone]) =>
    checkMapped(documents, zone),
  ),
  target('heart rate rows', fc.tuple(rows, rows, timezone), ([first, second, zone]) => {
    const heartrate = getCollection('heartrate');
    const kept = rowsToDocuments(heartrate, takeRows(first));
    checkDocuments(kept);
    checkMapped(kept, zone);
    const byDay = new Map(kept.map((one) => [one.documentId, one]));
    for (const now of rowsToDocuments(heartrate, takeRows(second))) {
      const merged = mergeRows(byDay.get(now.documentId) ?? now, now);
      checkDocuments([merged]);
      checkMapped([merged], zone);
      expectTrue(mergeRows(merged, now).text === merged.text, 'what was merged changes when it comes again');
    }
  }),
];
