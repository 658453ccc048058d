import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import { type Finding, findingsReportSchema } from '../../../src/domain/finding.ts';
import type { Day } from '../../../src/shared/day.ts';
import { bell, inputOf } from '../../support/analysis-input.ts';

const day = (text: string) => text as Day;
const told = (findings: readonly Finding[]) => findings.filter(({ grade }) => grade !== 'watch');

describe('analyse', () => {
  it('fits its own schema and says the same for the same data', () => {
    const input = inputOf({
      deepSleep: (index) => 80 + 8 * bell(index, 1),
      hrv: (index) => 35 + 4 * bell(index, 2),
    });
    const report = analyse(input);
    expect(findingsReportSchema.parse(report)).toEqual(report);
    expect(JSON.stringify(analyse(input))).toBe(JSON.stringify(report));
  });

  it.each([
    ['nothing at all', inputOf({})],
    ['one night', inputOf({ deepSleep: (index) => (index === 199 ? 80 : undefined) })],
    ['a constant', inputOf({ deepSleep: () => 80, hrv: () => 30, steps: () => 0 })],
  ])('has nothing to claim of %s', (_name, input) => {
    const report = analyse(input);
    expect(report.findings).toEqual([]);
    expect(report.coverage.sufficient).toBe(report.coverage.nightsUsed >= 28);
  });

  it('tells a lasting fall with its day, both levels and the change of medicine before it', () => {
    const { findings } = analyse(
      inputOf(
        {
          deepSleep: (index) => (index < 180 ? 82 : 47) + 8 * bell(index, 1),
          hrv: (index) => 35 + 4 * bell(index, 2),
        },
        {
          profile: {
            medications: [
              { name: 'Lisinopril', events: [{ day: day('2026-02-25'), action: 'dose', dose: '20 mg' }] },
            ],
          },
        },
      ),
    );
    const shift = told(findings).find((one) => one.kind === 'shift');
    // Index 180 of 200 days that end on 20 March is 1 March: the first of twenty nights.
    expect(shift).toMatchObject({ metric: 'deepSleep', direction: 'down', onset: '2026-03-01' });
    if (shift?.kind !== 'shift') throw new Error('no shift');
    expect(shift.after).toMatchObject({ n: 20, from: '2026-03-01', to: '2026-03-20' });
    expect(shift.before.mean).toBeCloseTo(82, -1);
    expect(shift.after.mean).toBeCloseTo(47, -1);
    expect(shift.difference).toBeCloseTo(shift.after.mean - shift.before.mean, 1);
    expect(shift.interval[0]).toBeLessThan(shift.difference);
    expect(shift.interval[1]).toBeLessThan(0);
    expect(shift.events).toEqual([
      expect.objectContaining({ kind: 'medication-dose', day: '2026-02-25', daysBefore: 4 }),
    ]);
    expect(shift.agents).toEqual(['sleep', 'medications']);
    expect(told(findings).find((one) => one.kind === 'event-effect')).toMatchObject({
      metric: 'deepSleep',
      from: '2026-03-01',
    });
  });

  it('says of two changes within a fortnight that they cannot be told apart', () => {
    const { findings } = analyse(
      inputOf(
        {
          deepSleep: (index) => (index < 170 ? 82 : 47) + 8 * bell(index, 1),
          hrv: (index) => 35 + 4 * bell(index, 2),
        },
        {
          profile: {
            medications: [{ name: 'Lisinopril', events: [{ day: day('2026-02-17'), action: 'dose' }] }],
            events: [{ day: day('2026-02-12'), kind: 'travel', label: '' }],
          },
        },
      ),
    );
    const effect = findings.find(
      (one) => one.kind === 'event-effect' && one.event.kind === 'medication-dose',
    );
    if (effect?.kind !== 'event-effect') throw new Error('no effect');
    expect(effect.overlapping).toHaveLength(1);
    expect(effect.summary).toContain('cannot be separated');
  });

  it('tells a steady decline as a decline', () => {
    const { findings } = analyse(
      inputOf({
        hrv: (index) => 40 - Math.max(0, index - 171) * 0.5 + 3 * bell(index, 3),
        deepSleep: (index) => 80 + 8 * bell(index, 1),
      }),
    );
    const drift = findings.find((one) => one.kind === 'drift');
    expect(drift).toMatchObject({ metric: 'hrv', direction: 'down' });
    if (drift?.kind !== 'drift') throw new Error('no drift');
    expect(drift.change).toBeLessThan(-9);
    expect(drift.change).toBeGreaterThan(-19);
    expect(drift.perWeek).toBeCloseTo(-3.5, 0);
  });

  it('tells a fever on its second night and not on its first', () => {
    const fever = (nights: number) => ({
      temperatureDeviation: (index: number) => (index >= 200 - nights ? 1 : 0) + 0.15 * bell(index, 4),
    });
    const deviations = (nights: number) =>
      told(analyse(inputOf(fever(nights))).findings).filter(({ kind }) => kind === 'deviation');
    expect(deviations(1)).toEqual([]);
    expect(deviations(2)).toHaveLength(1);
  });

  it('sees the activity of the morning’s own day in no finding', () => {
    const steps = (last: number) => (index: number) => (index === 199 ? last : 5000 + 600 * bell(index, 5));
    const [quiet, wild] = [
      analyse(inputOf({ steps: steps(5000) })),
      analyse(inputOf({ steps: steps(60_000) })),
    ];
    expect(wild).toEqual(quiet);
  });

  it('names the nights that are missing, with the journey that explains them', () => {
    const { coverage } = analyse(
      inputOf(
        { deepSleep: (index) => (index >= 190 && index <= 192 ? undefined : 80 + bell(index, 1)) },
        { profile: { events: [{ day: day('2026-03-11'), kind: 'travel', label: 'by train' }] } },
      ),
    );
    expect(coverage).toMatchObject({ nightsExpected: 90, nightsUsed: 87, sufficient: true });
    expect(coverage.missing).toEqual([{ from: '2026-03-11', to: '2026-03-13', reason: 'travel noted' }]);
  });

  it('says when the ring changed and the person did not', () => {
    const { findings } = analyse(
      inputOf({
        deepSleep: (index) => (index < 175 ? 82 : 45) + 8 * bell(index, 1),
        fatigue: (index) => 4 + bell(index, 6),
        energy: (index) => 6 + bell(index, 7),
        mood: (index) => 6 + bell(index, 8),
      }),
    );
    expect(findings.find((one) => one.kind === 'discordance')).toMatchObject({
      metric: 'deepSleep',
      answer: 'fatigue',
    });
  });

  it('compares a lab value with the quarter before it, by steps and not by levels', () => {
    const days = 900;
    // The metric's level climbs and falls by quarters; the lab follows it exactly.
    const level = (index: number) => [55, 58, 56, 61, 57, 62, 60, 66, 59][Math.floor(index / 100)] ?? 59;
    const labDays = [190, 290, 390, 490, 590, 690, 790, 890];
    const start = new Date(Date.parse('2026-03-20T00:00:00Z') - (days - 1) * 86_400_000);
    const labs = labDays.map((index) => ({
      day: day(new Date(start.getTime() + index * 86_400_000).toISOString().slice(0, 10)),
      analyte: 'TSH',
      value: level(index) / 10,
      unit: 'mIU/L',
    }));
    const { findings } = analyse(
      inputOf({ restingHeartRate: (index) => level(index) + bell(index, 9) }, { days, profile: { labs } }),
    );
    const link = findings.find((one) => one.kind === 'lab-link');
    expect(link).toMatchObject({
      analyte: 'TSH',
      metric: 'restingHeartRate',
      direction: 'up',
      grade: 'established',
      n: 8,
    });
    // Seven steps (-2, 5, -4, 5, -2, 6, -7) in perfect agreement: with two pairs of equal steps 2 x 2 x 2 of 7! orders.
    expect(link?.p).toBeCloseTo(8 / 5040, 5);
  });
});
