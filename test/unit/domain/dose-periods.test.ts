import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dosePeriods } from '../../../src/domain/dose-periods.ts';
import { type MedicationEvent, medicationActions } from '../../../src/domain/profile.ts';
import { addDays, type Day, parseDay } from '../../../src/shared/day.ts';

const event = (
  day: string,
  action: MedicationEvent['action'],
  rest: { dose?: string; time?: string } = {},
): MedicationEvent => ({ day: parseDay(day), action, ...rest });

describe('the periods of a medicine', () => {
  it('a change of dose keeps the time of day, a change of timing keeps the dose', () => {
    const events = [
      event('2026-01-01', 'start', { dose: '10 mg', time: '08:00' }),
      event('2026-02-10', 'dose', { dose: '20 mg' }),
      event('2026-03-01', 'timing', { time: '21:00' }),
    ];
    expect(dosePeriods({ events })).toEqual([
      { from: '2026-01-01', to: '2026-02-10', dose: '10 mg', time: '08:00' },
      { from: '2026-02-10', to: '2026-03-01', dose: '20 mg', time: '08:00' },
      { from: '2026-03-01', to: undefined, dose: '20 mg', time: '21:00' },
    ]);
  });

  it('a stop ends one, and what is started again begins with what is written there', () => {
    const events = [
      event('2026-01-01', 'start', { dose: '10 mg', time: '08:00' }),
      event('2026-01-15', 'stop'),
      event('2026-02-01', 'start', { dose: '5 mg' }),
    ];
    expect(dosePeriods({ events })).toEqual([
      { from: '2026-01-01', to: '2026-01-15', dose: '10 mg', time: '08:00' },
      { from: '2026-02-01', to: undefined, dose: '5 mg' },
    ]);
  });

  it('goes by the days, not by the order of writing; a change without a start is where the record begins', () => {
    const events = [
      event('2026-03-01', 'stop'),
      event('2026-02-01', 'timing', { time: '21:00' }),
      event('2026-01-01', 'dose', { dose: '20 mg' }),
    ];
    expect(dosePeriods({ events })).toEqual([
      { from: '2026-01-01', to: '2026-02-01', dose: '20 mg' },
      { from: '2026-02-01', to: '2026-03-01', dose: '20 mg', time: '21:00' },
    ]);
  });

  it('of one day only the last state lasts', () => {
    const events = [
      event('2026-01-01', 'start', { dose: '10 mg' }),
      event('2026-01-01', 'timing', { time: '21:00' }),
    ];
    expect(dosePeriods({ events })).toEqual([
      { from: '2026-01-01', to: undefined, dose: '10 mg', time: '21:00' },
    ]);
    expect(dosePeriods({ events: [...events, event('2026-01-01', 'stop')] })).toEqual([]);
  });

  it('no events, no periods', () => expect(dosePeriods({ events: [] })).toEqual([]));

  it('follow each other without overlap, and only the last is open', () => {
    const start = parseDay('2026-01-01');
    const events = fc.array(
      fc.record({
        day: fc.integer({ min: 0, max: 30 }).map((offset): Day => addDays(start, offset)),
        action: fc.constantFrom(...medicationActions),
      }),
    );
    fc.assert(
      fc.property(events, (some) => {
        const periods = dosePeriods({ events: some });
        for (const [index, { from, to }] of periods.entries()) {
          if (to === undefined) expect(index).toBe(periods.length - 1);
          else {
            expect(from < to).toBe(true);
            const next = periods[index + 1];
            if (next !== undefined) expect(to <= next.from).toBe(true);
          }
        }
      }),
      { seed: 20_260_320, numRuns: 300 },
    );
  });
});
