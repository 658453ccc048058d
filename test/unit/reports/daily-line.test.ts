import { describe, expect, it } from 'vitest';
import type { LastNight } from '../../../src/domain/finding.ts';
import { dailyLine } from '../../../src/reports/daily-line.ts';

const night = (metric: string, value: number, usual?: readonly [low: number, high: number]): LastNight => ({
  metric,
  day: '2026-03-20',
  value,
  ...(usual && {
    usual: { low: usual[0], median: (usual[0] + usual[1]) / 2, high: usual[1], nights: 50, z: 0 },
  }),
});

describe('the line of a night', () => {
  it('tells the readings as they are told everywhere, and calls usual what lies within the own range', () => {
    expect(
      dailyLine([
        night('restingHeartRate', 58.2, [55, 61]),
        night('totalSleep', 432, [380, 470]),
        night('hrv', 54.1, [46, 61]),
        night('spo2', 96, [95, 98]),
      ]),
    ).toBe('Slept 7h12, HRV 54 ms, resting heart rate 58 bpm, all as usual.');
  });

  it('names the range of what lies outside it', () => {
    expect(
      dailyLine([
        night('totalSleep', 365, [380, 470]),
        night('hrv', 38, [46, 61]),
        night('restingHeartRate', 58, [55, 61]),
      ]),
    ).toBe(
      'Slept 6h05 (usual 6h20–7h50), HRV 38 ms (usual 46–61), resting heart rate 58 bpm; the rest as usual.',
    );
    expect(dailyLine([night('hrv', 70, [46, 61])])).toBe('HRV 70 ms (usual 46–61).');
  });

  it('gives no verdict where no baseline is known', () => {
    expect(dailyLine([night('totalSleep', 480), night('hrv', 54)])).toBe('Slept 8h00, HRV 54 ms.');
    expect(dailyLine([night('totalSleep', 480), night('hrv', 54, [46, 61])])).toBe(
      'Slept 8h00, HRV 54 ms (as usual).',
    );
    expect(dailyLine([night('hrv', 54, [46, 61])])).toBe('HRV 54 ms, as usual.');
  });

  it('tells a temperature only when it is unusual', () => {
    const sleep = night('totalSleep', 432, [380, 470]);
    expect(dailyLine([sleep, night('temperatureDeviation', 0.1, [-0.2, 0.2])])).toBe('Slept 7h12, as usual.');
    expect(dailyLine([sleep, night('temperatureDeviation', 0.84, [-0.2, 0.2])])).toBe(
      'Slept 7h12, temperature +0.84 °C (usual −0.20 to 0.20); the rest as usual.',
    );
  });

  it('judges what is read: a value that reads as the edge of the range lies within it', () => {
    expect(dailyLine([night('hrv', 45.6, [46.1, 61])])).toBe('HRV 46 ms, as usual.');
  });

  it('says nothing of a night without readings', () => {
    expect(dailyLine([])).toBeUndefined();
    expect(dailyLine([night('fatigue', 3)])).toBeUndefined();
  });
});
