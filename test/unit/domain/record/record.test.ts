import { describe, expect, it } from 'vitest';
import type { CheckIn } from '../../../../src/domain/check-in.ts';
import type { Lab } from '../../../../src/domain/profile.ts';
import { labsOf } from '../../../../src/domain/record/labs.ts';
import { medicinesOf } from '../../../../src/domain/record/medicines.ts';
import { toldSymptoms } from '../../../../src/domain/record/told-symptoms.ts';
import { parseDay } from '../../../../src/shared/day.ts';

const day = parseDay;
const window = { from: day('2026-01-01'), to: day('2026-03-31') };

describe('the medicines of a page', () => {
  const medications = [
    {
      name: 'Zinc',
      events: [
        { day: day('2025-06-01'), action: 'start' as const, dose: '10 mg' },
        { day: day('2026-03-03'), action: 'dose' as const, dose: '20 mg' },
      ],
    },
    { name: 'Ambroxol', asNeeded: true, events: [] },
    {
      name: 'Long stopped',
      events: [
        { day: day('2020-01-01'), action: 'start' as const },
        { day: day('2026-01-01'), action: 'stop' as const },
      ],
    },
    { name: 'Begun unknown', events: [{ day: day('2025-02-02'), action: 'dose' as const, dose: '5 mg' }] },
  ];
  const told = (taken: 'taken' | 'missed' | 'late' | 'extra', when: string) => ({
    day: day(when),
    medication: 'zinc',
    taken,
  });
  const adherence = [
    told('missed', '2025-12-31'),
    told('taken', '2026-01-01'),
    told('extra', '2026-01-02'),
    told('missed', '2026-01-03'),
    told('late', '2026-03-31'),
  ];

  it('are those taken on a day of the window, what changed first, each with its doses', () => {
    expect(medicinesOf({ medications, adherence }, window)).toEqual([
      {
        name: 'Zinc',
        asNeeded: false,
        since: '2025-06-01',
        periods: [
          { from: '2025-06-01', to: '2026-03-03', dose: '10 mg' },
          { from: '2026-03-03', to: undefined, dose: '20 mg' },
        ],
        doses: { taken: 2, missed: 1, late: 1 },
      },
      { name: 'Ambroxol', asNeeded: true, since: undefined, periods: [] },
      {
        name: 'Begun unknown',
        asNeeded: false,
        since: undefined,
        periods: [{ from: '2025-02-02', to: undefined, dose: '5 mg' }],
      },
    ]);
  });
});

describe('the laboratory results of a page', () => {
  const lab = (when: string, value: number, more: Partial<Lab> = {}): Lab => ({
    day: day(when),
    analyte: 'TSH',
    value,
    unit: 'mIU/L',
    low: 0.4,
    high: 4,
    ...more,
  });

  it('are the newest of each analyte and unit, with the one before', () => {
    const results = labsOf([
      lab('2025-10-01', 3.6),
      lab('2026-01-08', 4.1),
      lab('2026-01-08', 2, { analyte: 'tsh', unit: 'mU/L' }),
    ]);
    expect(
      results.map(({ analyte, unit, value, range, previous }) => [analyte, unit, value, range, previous]),
    ).toEqual([
      ['tsh', 'mU/L', 2, 'within', undefined],
      ['TSH', 'mIU/L', 4.1, 'high', { day: '2025-10-01', value: 3.6 }],
    ]);
  });

  it.each([
    [lab('2026-01-08', 0.3), 'low'],
    [lab('2026-01-08', 0.4), 'within'],
    [lab('2026-01-08', 4), 'within'],
    [lab('2026-01-08', 0.4, { comparator: '<' }), 'low'],
    [lab('2026-01-08', 0.5, { comparator: '<' }), undefined],
    [lab('2026-01-08', 4, { comparator: '>' }), 'high'],
    [lab('2026-01-08', 4, { comparator: '>=' }), undefined],
    [lab('2026-01-08', 9, { low: null, high: null }), undefined],
    [lab('2026-01-08', 9, { low: 1, high: null }), 'within'],
  ])('are judged by the laboratory\u2019s own range only (%#)', (result, range) => {
    expect(labsOf([result])[0]?.range).toBe(range);
  });
});

describe('the symptoms of a page', () => {
  const morning = (when: string, symptoms: string, reporter: CheckIn['reporter'] = 'self'): CheckIn => ({
    day: day(when),
    reporter,
    symptoms,
    notes: '',
  });

  it('are counted by day under the words that were used first', () => {
    const told = toldSymptoms([
      morning('2026-02-03', 'dizzy'),
      morning('2026-02-01', 'Dizzy, sore knee'),
      morning('2026-02-03', 'DIZZY!', 'caregiver'),
      morning('2026-02-04', 'none'),
      morning('2026-02-05', '-'),
      morning('2026-02-06', 'she said "tired, cold, hungry"; sore knee'),
    ]);
    expect(told).toEqual([
      { text: 'sore knee', days: 2, first: '2026-02-01', last: '2026-02-06', reporters: ['self'] },
      { text: 'Dizzy', days: 2, first: '2026-02-01', last: '2026-02-03', reporters: ['self', 'caregiver'] },
      {
        text: 'she said "tired, cold, hungry"',
        days: 1,
        first: '2026-02-06',
        last: '2026-02-06',
        reporters: ['self'],
      },
    ]);
  });

  it('are at most eight, each no longer than a line', () => {
    const told = toldSymptoms([morning('2026-02-01', `${'x'.repeat(200)},1,2,3,4,5,6,7,8,9`)]);
    expect(told).toHaveLength(8);
    expect(told[0]?.text).toBe(`${'x'.repeat(79)}\u2026`);
  });
});
