import { describe, expect, it } from 'vitest';
import { as, lines, readText } from './fixture.ts';

const labs = (text: string) => as(readText(text), 'labs');
const values = (text: string) => labs(text).entries.map(({ value }) => value);

describe('a table of laboratory results', () => {
  it('reads the plain form', () => {
    expect(
      labs(
        'day,analyte,value,unit,low,high\n2026-01-08,TSH,2.1,mIU/L,0.4,4.0\n2026-01-08,Ferritin,58,ng/mL,,\n',
      ),
    ).toEqual({
      kind: 'labs',
      entries: [
        {
          kind: 'lab',
          value: { day: '2026-01-08', analyte: 'TSH', value: 2.1, unit: 'mIU/L', low: 0.4, high: 4 },
        },
        { kind: 'lab', value: { day: '2026-01-08', analyte: 'Ferritin', value: 58, unit: 'ng/mL' } },
      ],
      refusals: [],
    });
  });

  it('reads other headers, semicolons with decimal commas, and leaves comments out', () => {
    const text =
      '\uFEFFDate;Time;Test;Result;Units;Reference;Comment\r\n2026-01-08;08:15;TSH;2,1;mIU/L;0,4-4,0;"fasting; calm"\r\n';
    expect(labs(text).refusals).toEqual([]);
    expect(values(text)).toEqual([
      { day: '2026-01-08', time: '08:15', analyte: 'TSH', value: 2.1, unit: 'mIU/L', low: 0.4, high: 4 },
    ]);
    expect(JSON.stringify(labs(text))).not.toContain('fasting');
  });

  it('reads tabs', () => {
    expect(values('date\tname\tvalue\tunit\n2026-01-08\tSodium\t139\tmmol/L\n')).toEqual([
      { day: '2026-01-08', analyte: 'Sodium', value: 139, unit: 'mmol/L' },
    ]);
  });

  it.each([
    ['<0.01', 0.01, '<'],
    ['> 90', 90, '>'],
    ['<=5', 5, '<='],
    ['≥200', 200, '>='],
  ])('keeps %s as a bound', (written, value, comparator) => {
    expect(values(`day,analyte,value,unit\n2026-01-08,X,${written},mg/L\n`)).toMatchObject([
      { value, comparator },
    ]);
  });

  it.each([
    ['0.4-4.0', { low: 0.4, high: 4 }],
    ['0.4 – 4.0', { low: 0.4, high: 4 }],
    ['(0.4 to 4.0)', { low: 0.4, high: 4 }],
    ['<5', { high: 5 }],
    ['≤ 5', { high: 5 }],
    ['>60', { low: 60 }],
  ])('takes %s for a range', (written, range) => {
    const [lab] = values(`day,analyte,value,unit,range\n2026-01-08,X,3,mg/L,${written}\n`);
    expect(lab).toEqual({ day: '2026-01-08', analyte: 'X', value: 3, unit: 'mg/L', ...range });
  });

  it('lets bounds of their own stand before a range', () => {
    expect(values('day,analyte,value,unit,range,high\n2026-01-08,X,3,mg/L,1-5,6\n')).toMatchObject([
      { low: 1, high: 6 },
    ]);
  });

  it('names what is wrong by line and column, quotes nothing, keeps the rest', () => {
    const file = labs(
      [
        'day,analyte,value,unit,range,low,ward',
        '08/01/2026,TSH,2.1,mIU/L,,,',
        '2026-01-08,Zaphod,negative,,,,',
        '2026-01-08,,2.1,mIU/L,,,',
        '2026-01-08,TSH,,mIU/L,,,',
        '0026-01-08,TSH,2.1,mIU/L,,,',
        '2026-01-08,TSH,2.1,mIU/L,Zaphod,low,',
        '2026-01-08,TSH,2.1,mIU/L,4.0-0.4,,',
        '2026-01-08,TSH,1,000,mIU/L,,,,',
        '',
        '2026-01-09,TSH,"2.2',
      ].join('\n'),
    );
    expect(lines(file)).toEqual([
      'line 1 ward: is not a known column; it is ignored',
      'line 2 day: is not a day; write YYYY-MM-DD',
      'line 3 value: is not a number; write the number alone, or with < or > before it',
      'line 4 analyte: is missing',
      'line 5 value: is missing',
      'line 6 day: is outside the years 1900 to 2099',
      'line 7 range: is not a range; write 0.4-4.0, <5 or >60',
      'line 7 low: is not a number',
      'line 8 range: is not a range; write 0.4-4.0, <5 or >60',
      'line 9 : has more cells than the header; put text that holds separators in quotes',
      'line 11 : opens a quote that is never closed; nothing from here on is read',
    ]);
    const plain = { day: '2026-01-08', analyte: 'TSH', value: 2.1, unit: 'mIU/L' };
    expect(file.entries.map(({ value }) => value)).toEqual([plain, plain]);
    expect(JSON.stringify(file)).not.toContain('Zaphod');
  });

  it('is not a table of check-ins, and the other way round', () => {
    expect(readText('day,mood,notes\n2026-01-08,5,\n').kind).toBe('check-ins');
    expect(readText('day,analyte,value\n2026-01-08,TSH,2.1\n').kind).toBe('unrecognised');
  });
});
