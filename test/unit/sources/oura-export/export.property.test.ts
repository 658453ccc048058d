import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateDemoPerson } from '../../../../src/demo/person/generate.ts';
import type { RawDocument } from '../../../../src/domain/raw-document.ts';
import { dayFromNumber, parseDay } from '../../../../src/shared/day.ts';
import { collectionNames, getCollection } from '../../../../src/sources/oura/collections.ts';
import { toRawDocument } from '../../../../src/sources/oura/document.ts';
import { mapDocuments } from '../../../../src/sources/oura/map.ts';
import { type FieldKind, fieldKinds } from '../../../../src/sources/oura-export/field-kinds.ts';
import type { ExportCollection } from '../../../../src/sources/oura-export/files.ts';
import { type CsvStyle, type JsonStyle, writeExportCsv } from '../../../support/export-csv.ts';
import { bodies, readBytes, readText } from './read.ts';

const options = { seed: 20_260_320, numRuns: 400 };
const run = <Value>(arbitrary: fc.Arbitrary<Value>, check: (value: Value) => Promise<void>) =>
  fc.assert(fc.asyncProperty(arbitrary, check), options);

const collections: readonly ExportCollection[] = collectionNames.filter((name) => name !== 'personal_info');
const day = fc.integer({ min: 18_000, max: 21_000 }).map(dayFromNumber);
const ownWords = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', '"', ';', ',', '\n', '\r', ' ', '{', '[', ']', '7', ':'),
});
const plainWords = ownWords.map((text) => text.replaceAll(/["{[\]\r\n]/g, '-'));
// JSON writes -0 as 0.
const nested = fc
  .oneof(
    fc.dictionary(fc.constantFrom('score', 'a;b', 'a,b', 'items'), fc.jsonValue({ maxDepth: 1 }), {
      minKeys: 1,
    }),
    fc.array(fc.oneof(fc.integer(), fc.constant(null), plainWords)),
  )
  .map((value): unknown => JSON.parse(JSON.stringify(value)));

/** What the API sends for a field. No empty text: a table cannot tell it from none. */
function sentFor(kind: FieldKind, words: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const clock = fc.integer({ min: 10, max: 23 });
  const arbitraries: Record<FieldKind, fc.Arbitrary<unknown>> = {
    id: fc.uuid(),
    day,
    time: fc.tuple(day, clock).map(([date, hour]) => `${date}T${hour}:05:00.000+02:00`),
    integer: fc.integer({ min: -90_000, max: 90_000 }),
    number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    boolean: fc.boolean(),
    level: fc.string({ unit: fc.constantFrom('0', '1', '2', '3', '4', '5'), minLength: 3 }),
    word: fc.constantFrom('long_sleep', 'v2', 'easy', 'restored'),
    text: words.filter((text) => text !== ''),
    json: nested,
    'number-or-json': fc.oneof(fc.integer({ min: 80, max: 100 }), fc.record({ average: fc.integer() })),
  };
  return arbitraries[kind];
}

function documents(collection: ExportCollection, words: fc.Arbitrary<string>) {
  const document = [...fieldKinds(collection)].map(([name, kind]) => {
    const needed = ['id', 'day', 'start_day', 'timestamp'].includes(name);
    return [name, needed ? sentFor(kind, words) : fc.option(sentFor(kind, words))] as const;
  });
  return fc.array(fc.record(Object.fromEntries(document)), { minLength: 1, maxLength: 6 });
}

const tables = (words: fc.Arbitrary<string>, json: fc.Arbitrary<JsonStyle>) =>
  fc.constantFrom(...collections).chain((collection) =>
    fc.record({
      collection: fc.constant(collection),
      documents: documents(collection, words),
      style: fc.record({
        delimiter: fc.constantFrom(';', ',', '\t'),
        newline: fc.constantFrom('\n', '\r\n'),
        mark: fc.boolean(),
        json,
      }) satisfies fc.Arbitrary<CsvStyle>,
    }),
  );

describe('what was written as a table is read back', () => {
  it('by the rules, whatever a person wrote', () =>
    run(tables(ownWords, fc.constant('proper')), async ({ collection, documents, style }) => {
      const read = await readText(collection, writeExportCsv(documents, style));
      expect(read.refusals).toEqual([]);
      expect(bodies(read)).toEqual(documents);
    }));

  it('with the known defects', () =>
    run(
      tables(plainWords, fc.constantFrom('bare', 'undoubled', 'row in quotes')),
      async ({ collection, documents, style }) => {
        // `"["",""]"` is one text by the rules and two with quotes that were not doubled.
        fc.pre(!JSON.stringify(documents).includes('""'));
        const read = await readText(collection, writeExportCsv(documents, style));
        expect(read.refusals).toEqual([]);
        expect(bodies(read)).toEqual(documents);
      },
    ));

  it('or, where cells are missing, never into other columns', () =>
    run(
      fc.tuple(tables(plainWords, fc.constant('proper')), fc.nat(), fc.nat({ max: 3 })),
      async ([{ collection, documents, style }, from, count]) => {
        const written = (all: readonly Record<string, unknown>[]) =>
          writeExportCsv(all, { ...style, mark: false }).split(style.newline);
        const [header = ''] = written(documents);
        const names = header.split(style.delimiter);
        const kept = names.toSpliced(from % names.length, 1 + (count % names.length));
        const short = documents.map((document) =>
          Object.fromEntries(kept.map((name) => [name, document[name]])),
        );
        const read = await readText(collection, [header, ...written(short).slice(1)].join(style.newline));
        for (const { body, record } of read.rows) {
          const original = documents[Number(record.slice(5)) - 2] ?? {};
          for (const name of names) expect([null, original[name]]).toContainEqual(body[name]);
        }
      },
    ));
});

describe('however it comes', () => {
  it('the pieces of a file do not matter', () => {
    const spoilt = fc.tuple(
      tables(ownWords, fc.constantFrom('proper', 'bare')),
      fc.nat(),
      fc.constantFrom('"', '\n', '\u0000', '{', ''),
    );
    const cuts = fc.array(fc.nat(), { maxLength: 12 });
    return run(fc.tuple(spoilt, cuts), async ([[{ collection, documents, style }, at, insert], places]) => {
      const written = writeExportCsv(documents, style);
      const cut = at % written.length;
      const bytes = Buffer.from(written.slice(0, cut) + insert + written.slice(cut));
      const ends = [
        0,
        ...places.map((place) => place % bytes.length).sort((left, right) => left - right),
        bytes.length,
      ];
      const chunks = ends.slice(1).map((end, index) => bytes.subarray(ends[index], end));
      expect(await readBytes(collection, chunks)).toEqual(await readBytes(collection, [bytes]));
    });
  });

  it('no text and no bytes make it throw', () => {
    const soup = fc.string({
      unit: fc.constantFrom('"', ';', ',', '\n', '\r', '{', '}', '[', ']', ':', '1', 'a', '\\', '2026-01-15'),
    });
    const content = fc.oneof(
      soup,
      fc.string({ unit: 'binary' }),
      soup.map((text) => `id;day;contributors\n${text}`),
    );
    return run(
      fc.tuple(fc.constantFrom(...collections), fc.oneof(content, fc.uint8Array())),
      async ([collection, made]) => {
        const read = await readBytes(collection, [typeof made === 'string' ? Buffer.from(made) : made]);
        for (const { reason } of read.refusals) expect(reason).not.toMatch(/[\r\n]/);
      },
    );
  });

  it.each([
    ['brackets', '[;'.repeat(500_000)],
    ['brackets that close astray', `${'[;'.repeat(300_000)}${']x'.repeat(300_000)}`],
    ['braces in quotes', '"{;'.repeat(300_000)],
    ['open quotes', '"a\n'.repeat(300_000)],
    ['pairs of quotes', `"${'"";'.repeat(300_000)}`],
    ['lines that open and close', '"\n'.repeat(300_000)],
  ])('a line of nothing but %s comes to an end', async (_, text) => {
    const read = await readText('daily_sleep', `id;day;contributors;score\n${text}`);
    expect(read.rows).toEqual([]);
    expect(read.refusals.length).toBeLessThanOrEqual(201);
  });
});

describe('a year of a person', () => {
  const { oura } = generateDemoPerson({ lastDay: parseDay('2026-03-20'), days: 365 });

  it.each<JsonStyle>(['proper', 'bare', 'undoubled', 'row in quotes'])(
    'maps to the same daily values from the export (JSON: %s) as from the API',
    async (json) => {
      const raw = (collection: string, body: unknown): RawDocument => {
        const found = getCollection(collection as (typeof collectionNames)[number]);
        const read = toRawDocument(found, body, { file: 'x', record: 'y' });
        if ('refusal' in read) throw new Error(read.refusal.reason);
        return read.document;
      };
      const fromApi: RawDocument[] = [];
      const fromExport: RawDocument[] = [];
      for (const [name, all] of Object.entries(oura.documents)) {
        // An empty cell cannot tell an empty text from none.
        const blank = (_key: string, value: unknown) => (value === '' ? null : value);
        fromApi.push(...all.map((body) => raw(name, JSON.parse(JSON.stringify(body, blank)))));
        const read = await readText(name as ExportCollection, writeExportCsv(all, { json }));
        expect(read.refusals).toEqual([]);
        fromExport.push(...read.rows.map(({ collection, body }) => raw(collection, body)));
      }
      expect(fromExport).toEqual(fromApi);
      const { values, refusals } = mapDocuments(fromExport, 'Europe/London');
      expect({ values, refusals }).toEqual(mapDocuments(fromApi, 'Europe/London'));
      expect(values.length).toBeGreaterThan(3000);
    },
  );
});
