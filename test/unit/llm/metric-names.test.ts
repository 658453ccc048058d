import { describe, expect, it } from 'vitest';
import { readMetrics } from '../../../src/llm/metric-names.ts';

const named = (sentence: string) => readMetrics(sentence, [], {}).metrics.map(({ slug }) => slug);

describe('readMetrics', () => {
  it.each([
    ['Heart rate variability fell.', ['hrv']],
    ['HRV and rMSSD fell.', ['hrv', 'hrv']],
    ['Night heart rate variability (SDNN) fell.', ['hrvSdnn']],
    ['Heart rate variability (SDNN) fell, HRV (SDNN) too, SDNN as well.', ['hrvSdnn', 'hrvSdnn', 'hrvSdnn']],
    ['HRV fell, SDNN did not.', ['hrv', 'hrvSdnn']],
    [
      'Her wrist temperature rose, her skin temperature did not.',
      ['wristTemperature', 'temperatureDeviation'],
    ],
    ['Blood pressure, upper value, and the diastolic one.', ['systolicPressure', 'diastolicPressure']],
    ['Systolic pressure rose.', ['systolicPressure']],
    ['She lost weight and took no nap.', ['bodyMass', 'napTime']],
    ['Body weight, body mass, naps, nap time.', ['bodyMass', 'bodyMass', 'napTime', 'napTime']],
  ])('%s', (sentence, slugs) => expect(named(sentence)).toEqual(slugs));

  it.each(['Lower blood pressure is worth a look.', 'She napped.', 'The underweight child.'])(
    'sees none in: %s',
    (sentence) => expect(named(sentence)).toEqual([]),
  );
});
