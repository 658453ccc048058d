import { describe, expect, it } from 'vitest';
import { as, lines, readText } from './fixture.ts';

const read = (value: unknown) => readText(JSON.stringify(value), 'answers.json');
const blank = { reporter: 'self', symptoms: '', notes: '' };

describe('check-ins as JSON', () => {
  it('are read from a list, from an object that holds one, and one alone', () => {
    const answer = { day: '2026-03-01', mood: 7.5, pain: 0, symptoms: ' dizzy ', reporter: 'caregiver' };
    const expected = {
      kind: 'check-ins',
      checkIns: [
        {
          day: '2026-03-01',
          reporter: 'caregiver',
          mood: 7.5,
          pain: 0,
          symptoms: 'dizzy',
          notes: '',
        },
      ],
      refusals: [],
    };
    expect(read([answer])).toEqual(expected);
    expect(read({ checkIns: [answer] })).toEqual(expected);
    expect(read(answer)).toEqual(expected);
  });

  it('take null for not answered, and are known by most of a list', () => {
    const file = as(
      read([
        { day: '2026-03-01', mood: 5, energy: null, notes: null, reporter: null },
        { day: '2026-03-02', pain: 2 },
        { day: '2026-03-03' },
      ]),
      'check-ins',
    );
    expect(file.checkIns).toEqual([
      { ...blank, day: '2026-03-01', mood: 5 },
      { ...blank, day: '2026-03-02', pain: 2 },
    ]);
    expect(file.refusals).toEqual([]);
  });

  it('lose only what is wrong in them, by entry and field, and quote nothing', () => {
    const file = as(
      read({
        checkIns: [
          { day: '2026-03-01', mood: 11, energy: '5', fatigue: -1, pain: 3 },
          { day: '2026-02-30', mood: 5 },
          { mood: 5, notes: 'Zaphod' },
          'Zaphod',
          { day: '2026-03-02', reporter: 'Zaphod', mood: 5 },
          { day: '2026-03-03', mood: 4, weather: 'Zaphod', notes: ['Zaphod'] },
          { day: '1999-12-31', mood: 4 },
          { day: '2026-03-01', mood: 5 },
          { day: '2026-03-01', mood: 5, reporter: 'caregiver' },
        ],
        made: '2026-03-09',
      }),
      'check-ins',
    );
    expect(lines(file)).toEqual([
      'file made: is not a known field; it is ignored',
      'entry 1 mood: is above 10; scores run from 0 to 10',
      'entry 1 energy: is not a number from 0 to 10',
      'entry 1 fatigue: is below 0; scores run from 0 to 10',
      'entry 2 day: is not a day; write YYYY-MM-DD',
      'entry 3 day: is missing',
      'entry 4 : must be an object',
      'entry 5 reporter: must be one of: self, caregiver',
      'entry 6 weather: is not a known field; it is ignored',
      'entry 6 notes: must be text',
      'entry 7 day: is outside the years 2000 to 2099',
      'entry 8 day: is there twice; the first entry is kept',
    ]);
    expect(file.checkIns).toEqual([
      { ...blank, day: '2026-03-01', pain: 3 },
      { ...blank, day: '2026-03-03', mood: 4 },
      { ...blank, day: '2026-03-01', mood: 5, reporter: 'caregiver' },
    ]);
    expect(JSON.stringify(file)).not.toContain('Zaphod');
  });

  it.each([
    ['a session', { id: 's', day: '2026-03-01', mood: 'good', type: 'rest' }],
    ['a session without an id', { day: '2026-03-01', mood: 'good', motion_count: null }],
    ['a day’s readiness', { day: '2026-03-01', contributors: { recovery_index: 4 }, pain: 0 }],
    ['a tag', { day: '2026-03-01', tags: [], text: 'notes' }],
  ])('are not seen in %s', (_what, document) => {
    expect(read([document]).kind).toBe('oura');
    expect(read({ data: [document] }).kind).toBe('oura');
    expect(read(document).kind).toBe('oura');
  });

  it('are not seen in a profile with notes', () => {
    expect(read({ notes: [{ day: '2026-03-01', text: 'Review.' }] }).kind).toBe('profile');
  });
});
