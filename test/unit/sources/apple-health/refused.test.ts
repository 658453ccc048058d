import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/shared/errors.ts';
import { readAppleHealth } from '../../../../src/sources/apple-health/read.ts';
import {
  doctype,
  exportOf,
  inPieces,
  quantity,
  readText,
  sleep,
  today,
  valuesOf,
  workout,
} from './export-text.ts';

const mass = (start: string, value: string | number = 70, unit = 'kg', end = start) =>
  quantity('BodyMass', start, value, { unit, end });
const good = mass('2024-03-05 08:00:00', 71);

async function refusalOf(...elements: string[]) {
  const { refusals, documents } = await readText(exportOf(...elements, good));
  expect(valuesOf(documents)).toEqual({ 'bodyMass@2024-03-05': 71 });
  return refusals.map(({ record, field, reason }) => `${record}: ${field} ${reason}`);
}

describe('a record that cannot be believed is refused, its neighbours are kept', () => {
  it.each([
    ['before 2000', mass('1999-12-31 23:00:00'), 'startDate lies before the year 2000'],
    ['after tomorrow', mass('2024-07-02 00:00:00'), 'endDate lies in the future'],
    ['no date', mass('yesterday'), 'startDate is not a date with a time and an offset from UTC'],
    [
      'a 30th of February',
      mass('2024-02-30 08:00:00'),
      'startDate is not a date with a time and an offset from UTC',
    ],
    ['a month 13', mass('2024-13-01 08:00:00'), 'startDate is not a date with a time and an offset from UTC'],
    [
      'an offset of 15 hours',
      mass('2024-03-01 08:00:00 +1500'),
      'startDate is not a date with a time and an offset from UTC',
    ],
    ['no offset', mass('2024-03-01T08:00'), 'startDate is not a date with a time and an offset from UTC'],
    [
      'backwards',
      mass('2024-03-01 08:00:00', 70, 'kg', '2024-03-01 07:59:59'),
      'endDate lies before startDate',
    ],
    [
      'too long',
      mass('2024-03-01 08:00:00', 70, 'kg', '2024-03-02 08:00:01'),
      'endDate lies more than a day after startDate',
    ],
    ['no number', mass('2024-03-01 08:00:00', 'NaN'), 'value is not a number'],
    ['hexadecimal', mass('2024-03-01 08:00:00', '0x46'), 'value is not a number'],
    ['empty', mass('2024-03-01 08:00:00', ''), 'value is not a number'],
    ['infinite', mass('2024-03-01 08:00:00', '1e99'), 'value is outside the plausible range, 20 to 400 kg'],
    ['too heavy', mass('2024-03-01 08:00:00', 401), 'value is outside the plausible range, 20 to 400 kg'],
    ['an unknown unit', mass('2024-03-01 08:00:00', 70, 'stone'), 'unit is not a unit of this type'],
    ['a unit of Object', mass('2024-03-01 08:00:00', 70, 'constructor'), 'unit is not a unit of this type'],
  ])('%s', async (_, element, expected) => {
    expect(await refusalOf(element)).toEqual([`BodyMass record 1: ${expected}`]);
  });

  it.each([
    [
      'an unknown stage',
      sleep('Dreaming', '2024-03-01 01:00:00', '2024-03-01 02:00:00'),
      'SleepAnalysis record 1: value is not a stage of sleep',
    ],
    [
      'a sleep of no length',
      sleep('Asleep', '2024-03-01 01:00:00', '2024-03-01 01:00:00'),
      'SleepAnalysis record 1: endDate is not after startDate',
    ],
    [
      'a workout of no duration',
      workout('2024-03-01 01:00:00', '2024-03-01 02:00:00', { duration: '-1' }),
      'Workout record 1: duration is not a length of time',
    ],
  ])('%s', async (_, element, expected) => {
    // Workouts are counted with the records.
    expect(await refusalOf(element)).toEqual([expected]);
  });

  it('sleeps joined to more than a day are none', async () => {
    const endless = Array.from({ length: 6 }, (_, index) => {
      const clock = (part: number) =>
        `2024-03-0${1 + Math.floor(part / 4)} ${String((part % 4) * 6).padStart(2, '0')}:00:00`;
      return sleep('Asleep', clock(index), clock(index + 1));
    });
    expect(await refusalOf(...endless)).toEqual([
      'SleepAnalysis records side by side:  add up to a sleep of more than a day',
    ]);
  });

  it('one line a kind, with the first of them and how many more, and never a value', async () => {
    const bad = Array.from({ length: 1000 }, (_, index) => mass('2024-03-01 08:00:00', 1000 + index));
    expect(await refusalOf('<Record type="unknown"/>', ...bad)).toEqual([
      'BodyMass record 2 and 999 more like it: value is outside the plausible range, 20 to 400 kg',
    ]);
  });

  it('more sources on one day than can be told apart', async () => {
    const many = Array.from({ length: 8 }, (_, index) =>
      quantity('StepCount', '2024-03-01 08:00:00', 10 + index, { unit: 'count', source: `App ${index}` }),
    );
    const { refusals } = await readText(exportOf(...many));
    expect(refusals.map(({ record, field }) => [record, field])).toEqual([
      ['StepCount record 7 and 1 more like it', 'sourceName'],
    ]);
  });

  it('other elements and types, wherever they stand, are passed over in silence', async () => {
    const odd = [
      '<Me/><ActivitySummary dateComponents="2024-03-01"/><ClinicalRecord type="BodyMass"/>',
      quantity('BodyFatPercentage', '2024-03-01 08:00:00', 'x'),
      '<Record/>',
      `<Other>${mass('2024-03-01 08:00:00')}</Other>`,
      `<Record type="HKQuantityTypeIdentifierHeight">${mass('2024-03-01 08:00:00')}</Record>`,
    ];
    expect(await refusalOf(...odd)).toEqual([]);
  });
});

describe('a file that is no export', () => {
  const failing = async (text: string | Uint8Array) => {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    const error = await readAppleHealth('export.xml', inPieces(bytes), { today }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InputError);
    const { publicMessage } = error as InputError;
    expect(publicMessage).not.toContain('\n');
    return publicMessage;
  };
  const withDoctype = (inner: string, body = good) =>
    `<?xml version="1.0"?><!DOCTYPE HealthData [${inner}]><HealthData>${body}</HealthData>`;

  it.each([
    ['empty', '', 'export.xml is not an Apple Health export: it ends before its first element.'],
    [
      'another root',
      '<ClinicalDocument/>',
      'export.xml is not an Apple Health export: its root is not HealthData.',
    ],
    ['not XML', '{"data": []}', 'export.xml is not well-formed XML (line 1).'],
    ['tags crossed', '<HealthData>\n<a></b></HealthData>', 'export.xml is not well-formed XML (line 2).'],
    ['two roots', '<HealthData/><HealthData/>', 'export.xml is not well-formed XML (line 1).'],
    [
      'an entity of its own',
      withDoctype('<!ENTITY name "70">'),
      'export.xml declares entities, which no Apple Health export does.',
    ],
    [
      'a file as an entity',
      withDoctype('<!ENTITY name SYSTEM "file:///etc/passwd">', '&name;'),
      'export.xml declares entities, which no Apple Health export does.',
    ],
    [
      'a billion laughs',
      withDoctype('<!ENTITY a "ha"><!ENTITY b "&a;&a;">', '&b;'),
      'export.xml declares entities, which no Apple Health export does.',
    ],
    [
      'an entity nobody defined',
      withDoctype('', '&name;'),
      'export.xml uses an entity that XML does not define (line 1).',
    ],
    [
      'cut off before any record',
      `${doctype}<HealthData locale="en">`,
      'export.xml ends before anything in it could be read.',
    ],
  ])('%s', async (_, text, message) => {
    expect(await failing(text)).toBe(message);
  });

  it('bytes that are not UTF-8', async () => {
    expect(await failing(Uint8Array.from([0x3c, 0x61, 0xff, 0xfe, 0x3e, 0x20]))).toBe(
      'export.xml is not text in UTF-8.',
    );
  });

  it('anything longer than a megabyte between two tags', async () => {
    const long = 'x'.repeat(1_000_001);
    const message = 'export.xml holds a tag, text or declaration longer than 1 MB.';
    for (const text of [
      exportOf(`<Record type="${long}"/>`),
      exportOf(`<!--${long}-->`, good),
      exportOf(long, good),
      exportOf(`<Record type="&${long};"/>`),
      exportOf(`<Record type="${long}`),
      withDoctype(`<!-- ${long} -->`),
      `<!DOCTYPE HealthData [${long}`,
    ]) {
      expect(await failing(text)).toBe(message);
    }
  });

  it('64 levels are read, 65 are not', async () => {
    const nested = (levels: number) => exportOf(`${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`, good);
    expect((await readText(nested(63))).records).toBe(1);
    expect(await failing(nested(64))).toBe('export.xml is nested deeper than 64 levels.');
  });
});

describe('a damaged file', () => {
  it('cut off: what stands before is told, and that something is missing', async () => {
    const text = exportOf(good, mass('2024-03-06 08:00:00', 72), mass('2024-03-07 08:00:00', 73));
    for (const cut of [text.indexOf('73"'), text.indexOf('</HealthData>'), text.length - 2]) {
      const { documents, refusals } = await readText(text.slice(0, cut));
      expect(valuesOf(documents)).toMatchObject({ 'bodyMass@2024-03-05': 71, 'bodyMass@2024-03-06': 72 });
      expect(refusals).toEqual([
        {
          file: 'export.xml',
          record: 'end of the file',
          field: '',
          reason: 'comes too early: the export is cut off and what followed is missing',
        },
      ]);
    }
  });

  it('cut off inside a character', async () => {
    const bytes = new TextEncoder().encode(exportOf(good, good));
    const cut = bytes.lastIndexOf(0xe2) + 1;
    const { refusals, records } = await readAppleHealth('export.xml', inPieces(bytes.subarray(0, cut)), {
      today,
    });
    expect([refusals.length, records]).toEqual([1, 1]);
  });

  it('control characters that Apple lets through in names do not stop it', async () => {
    const named = quantity('BodyMass', '2024-03-05 08:00:00', 71, { unit: 'kg', source: 'Sca\u000ble' });
    const { documents } = await readText(exportOf(named));
    expect(valuesOf(documents)).toEqual({ 'bodyMass@2024-03-05': 71 });
  });
});

describe('while reading', () => {
  it('says how far it is, and stops when asked to', async () => {
    const bytes = new TextEncoder().encode(exportOf(good));
    const seen: number[] = [];
    const controller = new AbortController();
    const reading = readAppleHealth('export.xml', inPieces(bytes, [10, 20, 30]), {
      today,
      onProgress: (count) => {
        seen.push(count);
        if (count === 20) controller.abort(new Error('enough'));
      },
      signal: controller.signal,
    });
    await expect(reading).rejects.toThrow('enough');
    expect(seen).toEqual([10, 20]);
  });
});
