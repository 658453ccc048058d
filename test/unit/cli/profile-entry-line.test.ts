import { describe, expect, it } from 'vitest';
import { entryLine } from '../../../src/cli/profile-entry-line.ts';

const medicine = (events: unknown[], rest = {}) =>
  entryLine({ kind: 'medication', value: { name: 'Lisinopril', events, ...rest } });
const lab = (rest: object) =>
  entryLine({
    kind: 'lab',
    value: { day: '2026-01-08', analyte: 'TSH', value: 2.1, unit: 'mIU/L', ...rest },
  });

describe('a medicine in one line', () => {
  const start = { day: '2025-06-01', action: 'start', dose: '10 mg', time: '08:00' };

  it.each([
    ['without events', [], 'Lisinopril'],
    ['that goes on', [start], 'Lisinopril: 10 mg at 08:00, from 1 June 2025'],
    [
      'whose dose was changed: the old one lasts up to the day before',
      [{ day: '2026-02-10', action: 'dose', dose: '20 mg' }, start],
      'Lisinopril: 10 mg at 08:00, 1 June 2025 to 9 February 2026; 20 mg at 08:00, from 10 February 2026',
    ],
    [
      'that was stopped on 1 March, after the 28 days of February',
      [start, { day: '2026-03-01', action: 'stop' }],
      'Lisinopril: 10 mg at 08:00, 1 June 2025 to 28 February 2026; stopped on 1 March 2026',
    ],
    [
      'that was taken up again after a pause, for one day first',
      [
        { day: '2026-01-01', action: 'start', dose: '5 mg' },
        { day: '2026-01-02', action: 'stop' },
        { day: '2026-02-01', action: 'start', time: '21:00' },
      ],
      'Lisinopril: 5 mg, on 1 January 2026; at 21:00, from 1 February 2026',
    ],
    [
      'begun without dose or time',
      [{ day: '2026-01-01', action: 'start' }],
      'Lisinopril: from 1 January 2026',
    ],
    [
      'of which only the end is told',
      [{ day: '2026-01-01', action: 'stop' }],
      'Lisinopril: stopped on 1 January 2026',
    ],
    [
      'stopped and begun again on one day: the last word counts',
      [
        { day: '2026-01-01', action: 'stop' },
        { day: '2026-01-01', action: 'start', dose: '5 mg' },
      ],
      'Lisinopril: 5 mg, from 1 January 2026',
    ],
  ])('%s', (_what, events, line) => {
    expect(medicine(events)).toBe(line);
  });

  it('says when it is taken as needed', () => {
    expect(medicine([], { asNeeded: true })).toBe('Lisinopril (as needed)');
  });
});

describe('a result in one line', () => {
  it.each([
    [{ low: 0.4, high: 4 }, '8 January 2026: TSH 2.1 mIU/L, range 0.4 to 4'],
    [{ low: 0.4, high: null }, '8 January 2026: TSH 2.1 mIU/L, range from 0.4'],
    [{ high: 4 }, '8 January 2026: TSH 2.1 mIU/L, range up to 4'],
    [{ low: 0, high: 4 }, '8 January 2026: TSH 2.1 mIU/L, range 0 to 4'],
    [{ low: null, high: null }, '8 January 2026: TSH 2.1 mIU/L'],
    [{ comparator: '<', value: 0.01, unit: '', time: '09:30' }, '8 January 2026 09:30: TSH <0.01'],
  ])('%j', (rest, line) => {
    expect(lab(rest)).toBe(line);
  });
});

describe('every other kind in one line', () => {
  it.each([
    ['condition', { name: 'Asthma', since: '2019' }, 'Asthma, since 2019'],
    ['condition', { name: 'Asthma', since: '2019-03' }, 'Asthma, since March 2019'],
    ['condition', { name: 'Asthma', since: '2019-03-11' }, 'Asthma, since 11 March 2019'],
    ['condition', { name: 'Asthma', since: '2019-13' }, 'Asthma, since 2019-13'],
    ['allergy', { name: 'Penicillin', reaction: 'rash', since: '1983' }, 'Penicillin: rash, since 1983'],
    [
      'adherence',
      { day: '2026-02-14', medication: 'Lisinopril', taken: 'missed', time: '21:00', label: 'asleep' },
      '14 February 2026 21:00: Lisinopril missed, asleep',
    ],
    [
      'appointment',
      { day: '2026-04-01', time: '10:30', clinician: 'Dr Low', specialty: 'cardiology', questions: ['Why?'] },
      '1 April 2026 10:30: Dr Low, cardiology; “Why?”',
    ],
    ['event', { day: '2026-02-20', kind: 'travel', label: '' }, '20 February 2026: travel'],
    [
      'cycle',
      { day: '2026-02-20', kind: 'period-start', label: 'light' },
      '20 February 2026: period start, light',
    ],
    [
      'note',
      { day: '2026-02-21', author: 'Ada', text: 'one\r\n\u001b[31mtwo' },
      '21 February 2026, Ada: one [31mtwo',
    ],
    ['note', { day: '2026-02-21', author: '', text: 'one' }, '21 February 2026: one'],
    ['birth-year', 1956, 'Born 1956'],
  ] as const)('%s %j', (kind, value, line) => {
    expect(entryLine({ kind, value })).toBe(line);
  });
});
