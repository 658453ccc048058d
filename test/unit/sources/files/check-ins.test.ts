import { describe, expect, it } from 'vitest';
import { as, lines, readFixture, readText } from './fixture.ts';

const self = { reporter: 'self' };

describe('a table of check-ins', () => {
  it('reads the plain form; an empty score is absent, not zero', () => {
    const file = as(
      readText('day,mood,energy,fatigue,pain,symptoms,notes\n2026-03-01,7,,0,10,"dizzy, twice",\n'),
      'check-ins',
    );
    expect(file).toEqual({
      kind: 'check-ins',
      checkIns: [
        { ...self, day: '2026-03-01', mood: 7, fatigue: 0, pain: 10, symptoms: 'dizzy, twice', notes: '' },
      ],
      refusals: [],
    });
  });

  it('reads what a spreadsheet makes of it: mark, semicolons, CRLF, capitals, decimal commas, breaks in quotes', () => {
    expect(as(readFixture('checkins-semicolons.csv'), 'check-ins')).toEqual({
      kind: 'check-ins',
      checkIns: [
        {
          ...self,
          day: '2026-03-01',
          mood: 7.5,
          fatigue: 3,
          symptoms: '',
          notes: 'slept badly; woke twice\r\nand again',
        },
        { ...self, day: '2026-03-02', fatigue: 4, symptoms: '', notes: 'said "fine"' },
      ],
      refusals: [],
    });
  });

  it('names what is wrong by line and column, quotes nothing, keeps the rest', () => {
    const file = as(readFixture('checkins-faults.csv'), 'check-ins');
    expect(lines(file)).toEqual([
      'line 1 weather: is not a known column; it is ignored',
      'line 2 mood: is above 10; scores run from 0 to 10',
      'line 3 mood: is not a number from 0 to 10',
      'line 3 fatigue: is below 0; scores run from 0 to 10',
      'line 4 day: is not a day; write YYYY-MM-DD',
      'line 7 day: is there twice; the first line is kept',
      'line 8 : has more cells than the header; put text that holds separators in quotes',
      'line 9 day: is not a day; write YYYY-MM-DD',
      'line 10 day: is missing',
      'line 11 day: is outside the years 2000 to 2099',
      'line 14 : opens a quote that is never closed; nothing from here on is read',
    ]);
    const blank = { ...self, symptoms: '', notes: '' };
    expect(file.checkIns).toEqual([
      { day: '2026-03-01', energy: 5, fatigue: 3, ...blank },
      { day: '2026-03-02', energy: 5, ...blank },
      { day: '2026-03-03', mood: 5, ...blank },
      { day: '2026-03-07', mood: 0, energy: 10, ...blank },
    ]);
    expect(JSON.stringify(file)).not.toContain('Zaphod');
  });

  it('a line shifted by an unquoted comma is not guessed at', () => {
    const header = 'day,mood,energy,fatigue,pain,symptoms,notes';
    const file = as(readText(`${header}\n2026-03-01,5,5,5,5,dizzy, tired,\n`), 'check-ins');
    expect(file.checkIns).toEqual([]);
    expect(file.refusals).toMatchObject([{ record: 'line 2', field: '' }]);
    expect(as(readText(`${header},\n2026-03-01,5,5,5,5,dizzy,,\n`), 'check-ins').refusals).toEqual([]);
  });

  it('a column that is there twice is read once; a text too long is left out by name', () => {
    const file = as(readText(`day,mood,mood,notes\n2026-03-01,3,4,${'x'.repeat(10_001)}\n`), 'check-ins');
    expect(file.checkIns).toEqual([{ ...self, day: '2026-03-01', mood: 3, symptoms: '', notes: '' }]);
    expect(lines(file)).toEqual([
      'line 1 mood: is there twice; the first column is read',
      'line 2 notes: is too long',
    ]);
  });

  it('says whose answer a line is; a word for nobody costs the line, and one a day and person is kept', () => {
    const file = as(
      readText(
        'day,Reporter,mood,notes\n2026-03-01,,7,\n2026-03-01,Caregiver,3,\n2026-03-02,self,6,\n2026-03-03,Zaphod,5,fine\n2026-03-01,caregiver,4,\n',
      ),
      'check-ins',
    );
    expect(file.checkIns.map(({ day, reporter, mood }) => [day, reporter, mood])).toEqual([
      ['2026-03-01', 'self', 7],
      ['2026-03-01', 'caregiver', 3],
      ['2026-03-02', 'self', 6],
    ]);
    expect(lines(file)).toEqual([
      'line 5 reporter: must be one of: self, caregiver',
      'line 6 day: is there twice; the first line is kept',
    ]);
    expect(JSON.stringify(file)).not.toContain('Zaphod');
  });

  it('is not made by a day and a reporter alone', () => {
    expect(readText('day,reporter\n2026-03-01,self\n').kind).toBe('unrecognised');
  });
});
