import { describe, expect, it } from 'vitest';
import { profileListing } from '../../../src/cli/profile-listing.ts';
import { emptyProfile, type Profile } from '../../../src/domain/profile.ts';
import { parseDay } from '../../../src/shared/day.ts';

const day = parseDay;
const today = day('2026-03-20');
const listing = (profile: Partial<Profile>, width = 96) =>
  profileListing({ ...emptyProfile, ...profile }, today, width);
const dose = (on: string, taken: 'taken' | 'missed' | 'late' | 'extra', medication = 'Lisinopril') => ({
  day: day(on),
  medication,
  taken,
});
const result = (on: string, analyte: string, value: number, time?: string) => ({
  day: day(on),
  analyte,
  value,
  unit: 'mIU/L',
  ...(time === undefined ? {} : { time }),
});

describe('the listing of a profile', () => {
  it('is nothing where there is nothing', () => {
    expect(listing({})).toBe('');
  });

  it('leaves out empty sections and keeps the others in one order', () => {
    const text = listing({
      notes: [{ day: today, author: '', text: 'fine' }],
      conditions: [{ name: 'Asthma' }],
      allergies: [{ name: 'Penicillin' }],
    });
    expect(text).toBe('\nConditions\n  Asthma\n\nAllergies\n  Penicillin\n\nNotes\n  20 March 2026: fine\n');
  });

  it('counts the doses missed or late in the thirty days up to today, by medicine', () => {
    const text = listing({
      adherence: [
        dose('2026-02-18', 'missed'),
        dose('2026-02-19', 'missed'),
        dose('2026-03-01', 'late'),
        dose('2026-03-20', 'missed', 'LISINOPRIL'),
        dose('2026-03-21', 'missed'),
        dose('2026-03-02', 'taken', 'Aspirin'),
        dose('2026-03-02', 'late', 'Zinc'),
        dose('2026-03-03', 'extra', 'Zinc'),
      ],
    });
    expect(text).toBe(
      '\nDoses missed or late in the last 30 days\n  Lisinopril: 2 missed, 1 late\n  Zinc: 1 late\n',
    );
  });

  it('gives the results of one analyte together, the latest first', () => {
    const text = listing({
      labs: [
        result('2025-07-02', 'TSH', 3.4),
        result('2026-01-08', 'Ferritin', 40),
        result('2026-01-08', 'tsh', 2, '08:00'),
        result('2026-01-08', 'TSH', 2.5, '17:00'),
      ],
    });
    expect(text.split('\n').slice(1)).toEqual([
      'Laboratory results',
      '  Ferritin',
      '    8 January 2026: 40 mIU/L',
      '  TSH',
      '    8 January 2026 17:00: 2.5 mIU/L',
      '    8 January 2026 08:00: 2 mIU/L',
      '    2 July 2025: 3.4 mIU/L',
      '',
    ]);
  });

  it('lists appointments from today on, the next first, with the questions for them', () => {
    const on = (text: string, clinician: string, questions: string[] = []) => ({
      day: day(text),
      clinician,
      questions,
    });
    const appointments = [
      on('2026-04-02', 'Dr Late'),
      on('2026-03-19', 'Dr Gone', ['Too late?']),
      on('2026-03-20', 'Dr Today', ['Why am I\ntired?', 'What next?']),
    ];
    expect(listing({ appointments })).toBe(
      [
        '',
        'Coming appointments',
        '  20 March 2026: Dr Today',
        '    - Why am I tired?',
        '    - What next?',
        '  2 April 2026: Dr Late',
        '',
      ].join('\n'),
    );
  });

  it('gives events, the cycle and notes with the latest first', () => {
    const text = listing({
      events: [
        { day: day('2026-01-01'), kind: 'travel', label: 'Lisbon' },
        { day: day('2026-02-01'), kind: 'illness', label: '' },
      ],
      cycle: [
        { day: day('2026-01-03'), kind: 'period-start' },
        { day: day('2026-01-31'), kind: 'period-start' },
      ],
      notes: [
        { day: day('2026-01-05'), author: 'Ada', text: 'older' },
        { day: day('2026-01-06'), author: '', text: 'newer' },
      ],
    });
    expect(text.split('\n').filter((line) => line.startsWith('  '))).toEqual([
      '  1 February 2026: illness',
      '  1 January 2026: travel, Lisbon',
      '  31 January 2026: period start',
      '  3 January 2026: period start',
      '  6 January 2026: newer',
      '  5 January 2026, Ada: older',
    ]);
  });

  it('wraps what is long, a little further in', () => {
    const notes = [{ day: today, author: '', text: 'one two three four five six seven' }];
    expect(listing({ notes }, 30)).toBe('\nNotes\n  20 March 2026: one two\n    three four five six seven\n');
  });
});
