import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../../knowledge/load-knowledge.ts';
import type { Medication } from '../../../../src/domain/profile.ts';
import { raisedBetween, type ScreenedRecord } from '../../../../src/domain/red-flags/raised-between.ts';
import { addDays, parseDay } from '../../../../src/shared/day.ts';
import { packageRoot } from '../../../../src/shared/package-root.ts';

const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
const day = parseDay('2026-03-20');
const note = (on: string, text: string) => ({ day: parseDay(on), source: 'check-in' as const, text });
const lisinopril: Medication = {
  name: 'Lisinopril 10 mg',
  events: [
    { day: parseDay('2026-02-10'), action: 'start' },
    { day: parseDay('2026-03-01'), action: 'stop' },
  ],
};

function raised(record: Partial<ScreenedRecord>, from = '2025-12-01', to: string = day) {
  const whole = { texts: [], readings: [], profile: { medications: [], adherence: [] }, ...record };
  return raisedBetween(whole, { from: parseDay(from), to: parseDay(to) }, knowledge);
}

describe('what is raised between two days', () => {
  it('weighs the words of a day with the medicines of that day', () => {
    const days = ['2026-02-09', '2026-02-10', '2026-03-14', '2026-03-19'];
    const texts = days.map((on) => note(on, 'My lips are swollen and so is my tongue.'));
    const profile = { medications: [lisinopril], adherence: [] };
    const flags = raised({ texts, profile }).filter(({ rule }) => rule === 'angioedema-ace');
    expect(flags.map((flag) => flag.day)).toEqual(['2026-02-10', '2026-03-14']);
  });

  it('tells a rule once a day, and each day by itself', () => {
    const texts = [
      note('2026-03-18', 'crushing chest pain'),
      note('2026-03-18', 'the chest pain is still there'),
      note('2026-03-19', 'chest pain again'),
    ];
    const flags = raised({ texts }).filter(({ rule }) => rule === 'chest-pain');
    expect(flags.map((flag) => flag.day)).toEqual(['2026-03-18', '2026-03-19']);
  });

  it('is nothing that lies outside, though what came before is read with it', () => {
    const nights = [0, 1, 2].map((back) => ({
      day: addDays(day, -back),
      metric: 'spo2',
      value: 88,
      kind: 'ring' as const,
    }));
    expect(raised({ readings: nights }, day).map((flag) => [flag.rule, flag.day])).toEqual([
      ['overnight-low-spo2-or-apnoea-signs', day],
    ]);
    const texts = [note('2026-03-19', 'crushing chest pain')];
    expect(raised({ texts }, day)).toEqual([]);
  });

  it('is the same for a day, whatever stretch of time it is asked for in', () => {
    const texts = ['2025-12-24', '2026-01-30', '2026-03-02', '2026-03-20'].map((on) =>
      note(on, 'coughing up blood'),
    );
    const low = Array.from({ length: 100 }, (_, back) => addDays(day, -back)).filter(
      (_, index) => index % 9 === 0,
    );
    const readings = low.map((on) => ({ day: on, metric: 'spo2', value: 87, kind: 'ring' as const }));
    const record = { texts, readings, profile: { medications: [lisinopril], adherence: [] } };
    const whole = raised(record, '2025-06-01');
    expect(whole.length).toBeGreaterThanOrEqual(4);
    for (const on of new Set(whole.map((flag) => flag.day))) {
      expect(raised(record, on, on)).toEqual(whole.filter((flag) => flag.day === on));
    }
  });
});
