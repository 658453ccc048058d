import { describe, expect, it } from 'vitest';
import type { RawDocument } from '../../../../src/domain/raw-document.ts';
import { addDays, parseDay } from '../../../../src/shared/day.ts';
import { collectionOf, readOuraInBatches } from '../../../../src/sources/files/read-oura.ts';
import { collectionNames } from '../../../../src/sources/oura/collections.ts';
import { as, lines, readFixture, readText } from './fixture.ts';

const read = (value: unknown, name?: string) => readText(JSON.stringify(value), name);

describe('an Oura response', () => {
  it('is known by its documents, kept untouched, and only what is broken is refused', () => {
    const file = as(readFixture('export(3).json'), 'oura');
    expect(new Set(file.documents.map(({ collection }) => collection))).toEqual(new Set(['sleep']));
    expect(file.documents.map(({ documentId, day }) => [documentId, day])).toEqual([
      ['6e1b0a52-0001', '2026-01-15'],
      ['6e1b0a52-0002', '2026-01-16'],
    ]);
    expect(file.documents[0]?.body.average_hrv).toBe(44);
    expect(file.refusals.every((refusal) => refusal.file === 'export(3).json')).toBe(true);
    expect(lines(file)).toEqual([
      'document 4 day: is not a day; YYYY-MM-DD is expected',
      'document 5 day: is missing',
      'document 6 : must be an object',
    ]);
    expect(JSON.stringify(file)).not.toContain('Zaphod');
  });

  it('without ids keeps one document a day, the last, under the same id each time', () => {
    const file = as(readFixture('daily_cardiovascular_age.json'), 'oura');
    expect(file.documents.map(({ day, body }) => [day, body.vascular_age])).toEqual([
      ['2024-12-01', 39],
      ['2024-12-02', 38],
    ]);
    expect(as(readFixture('daily_cardiovascular_age.json'), 'oura').documents).toEqual(file.documents);
    const tags = as(
      read([
        { day: '2026-01-01', tags: [] },
        { day: '2026-01-01', tags: ['x'] },
      ]),
      'oura',
    );
    expect(tags.documents).toHaveLength(2);
  });

  it.each([
    ['sleep', { bedtime_start: null }],
    ['daily_sleep', { score: 1, contributors: { restfulness: null } }],
    ['daily_readiness', { score: 1, contributors: { recovery_index: 4 } }],
    ['daily_readiness', { temperature_deviation: null }],
    ['daily_activity', { score: 1, contributors: { stay_active: 1 }, class_5_min: '' }],
    ['daily_spo2', { spo2_percentage: null }],
    ['daily_stress', { day_summary: null }],
    ['daily_resilience', { level: 'solid', contributors: { stress: 1 } }],
    ['daily_cardiovascular_age', { vascular_age: 40 }],
    ['vO2_max', { vo2_max: 38, timestamp: '' }],
    ['workout', { activity: 'walking', source: 'manual' }],
    ['session', { mood: null, type: 'rest', heart_rate: null }],
    ['tag', { tags: [], text: null }],
    ['enhanced_tag', { tag_type_code: null, start_day: '2026-01-01' }],
    ['rest_mode_period', { episodes: [], start_day: '2026-01-01' }],
    ['sleep_time', { optimal_bedtime: null, status: 'x' }],
    ['ring_configuration', { hardware_type: 'gen3', color: 'mauve' }],
  ])('%s is recognised by its own fields', (name, fields) => {
    expect(collectionOf({ id: 'x', day: '2026-01-01', ...fields })).toBe(name);
    expect(
      as(read([{ id: 'x', day: '2026-01-01', ...fields }], 'misnamed_sleep.json'), 'oura'),
    ).toMatchObject({
      refusals: [],
      documents: [{ collection: name }],
    });
    expect(collectionNames).toContain(name);
  });

  it('the name decides only where the documents say nothing', () => {
    const bare = { data: [{ id: 'a', day: '2026-01-01', score: 70, timestamp: '' }] };
    expect(as(read(bare, 'daily_readiness (2).json'), 'oura').documents[0]?.collection).toBe(
      'daily_readiness',
    );
    expect(lines(read(bare, 'x.json'))).toEqual(['file : is not of a collection that can be imported']);
  });

  it('may hold several collections: each document is known by itself, a bare one by its neighbours', () => {
    const sleep = { id: 'a', day: '2026-01-01', time_in_bed: 1 };
    const activity = { id: 'b', day: '2026-01-01', steps: 1 };
    const bare = { id: 'c', day: '2026-01-02', score: 3 };
    const collections = (value: unknown) =>
      as(read(value), 'oura').documents.map(({ collection, documentId }) => `${collection} ${documentId}`);
    expect(collections([sleep, activity, bare])).toEqual(['sleep a', 'daily_activity b', 'daily_activity c']);
    expect(collections({ sleep: { data: [sleep] }, daily_sleep: [bare], next_token: null })).toEqual([
      'sleep a',
      'daily_sleep c',
    ]);
    expect(
      collections([{ response: { body: { data: [sleep], next_token: 'x' } } }, { data: [activity] }]),
    ).toEqual(['sleep a', 'daily_activity b']);
  });

  it('of a list that a foreign program named is known by its documents all the same', () => {
    const sleep = { id: 'a', day: '2026-01-01', time_in_bed: 1 };
    const steps = { id: 'b', day: '2026-01-01', steps: 1 };
    const file = as(read({ sleep: [sleep], activity: [steps], errors: [{ steps: 'failed' }] }), 'oura');
    expect(file.documents.map(({ collection }) => collection)).toEqual(['sleep', 'daily_activity']);
    expect(file.refusals).toEqual([]);
    const nested = [{ headers: [{ name: 'x' }], body: { data: [sleep] } }];
    expect(as(read({ exchanges: nested }), 'oura')).toMatchObject({
      refusals: [],
      documents: [{ collection: 'sleep' }],
    });
  });

  it('of a collection nobody knows is one line, and never taken for what stands beside it', () => {
    const sleep = { id: 'a', day: '2026-01-01', time_in_bed: 1 };
    const phase = (day: number) => ({ id: `p${day}`, day: `2026-01-0${day}`, phase: 'luteal' });
    const phases = [phase(1), phase(2), phase(3)];
    for (const value of [
      { sleep: { data: [sleep] }, daily_cycle_phases: { data: phases } },
      { sleep: [sleep], daily_cycle_phases: phases },
      [sleep, ...phases],
    ]) {
      const file = as(read(value), 'oura');
      expect(file.documents.map(({ documentId }) => documentId)).toEqual(['a']);
      expect(lines(file)).toEqual(['document 2 and 2 more : is not of a collection that can be imported']);
    }
    expect(lines(read({ data: phases }))).toEqual(['file : is not of a collection that can be imported']);
  });

  it('whose first documents say nothing is known by the first that does', () => {
    const bare = (id: string) => ({ id, day: '2026-01-01', score: 1, contributors: null, timestamp: '' });
    const told = { id: 'c', day: '2026-01-02', score: 1, contributors: { restfulness: 2 } };
    const file = as(read({ data: [bare('a'), bare('b'), told, bare('d')] }), 'oura');
    expect(file.documents.map(({ collection, documentId }) => `${collection} ${documentId}`)).toEqual(
      ['a', 'b', 'c', 'd'].map((id) => `daily_sleep ${id}`),
    );
    expect(file.refusals).toEqual([]);
    const named = as(read([bare('a')], 'mum_daily_sleep_2019.json'), 'oura');
    expect(named.documents[0]?.collection).toBe('daily_sleep');
    expect(lines(read([{ day: '2026-01-01', quality: 4 }], 'my_sleep_diary.json'))).toEqual([
      'file : is not of a collection that can be imported',
    ]);
  });

  it.each([
    { detail: 'Token is not authorized access spo2 scope.' },
    { detail: [{ type: 'date_parsing', loc: ['query', 'start_date'], msg: 'Input should be a date' }] },
    { status: 403, title: 'Forbidden', detail: 'The subscription has expired' },
  ])('that tells of a failure is said to be that', (body) => {
    expect(lines(read(body))).toEqual([
      'file : is what the API answers when it refuses a request; there is no data in it',
    ]);
  });

  it('with a tag that has no day has that of its start', () => {
    const tag = { id: 't', tag_type_code: null, start_day: null, end_day: null };
    const file = as(
      read([
        { ...tag, start_time: '2024-03-01T23:30:00-08:00' },
        { ...tag, id: 'u', start_time: '2024-03-02' },
      ]),
      'oura',
    );
    expect(file.documents.map(({ day }) => day)).toEqual(['2024-03-01']);
    expect(lines(file)).toEqual(['document 2 start_day: is missing']);
  });

  it('that breaks off keeps the documents before the break', () => {
    const whole = JSON.stringify(
      {
        data: [
          { id: 'a', day: '2026-01-01', steps: 1 },
          { id: 'b', steps: 2 },
        ],
      },
      null,
      1,
    );
    const file = as(readText(whole.slice(0, -20)), 'oura');
    expect(file.documents.map(({ documentId }) => documentId)).toEqual(['a']);
    expect(lines(file)).toEqual(['line 10 : ends in the middle; the documents before that are kept']);
  });

  it('keeps every document in the words it was written in', () => {
    const text =
      '{"data": [ {"id":"a", "day":"2026-01-01",\n "steps": 1.0, "é": "\\u00e9"} ], "next_token":null}';
    expect(as(readText(text), 'oura').documents[0]?.text).toBe(
      '{"id":"a", "day":"2026-01-01",\n "steps": 1.0, "é": "\\u00e9"}',
    );
  });

  it('that is large comes in batches, and no day of rows is cut in two', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => ({
      timestamp: new Date(Date.parse('2026-01-01T00:00:00Z') + index * 300_000).toISOString(),
      bpm: 40 + (index % 100),
      source: 'awake',
    }));
    const bytes = Buffer.from(JSON.stringify({ data: rows, next_token: null }));
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
    }
    const documents: RawDocument[] = [];
    let batches = 0;
    for await (const batch of readOuraInBatches('heartrate.json', pieces())) {
      expect(batch.refusals).toEqual([]);
      documents.push(...batch.documents);
      batches += 1;
    }
    expect(batches).toBeGreaterThan(1);
    // 288 rows a day: 208 whole days and a third of one.
    expect(documents.map(({ documentId }) => documentId)).toEqual(
      Array.from({ length: 209 }, (_, index) => addDays(parseDay('2026-01-01'), index)),
    );
    expect(documents.flatMap(({ body }) => body.rows)).toEqual(rows);
  });

  it('of rows becomes one document for each UTC day, every row in its own words', () => {
    const text = `{"data":[
      {"bpm":60,"source":"awake","timestamp":"2026-01-02T01:00:00+02:00"},
      {"bpm":61.0,"source":"rest","timestamp":"2026-01-02T00:05:00.000Z"},
      {"bpm":62,"source":"rest","timestamp":"yesterday"},
      {"bpm":63,"source":"sleep","timestamp":"2026-01-01T23:30:00Z"}]}`;
    const file = as(readText(text), 'oura');
    expect(file.documents.map(({ collection, documentId, day }) => [collection, documentId, day])).toEqual([
      ['heartrate', '2026-01-01', '2026-01-01'],
      ['heartrate', '2026-01-02', '2026-01-02'],
    ]);
    expect(file.documents[1]?.text).toBe(
      '{"rows":[{"bpm":61.0,"source":"rest","timestamp":"2026-01-02T00:05:00.000Z"}]}',
    );
    expect(file.documents[0]?.body).toMatchObject({ rows: [{ bpm: 60 }, { bpm: 63 }] });
    expect(lines(file)).toEqual(['document 3 timestamp: is not a timestamp']);
  });

  it('an empty response is no fault; one document alone is a response', () => {
    for (const empty of [[], { data: [], next_token: null }]) {
      expect(read(empty)).toEqual({ kind: 'oura', documents: [], refusals: [] });
    }
    expect(as(read({ id: 'a', day: '2026-01-01', steps: 1 }), 'oura').documents).toHaveLength(1);
  });

  it('a day no ring can have seen, or a document without a bottom, is refused', () => {
    const deep = `${'['.repeat(60)}${']'.repeat(60)}`;
    const text = `[{"day":"1970-01-01","steps":1},{"day":"2026-01-01","steps":2,"id":"a"},{"day":"2026-01-02","steps":2,"x":${deep}}]`;
    const file = as(readText(text), 'oura');
    expect(file.documents).toHaveLength(1);
    expect(lines(file)).toEqual([
      'document 1 day: is outside the years 2000 to 2099',
      'document 3 : is nested deeper than 40 levels',
    ]);
  });
});

describe('what is nothing we know', () => {
  const reason = (bytes: Uint8Array | string) => {
    const file = typeof bytes === 'string' ? readText(bytes) : readText('');
    return lines(file);
  };
  it('is refused in one line', () => {
    expect(reason('')).toEqual(['file : is empty']);
    expect(reason(' \n')).toEqual(['file : is empty']);
    expect(reason('a\u0000b')).toEqual(['file : is not a text file']);
    expect(reason('{"hello": 1}')).toEqual([
      'file : is neither an Oura response, check-ins, a profile, a FHIR resource nor a table of laboratory results',
    ]);
    expect(reason('day;steps\n2026-01-01;3')).toEqual([
      'file : is neither an Oura response, check-ins, a profile, a FHIR resource nor a table of laboratory results',
    ]);
    expect(reason('[{"summary_date":"2020-01-01","rmssd_5min":[]}]')).toEqual([
      'file : is not of a collection that can be imported',
    ]);
  });
});
