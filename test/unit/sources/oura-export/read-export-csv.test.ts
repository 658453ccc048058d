import { describe, expect, it } from 'vitest';
import { readExportCsv } from '../../../../src/sources/oura-export/read-export-csv.ts';
import { bodies, readBytes, readText, told } from './read.ts';

const id = (last: number) => `0a1b2c3d-0000-4000-a000-${String(last).padStart(12, '0')}`;
const text = (...lines: string[]) => lines.join('\r\n');

describe('one table', () => {
  it('gives each field its kind', async () => {
    const read = await readText(
      'sleep',
      text(
        'id;average_breath;average_hrv;bedtime_start;day;hrv;low_battery_alert;period;sleep_phase_30_sec;type;vendor;notes',
        `${id(1)};14.25;;2026-01-14 22:30:00+00:00;2026-01-15;"{""items"": [41, null]}";False;0;0123;long_sleep;007;"[1, 2]"`,
      ),
    );
    expect(read.refusals).toEqual([]);
    expect(read.rows).toEqual([
      {
        collection: 'sleep',
        record: 'line 2',
        body: {
          id: id(1),
          average_breath: 14.25,
          average_hrv: null,
          bedtime_start: '2026-01-14 22:30:00+00:00',
          day: '2026-01-15',
          hrv: { items: [41, null] },
          low_battery_alert: false,
          period: 0,
          sleep_phase_30_sec: '0123',
          type: 'long_sleep',
          vendor: '007',
          notes: [1, 2],
        },
      },
    ]);
  });

  it('names a column it does not know in one short line', async () => {
    const column = `\u0001${'x'.repeat(80)}`;
    const read = await readText(
      'daily_sleep',
      text(`id;day;score;${column}`, `${id(1)};2026-01-15;80;{"a":NaN}`),
    );
    expect(read.refusals).toHaveLength(1);
    expect(read.refusals[0]?.field).toBe(`?${'x'.repeat(39)}…`);
  });

  it.each([';', ',', '\t'])('knows its delimiter: %j', async (delimiter) => {
    const rows = [
      ['timestamp', 'bpm', 'source'],
      ['2026-01-15T07:00:00.000Z', '61', 'awake'],
    ];
    const read = await readText('heartrate', rows.map((row) => row.join(delimiter)).join('\n'));
    expect(bodies(read)).toEqual([{ timestamp: '2026-01-15T07:00:00.000Z', bpm: 61, source: 'awake' }]);
  });

  it('takes column names in any case, with or without underscores, after a byte order mark', async () => {
    const read = await readText(
      'daily_stress',
      '\uFEFF"ID";Day;StressHigh;RECOVERY_HIGH;\r\na;2026-01-15;1800;0;\r\n',
    );
    expect(bodies(read)).toEqual([{ id: 'a', day: '2026-01-15', stress_high: 1800, recovery_high: 0 }]);
  });

  it('takes blood oxygen flat or nested', async () => {
    const read = await readText(
      'daily_spo2',
      text(
        'id;day;spo2_percentage',
        'a;2026-01-15;97.1',
        'b;2026-01-16;{"average": 96.5}',
        'c;2026-01-17;None',
        'd;2026-01-18;high',
      ),
    );
    expect(bodies(read).map((body) => body.spo2_percentage)).toEqual([97.1, { average: 96.5 }, null]);
    expect(told(read)).toEqual(['line 5 spo2_percentage: is not JSON']);
  });

  it('leaves a number that is none as it is, for the mapping to name it', async () => {
    const read = await readText('daily_stress', text('id;day;stress_high', 'a;2026-01-15;12 min'));
    expect(bodies(read)).toEqual([{ id: 'a', day: '2026-01-15', stress_high: '12 min' }]);
  });

  it('passes over blank lines and rows of nothing', async () => {
    const read = await readText(
      'vO2_max',
      text('', 'id;day;vo2_max', '', ';;', 'a;2026-01-15;38.5', '   ', ''),
    );
    expect(read.rows.map(({ record }) => record)).toEqual(['line 5']);
    expect(read.refusals).toEqual([]);
  });

  it("keeps line breaks, delimiters and quotes of a person's own words", async () => {
    const comment = 'Coffee; late\r\n\r\n"second" line,\n{not json';
    const read = await readText(
      'enhanced_tag',
      text(
        'id;comment;start_day;tag_type_code',
        `${id(1)};"${comment.replaceAll('"', '""')}";2026-01-15;tag_generic_coffee`,
        `${id(2)};"[sick";2026-01-16;`,
      ),
    );
    expect(bodies(read).map((body) => body.comment)).toEqual([comment, '[sick']);
    expect(read.rows.map(({ record }) => record)).toEqual(['line 2', 'line 6']);
  });

  it('knows tags with codes in a table that is called tag', async () => {
    const read = await readText('tag', text('id;start_day;tag_type_code', 'a;2026-01-15;tag_generic_sick'));
    expect(read.rows[0]?.collection).toBe('enhanced_tag');
  });

  it('of nothing at all gives nothing', async () => {
    expect(await readText('sleep', '')).toEqual({ rows: [], refusals: [] });
    expect(await readText('sleep', 'id;day\r\n')).toEqual({ rows: [], refusals: [] });
  });
});

describe('known defects', () => {
  const header = 'id;contributors;day;score';
  const good = { id: id(1), contributors: { timing: 91, note: 'a;b' }, day: '2026-01-15', score: 83 };

  it.each([
    ['JSON without quotes', `${id(1)};{"timing": 91, "note": "a;b"};2026-01-15;83`],
    ['quotes inside JSON not doubled', `${id(1)};"{"timing": 91, "note": "a;b"}";2026-01-15;83`],
    ['doubled without quotes around', `${id(1)};{""timing"": 91, ""note"": ""a;b""};2026-01-15;83`],
    ['doubled twice', `${id(1)};"{""""timing"""": 91, """"note"""": """"a;b""""}";2026-01-15;83`],
    ['the whole row in quotes', `"${id(1)};{""timing"": 91, ""note"": ""a;b""};2026-01-15;83"`],
    ['the whole row in quotes, nothing doubled', `"${id(1)};{"timing": 91, "note": "a;b"};2026-01-15;83"`],
    ['cells too many, but empty', `${id(1)};"{""timing"":91,""note"":""a;b""}";2026-01-15;83;;`],
  ])('%s', async (_, row) => {
    const read = await readText('daily_sleep', text(header, row));
    expect(bodies(read)).toEqual([good]);
    expect(read.refusals).toEqual([]);
  });

  it.each([
    ['cells too many', `${id(1)};{};2026-01-15;83;9`, ': has 5 cells under 4 columns'],
    ['JSON that breaks off', `${id(1)};{"timing": 91;2026-01-15;83`, 'contributors: is not valid JSON'],
    ['words where JSON belongs', `${id(1)};good;2026-01-15;83`, 'contributors: is not JSON'],
    ['no day', `${id(1)};{};;83`, 'day: is missing'],
    ['another day', `${id(1)};{};15.01.2026;83`, 'day: is not a day; YYYY-MM-DD is expected'],
    ['quotes inside', `"a"b;{};2026-01-15;83`, 'id: is quoted in a way that cannot be read'],
    ['quotes left open', `"a;{};2026-01-15;83`, ': has quotes that are never closed'],
  ])('refused: %s', async (_, row, reason) => {
    const read = await readText('daily_sleep', text(header, row, `${id(2)};{};2026-01-16;84`));
    expect(told(read)).toEqual([`line 2 ${reason}`]);
    expect(bodies(read)).toEqual([{ id: id(2), contributors: {}, day: '2026-01-16', score: 84 }]);
  });

  it('quotes left open do not swallow the rows below', async () => {
    const rows = [1, 2, 3, 4].map((day) => `${id(day)};"note ${day}";2026-01-1${day};`);
    rows[1] = `${id(2)};"note 2;2026-01-12;`;
    const read = await readText('enhanced_tag', text('id;comment;start_day;tag_type_code', ...rows));
    expect(read.rows.map(({ body }) => body.start_day)).toEqual(['2026-01-11', '2026-01-13', '2026-01-14']);
    expect(told(read)).toEqual(['line 3 : has quotes that are never closed']);
  });
});

describe('rows with fewer cells than columns', () => {
  const header = 'id;class_5_min;contributors;day;score;steps;timestamp';
  const whole = [
    id(1),
    '000123',
    '{"stay_active": 80}',
    '2026-01-15',
    '77',
    '5200',
    '2026-01-15T04:00:00-05:00',
  ];
  const read = (cells: readonly string[]) => readText('daily_activity', text(header, cells.join(';')));
  const without = (...missing: number[]) => whole.filter((_, index) => !missing.includes(index));
  const body = {
    id: id(1),
    class_5_min: '000123',
    contributors: { stay_active: 80 },
    day: '2026-01-15',
    score: 77,
    steps: 5200,
    timestamp: '2026-01-15T04:00:00-05:00',
  };

  it.each([
    ['the first', without(0), { ...body, id: null }],
    ['the first two', without(0, 1), { ...body, id: null, class_5_min: null }],
    ['the last', without(6), { ...body, timestamp: null }],
    ['the JSON between', without(2), { ...body, contributors: null }],
    ['the last three', without(4, 5, 6), { ...body, score: null, steps: null, timestamp: null }],
  ])('are taken where only one way fits: %s', async (_, cells, expected) => {
    const taken = await read(cells);
    expect(bodies(taken)).toEqual([expected]);
    expect(taken.refusals).toEqual([]);
  });

  it.each([
    ['one of two numbers', without(4)],
    ['the day', without(3)],
    ['both numbers in the middle', without(4, 5)],
    ['all but one', without(0, 1, 2, 3, 4, 5)],
    ['two that do not stand together', without(1, 6)],
  ])('are refused where it would be a guess: %s', async (_, cells) => {
    const taken = await read(cells);
    expect(taken.rows).toEqual([]);
    expect(told(taken)).toEqual([
      `line 2 : has ${cells.length} cells under 7 columns, and it cannot be told which are missing`,
    ]);
  });
});

describe('a file that is not what it should be', () => {
  it.each([
    ['another table', 'name;street\r\nA;B', 'does not have the columns of sleep'],
    ['no day', 'id;average_hrv;type', 'has no column day'],
    ['a column twice', 'id;day;Day', 'names a column twice'],
    ['not a table', '{"data": []}', 'does not have the columns of sleep'],
    ['endless names', 'a;'.repeat(1000), 'does not begin with the names of its columns'],
  ])('is refused by its first line: %s', async (_, content, reason) => {
    const read = await readText('sleep', content);
    expect(read.rows).toEqual([]);
    expect(told(read)).toEqual([`line 1 : ${reason}`]);
  });

  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `2026-01-15T00:00:${from + index}Z;60;rest\n`).join('');
  const broken: [string, Uint8Array, string][] = [
    ['a NUL byte', Buffer.from('2026\u0000;60;rest\n'), 'is not UTF-8 text; what follows is not read'],
    ['Latin 1', Buffer.from([0x64, 0xe9, 0x0a]), 'is not UTF-8 text; what follows is not read'],
    ['a line without end', Buffer.alloc(20_000_001, 'x'), 'is longer than 20 MB; what follows is not read'],
  ];

  it.each(broken)('is read up to %s', async (_, fault, reason) => {
    const bytes = Buffer.concat([
      Buffer.from(`timestamp;bpm;source\n${rows(10, 20)}`),
      fault,
      Buffer.from(rows(20, 30)),
    ]);
    for (const size of [bytes.length, 65_536]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      const read = await readBytes('heartrate', chunks);
      expect(read.rows).toHaveLength(10);
      expect(told(read)).toEqual([`line 12 : ${reason}`]);
    }
  });

  it('takes a line of 20 MB, and not of one byte more', async () => {
    const line = (length: number) => `a;2026-01-15;${'x'.repeat(length - 13)}`;
    const read = await readText('tag', `id;day;text\n${line(20_000_000)}\n${line(20_000_001)}`);
    expect(read.rows.map(({ record }) => record)).toEqual(['line 2']);
    expect(told(read)).toEqual(['line 3 : is longer than 20 MB; what follows is not read']);
  });

  it('is told about two hundred times, then counted', async () => {
    const read = await readText('heartrate', `timestamp;bpm;source\n${'x;y;z;a\n'.repeat(1234)}`);
    expect(read.refusals).toHaveLength(201);
    expect(told(read).at(-1)).toBe('file : and 1034 more lines are refused');
  });

  it('never has its words in a refusal', async () => {
    const secret = 'Zaphod';
    const read = await readText(
      'daily_sleep',
      text(
        `id;day;contributors;${secret}`,
        `${secret};${secret};{}`,
        `a;2026-01-15;{"${secret}";1`,
        `"${secret}"x;2026-01-15;;`,
        `"${secret}`,
      ),
    );
    expect(read.refusals).toHaveLength(4);
    expect(JSON.stringify(read.refusals)).not.toContain(secret);
  });

  it('ends the source when the reader has enough', async () => {
    let open = true;
    async function* source() {
      try {
        for (;;) yield Buffer.from('timestamp;bpm\n2026-01-15T00:00:00Z;60\n2026-01-15T00:05:00Z;61\n');
      } finally {
        open = false;
      }
    }
    for await (const row of readExportCsv('x', 'heartrate', source(), () => {})) {
      expect(row.body.bpm).toBe(60);
      break;
    }
    expect(open).toBe(false);
  });
});
