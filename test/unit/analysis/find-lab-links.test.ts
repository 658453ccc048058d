import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../knowledge/load-knowledge.ts';
import { findLabLinks } from '../../../src/analysis/find-lab-links.ts';
import { emptyProfile, type Lab } from '../../../src/domain/profile.ts';
import { addDays, parseDay } from '../../../src/shared/day.ts';
import { packageRoot } from '../../../src/shared/package-root.ts';

const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
const start = parseDay('2024-01-01');
/** Resting heart rate by quarters: every step of TSH below has the same sign as the step of these. */
const levels = [58, 61, 57, 63, 56];
const values = Float64Array.from({ length: 500 }, (_, day) => levels[Math.floor(day / 100)] ?? 58);
const series = new Map([['restingHeartRate', { metric: 'restingHeartRate', start, values }]]);

const tsh = (quarter: number, value: number, rest: Partial<Lab> = {}): Lab => ({
  day: addDays(start, quarter * 100 + 95),
  analyte: 'TSH',
  value,
  unit: 'mIU/L',
  ...rest,
});
const linksOf = (labs: readonly Lab[]) => findLabLinks(series, { ...emptyProfile, labs }, knowledge);

const together = [tsh(0, 2), tsh(1, 3), tsh(2, 1.5), tsh(3, 4), tsh(4, 1)];

describe('laboratory values beside a metric', () => {
  it('are told in the analyte’s own unit', () => {
    expect(linksOf(together)).toMatchObject([
      { analyte: 'TSH', unit: 'mIU/L', metric: 'restingHeartRate', direction: 'up', n: 5 },
    ]);
    expect(linksOf(together)[0]?.summary).toContain('TSH (in mIU/L)');
  });

  it('in other units and under other names are brought to one', () => {
    const mixed = [
      tsh(0, 2, { unit: 'µIU/mL' }),
      tsh(1, 3, { analyte: 'Thyrotropin', unit: 'mU/L' }),
      ...together.slice(2),
    ];
    expect(linksOf(mixed)).toEqual(linksOf(together));
    const glucose = (quarter: number, value: number, unit: string): Lab =>
      tsh(quarter, value, { analyte: 'Glucose', unit });
    // 5 mmol/L are 90 mg/dL: the numbers fall and rise by their unit alone unless they are converted.
    const related = knowledge.labs.map((one) =>
      one.name === 'Glucose' ? { ...one, related: [{ metric: 'restingHeartRate', note: '' }] } : one,
    );
    const labs = [
      glucose(0, 95, 'mg/dL'),
      glucose(1, 6.1, 'mmol/L'),
      glucose(2, 92, 'mg/dL'),
      glucose(3, 6.6, 'mmol/L'),
      glucose(4, 5, 'mmol/L'),
    ];
    const links = findLabLinks(series, { ...emptyProfile, labs }, { ...knowledge, labs: related });
    expect(links).toMatchObject([{ analyte: 'Glucose', unit: 'mg/dL', direction: 'up', n: 5 }]);
  });

  it('in a unit that cannot be converted, or given as a bound, are not compared', () => {
    const strange = [...together, tsh(2, 90, { day: addDays(start, 280), unit: 'drops' })];
    expect(linksOf(strange)).toEqual(linksOf(together));
    const bound = [...together, tsh(2, 90, { day: addDays(start, 280), comparator: '>' })];
    expect(linksOf(bound)).toEqual(linksOf(together));
    expect(linksOf(together.map((lab) => ({ ...lab, unit: 'drops' })))).toEqual([]);
  });
});
