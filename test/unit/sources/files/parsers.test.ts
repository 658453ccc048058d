import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../../src/sources/files/csv.ts';
import { parseJson } from '../../../../src/sources/files/json.ts';
import { readFile } from '../../../../src/sources/files/read-file.ts';
import { knowledge, lines, readText } from './fixture.ts';

describe('where JSON breaks', () => {
  it.each([
    ['{"data": [1, 2', 1, 15],
    ['{"data": [1,\n  x]}', 2, 3],
    ['[1,]', 1, 4],
    ['{"a" 1}', 1, 6],
    ['{"a":1,}', 1, 8],
    ['{a:1}', 1, 2],
    ['[1] [2]', 1, 5],
    ['[\n\n"ab\ncd"]', 3, 1],
    ['["\\x"]', 1, 2],
    ['["\\u12g4"]', 1, 2],
    ['[01]', 1, 3],
    ['[1}', 1, 3],
    ['', 1, 1],
  ])('%j: line %i, column %i', (text, line, column) => {
    expect(parseJson(text)).toEqual({ line, column });
  });

  it('is told by place, and the text stays out', () => {
    const file = readText('[{"note": "Zaphod"},\n {"x": Zaphod}]', 'a/b\\c.json');
    expect(lines(file)).toEqual(['line 2, column 8 : is not valid JSON']);
    expect(file.refusals[0]?.file).toBe('c.json');
    expect(JSON.stringify(file)).not.toContain('Zaphod');
  });

  it('does not exhaust the stack on a million brackets or a string of ten megabytes', () => {
    expect(parseJson('['.repeat(1_000_000))).toEqual({ line: 1, column: 1_000_001 });
    expect(parseJson(`["${'x'.repeat(10_000_000)}`)).toEqual({ line: 1, column: 2 });
  });
});

describe('bytes that are no text', () => {
  it.each([
    ['UTF-16', [0xff, 0xfe, 0x64, 0], 'is UTF-16 text; save it as UTF-8'],
    ['UTF-16, big end first', [0xfe, 0xff, 0, 0x64], 'is UTF-16 text; save it as UTF-8'],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0], 'is not a text file'],
    ['Latin 1', [0x64, 0xe9], 'is not UTF-8 text'],
  ])('%s', (_, bytes, reason) => {
    expect(readFile('x', Uint8Array.from(bytes), knowledge).refusals).toEqual([
      { file: 'x', record: 'file', field: '', reason },
    ]);
  });
});

describe('CSV', () => {
  const cells = (text: string) => parseCsv(text).records.map((record) => record.cells);

  it('knows quotes, doubled quotes, every line end and the lines records begin on', () => {
    expect(parseCsv('a,b\r\n"1\r\n,""2""",3\r\n\r\n4,\n5,6\r7,8').records).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1\r\n,"2"', '3'] },
      { line: 5, cells: ['4', ''] },
      { line: 6, cells: ['5', '6'] },
      { line: 7, cells: ['7', '8'] },
    ]);
  });

  it('finds the separator in the first line, not in its quotes', () => {
    expect(cells('"a,b,c";d\n1;2')).toEqual([
      ['a,b,c', 'd'],
      ['1', '2'],
    ]);
    expect(cells('a\tb\n1\t2')[1]).toEqual(['1', '2']);
  });

  it('keeps what follows a closing quote and a quote in the middle', () => {
    expect(cells('"a"b,c"d"\n')).toEqual([['ab', 'c"d"']]);
  });

  it('says where a quote was opened and not closed', () => {
    expect(parseCsv('a,b\n1,2\n3,"4\n5,6\n')).toMatchObject({ unclosedQuote: 3, records: [{}, {}] });
  });
});
