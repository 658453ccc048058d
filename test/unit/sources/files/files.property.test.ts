import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInSchema } from '../../../../src/domain/check-in.ts';
import { profileEntrySchemas } from '../../../../src/domain/profile.ts';
import { parseCsv } from '../../../../src/sources/files/csv.ts';
import { parseJson } from '../../../../src/sources/files/json.ts';
import { type ImportedFile, readFile } from '../../../../src/sources/files/read-file.ts';
import { profileKeys } from '../../../../src/sources/files/read-profile.ts';
import { mapDocuments } from '../../../../src/sources/oura/map.ts';
import { knowledge, readText } from './fixture.ts';

const options = { seed: 20_260_320, numRuns: 500 };
const run = <Value>(arbitrary: fc.Arbitrary<Value>, check: (value: Value) => void) =>
  fc.assert(fc.property(arbitrary, check), options);

/** What every answer owes, whatever was read. */
function expectSound(file: ImportedFile): void {
  if (file.kind === 'check-ins') {
    for (const checkIn of file.checkIns) expect(checkInSchema.safeParse(checkIn).success).toBe(true);
    const keys = file.checkIns.map(({ day, reporter }) => `${day} ${reporter}`);
    expect(new Set(keys).size).toBe(file.checkIns.length);
  }
  if (file.kind === 'profile' || file.kind === 'labs' || file.kind === 'fhir') {
    for (const { kind, value } of file.entries) {
      expect(profileEntrySchemas[kind].safeParse(value).success).toBe(true);
    }
  }
  if (file.kind === 'oura') mapDocuments(file.documents, 'Europe/London');
  if (file.kind === 'unrecognised') expect(file.refusals).toHaveLength(1);
  for (const refusal of file.refusals) expect(refusal.reason).not.toMatch(/[\n\r]/);
}

const key = fc.constantFrom('id', 'day', 'steps', 'type', 'time_in_bed', 'data', 'contributors', '__proto__');
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom('2026-01-01', 'long_sleep', 0, -0, 1e300, null),
);
const goodEntries = [
  { name: 'Lisinopril', events: [{ day: '2026-02-10', action: 'dose' }] },
  { day: '2026-01-12', analyte: 'Sodium', value: 139, unit: 'mmol/L' },
  { day: '2026-03-27', clinician: 'Dr Okafor', questions: [] },
  { day: '2026-02-01', kind: 'travel', label: 'Lisbon' },
  { day: '2026-01-12', author: '', text: 'Review.' },
];
const entryKey = fc.constantFrom('day', 'name', 'events', 'kind', 'value', 'unit', 'text', 'questions');
const events = fc.array(fc.dictionary(fc.constantFrom('day', 'action', 'dose'), value, { maxKeys: 3 }), {
  maxLength: 3,
});
const entry = fc
  .tuple(fc.constantFrom(...goodEntries), fc.dictionary(entryKey, fc.oneof(value, events), { maxKeys: 2 }))
  .map(([good, spoilt]) => ({ ...good, ...spoilt }));
const list = fc.array(fc.oneof({ weight: 4, arbitrary: entry }, { weight: 1, arbitrary: value }), {
  maxLength: 4,
});

describe('reading never throws', () => {
  it('on any bytes', () =>
    run(fc.uint8Array({ maxLength: 300 }), (bytes) => expectSound(readFile('x', bytes, knowledge))));

  it('on any text', () => run(fc.string({ unit: 'binary' }), (text) => expectSound(readText(text))));

  it('on any JSON', () => run(fc.json(), (text) => expectSound(readText(text))));

  it('on documents of any make', () =>
    run(fc.array(fc.oneof(value, fc.dictionary(key, value))), (bodies) =>
      expectSound(readText(JSON.stringify({ data: bodies }))),
    ));

  it('on profiles of any make', () =>
    run(fc.dictionary(fc.constantFrom(...profileKeys, 'x'), fc.oneof(value, list)), (profile) =>
      expectSound(readText(JSON.stringify(profile))),
    ));

  it('on answers of any make', () => {
    const field = fc.constantFrom('day', 'reporter', 'mood', 'pain', 'notes', 'symptoms', 'id', '__proto__');
    const answer = fc.oneof(value, fc.constantFrom('self', 'caregiver', 11, -1, 4.5, '5', ' '));
    const entries = fc.array(fc.oneof(value, fc.dictionary(field, answer)));
    run(entries, (checkIns) => {
      expectSound(readText(JSON.stringify({ checkIns })));
      expectSound(readText(JSON.stringify(checkIns)));
    });
  });

  it('on tables of any make', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('2026-03-01', '2026-03-02', '', '5', '11', '"', ';', '\n', '1e3', '٣', 'caregiver'),
      fc.constantFrom('<5', '1-2', 'TSH'),
    );
    const row = fc.array(cell, { maxLength: 8 }).map((cells) => cells.join(','));
    run(fc.array(row), (rows) =>
      expectSound(readText(['day,mood,energy,fatigue,pain,reporter,notes', ...rows].join('\n'))),
    );
    run(fc.array(row), (rows) =>
      expectSound(readText(['date,test,result,unit,low,range,comment', ...rows].join('\n'))),
    );
  });
});

/** The engine tells the position of some errors: there the two must agree. */
function messageOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

it('the place of an error is where the engine sees it', () => {
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', '\\', 'x', '\n', '[', ':'))
    .map(([text, at, insert]) => {
      const cut = text.length === 0 ? 0 : at % text.length;
      return text.slice(0, cut) + insert + text.slice(cut + 1);
    });
  run(broken, (text) => {
    const parsed = parseJson(text);
    if ('value' in parsed) return;
    const before = text.split('\n').slice(0, parsed.line - 1);
    const offset = before.reduce((sum, line) => sum + line.length + 1, 0) + parsed.column - 1;
    expect(offset).toBeLessThanOrEqual(text.length);
    const told = /^(?:Expected|Unexpected non-white).* at position (\d+)/.exec(messageOf(text))?.[1];
    if (told !== undefined) expect(offset).toBe(Number(told));
  });
});

it('CSV that was written is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r', ' ', '7') });
  const table = fc
    .tuple(fc.constantFrom(',', ';', '\t'), fc.array(fc.array(cell, { minLength: 2, maxLength: 5 })))
    .map(([delimiter, rows]) => ({ delimiter, rows }));
  run(table, ({ delimiter, rows }) => {
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const text = [['x', 'y', 'z'], ...rows].map((row) => row.map(quote).join(delimiter)).join('\r\n');
    expect(
      parseCsv(text)
        .records.slice(1)
        .map(({ cells }) => cells),
    ).toEqual(rows);
  });
});
