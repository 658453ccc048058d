import { describe, expect, it } from 'vitest';
import { spotMetricOf } from '../../../../src/domain/red-flags/spot-metric.ts';

describe('a reading under a name of somebody\u2019s own', () => {
  it.each([
    ['bp-systolic Blood pressure, systolic', 'mmHg', 'systolicPressure', 184, 184],
    ['sys SYS', 'kPa', 'systolicPressure', 24, 180.01],
    ['diastolic-blood-pressure Dia', 'mm[Hg]', 'diastolicPressure', 121, 121],
    ['spo2 Pulse ox', '%', 'spo2', 91, 91],
    ['finger Oxygen saturation', '', 'spo2', 0.91, 91],
    ['pulse Pulse', 'bpm', 'restingHeartRate', 44, 44],
    ['rhr Resting heart rate', 'bpm', 'restingHeartRate', 130, 130],
  ])('%s in %s is %s', (name, unit, metric, value, own) => {
    const spot = spotMetricOf(name, unit);
    expect(spot?.metric).toBe(metric);
    expect(spot?.toOwnUnit(value)).toBeCloseTo(own, 1);
  });

  it.each([
    ['heart-rate Heart rate', 'bpm'],
    ['diary-entries Diary entries', ''],
    ['steps-up Steps', 'count'],
    ['system-load Load', ''],
    ['oxygen-therapy Hours of oxygen', 'h'],
  ])('%s is none', (name, unit) => {
    expect(spotMetricOf(name, unit)).toBeUndefined();
  });
});
