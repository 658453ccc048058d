import { describe, expect, it } from 'vitest';
import { exportOf, phone, quantity, readText, tell, valuesOf, watch, workout } from './export-text.ts';

const steps = (start: string, end: string, value: number, source = watch) =>
  quantity('StepCount', start, value, { end, unit: 'count', source });
const at = (time: string, day = '2024-03-05') => `${day} ${time}`;

describe('steps and energy', () => {
  it('a quarter of an hour with anything of the watch in it is the watch’s; the phone fills the others', async () => {
    const told = await tell(
      steps(at('08:00:00'), at('08:15:00'), 900, phone),
      steps(at('08:15:00'), at('08:30:00'), 500, phone),
      steps(at('08:01:00'), at('08:11:00'), 700),
      steps(at('08:31:00'), at('08:40:00'), 50),
    );
    expect(told).toEqual({ 'steps@2024-03-05': 1250 });
  });

  it('shares a long record out over its time, across midnight too', async () => {
    // 80 minutes, 800 steps: 30 minutes before midnight.
    const told = await tell(steps('2024-03-04 23:30:00', '2024-03-05 00:50:00', 800));
    expect(told).toEqual({ 'steps@2024-03-04': 300, 'steps@2024-03-05': 500 });
  });

  it('of two phones the one that saw more counts, quarter by quarter, and other apps come last', async () => {
    const told = await tell(
      steps(at('10:00:00'), at('10:10:00'), 300, 'Work iPhone'),
      steps(at('10:00:00'), at('10:10:00'), 420, phone),
      steps(at('10:00:00'), at('10:10:00'), 9000, 'Pedometer'),
      steps(at('11:00:00'), at('11:10:00'), 80, 'Pedometer'),
    );
    expect(told).toEqual({ 'steps@2024-03-05': 500 });
  });

  it('what was typed in counts where nothing was measured', async () => {
    const typed = (start: string, end: string) =>
      quantity('StepCount', start, 1000, { end, unit: 'count', source: 'Health', entered: true });
    expect(
      await tell(
        typed(at('10:00:00'), at('10:15:00')),
        steps(at('10:00:00'), at('10:15:00'), 7, 'Pedometer'),
        typed(at('12:00:00'), at('12:15:00')),
      ),
    ).toEqual({ 'steps@2024-03-05': 1007 });
  });

  it('the device says what a renamed source is', async () => {
    const renamed = quantity('StepCount', at('10:00:00'), 10, {
      end: at('10:10:00'),
      unit: 'count',
      source: 'Ultra',
      device: '<<HKDevice: 0x1>, name:Ultra, model:Watch, hardware:Watch6,18>',
    });
    expect(await tell(renamed, steps(at('10:00:00'), at('10:10:00'), 30, phone))).toEqual({
      'steps@2024-03-05': 10,
    });
  });

  it('a record that comes twice counts once, also far apart and inside a correlation', async () => {
    const one = steps(at('08:00:00'), at('08:10:00'), 100);
    const others = Array.from({ length: 50 }, (_, index) =>
      steps(at(`09:${String(index).padStart(2, '0')}:00`), at(`09:${String(index).padStart(2, '0')}:30`), 1),
    );
    expect(await tell(one, ...others, one, `<Correlation type="x">${one}</Correlation>`)).toEqual({
      'steps@2024-03-05': 150,
    });
  });

  it('energy is told in kilocalories whatever its unit', async () => {
    const burned = (start: string, value: string, unit: string) =>
      quantity('ActiveEnergyBurned', start, value, { unit });
    expect(
      await tell(
        burned(at('08:00:00'), '10', 'kcal'),
        burned(at('09:00:00'), '41.84', 'kJ'),
        burned(at('10:00:00'), '5', 'Cal'),
      ),
    ).toEqual({ 'activeCalories@2024-03-05': 25 });
  });

  it('gives none for a day that is not over, today or on the day of the export, and never a zero', async () => {
    const daily = (day: string) => [
      steps(`${day} 08:00:00`, `${day} 08:10:00`, 100),
      workout(`${day} 08:00:00`, `${day} 08:30:00`),
      quantity('BodyMass', `${day} 07:00:00`, 70, { unit: 'kg' }),
    ];
    const { documents } = await readText(
      exportOf(
        '<ExportDate value="2024-06-20 09:00:00 +0200"/>',
        ...daily('2024-06-19'),
        ...daily('2024-06-20'),
        ...daily('2024-06-30'),
        steps('2024-06-18 08:00:00', '2024-06-18 08:10:00', 0),
      ),
    );
    expect(valuesOf(documents)).toEqual({
      'steps@2024-06-19': 100,
      'workoutTime@2024-06-19': 30,
      'bodyMass@2024-06-19': 70,
      'bodyMass@2024-06-20': 70,
      'bodyMass@2024-06-30': 70,
    });
  });

  it('two devices meet in the same quarter although one of them tells the zone', async () => {
    // 23:30 in Berlin is 07:30 of the next day in Tokyo.
    const travelled = quantity('StepCount', at('23:30:00'), 40, {
      end: at('23:40:00'),
      unit: 'count',
      zone: 'Asia/Tokyo',
    });
    expect(await tell(travelled, steps(at('23:30:00'), at('23:40:00'), 60, phone))).toEqual({
      'steps@2024-03-06': 40,
    });
  });
});

describe('single measurements', () => {
  it.each([
    ['BodyMass', '180', 'lb', 'bodyMass', 81.6466],
    ['BodyMass', '70500', 'g', 'bodyMass', 70.5],
    ['BodyMass', '11', 'st', 'bodyMass', 69.8532],
    ['VO2Max', '41.5', 'mL/min·kg', 'vo2Max', 41.5],
    ['RestingHeartRate', '52', 'count/min', 'restingHeartRate', 52],
    ['BloodPressureSystolic', '16', 'kPa', 'systolicPressure', 120.0099],
    ['OxygenSaturation', '0.97', '%', 'spo2', 97],
    ['RespiratoryRate', '14.5', 'count/min', 'respiratoryRate', 14.5],
    ['AppleSleepingWristTemperature', '95.9', 'degF', 'wristTemperature', 35.5],
  ])('%s of %s %s', async (type, value, unit, metric, expected) => {
    expect(await tell(quantity(type, at('08:00:00'), value, { unit }))).toEqual({
      [`${metric}@2024-03-05`]: expected,
    });
  });

  it('blood pressure inside its correlation and at the top is one measurement', async () => {
    const pair = (time: string, systolic: number, diastolic: number) =>
      quantity('BloodPressureSystolic', at(time), systolic, { unit: 'mmHg', source: 'Cuff' }) +
      quantity('BloodPressureDiastolic', at(time), diastolic, { unit: 'mmHg', source: 'Cuff' });
    const [morning, evening] = [pair('08:00:00', 120, 80), pair('20:00:00', 140, 90)];
    const inside = `<Correlation type="HKCorrelationTypeIdentifierBloodPressure">${morning}<MetadataEntry key="HKWasUserEntered" value="1"/></Correlation>`;
    const { documents, refusals } = await readText(exportOf(morning, evening, inside));
    expect(refusals).toEqual([]);
    expect(documents[0]?.body).toEqual({
      metrics: {
        diastolicPressure: { value: 85, samples: 2, source: 'other' },
        systolicPressure: { value: 130, samples: 2, source: 'other' },
      },
    });
  });

  it('the source that measured most often speaks for the day', async () => {
    const weigh = (time: string, value: number, source: string) =>
      quantity('BodyMass', at(time), value, { unit: 'kg', source });
    expect(
      await tell(
        weigh('07:00:00', 70, 'Scale'),
        weigh('07:05:00', 71, 'Scale'),
        weigh('09:00:00', 90, 'App'),
      ),
    ).toEqual({ 'bodyMass@2024-03-05': 70.5 });
  });

  it('the zone in the metadata says which day it was', async () => {
    const weighed = quantity('BodyMass', at('23:30:00'), 70, { unit: 'kg', zone: 'Asia/Tokyo' });
    expect(await tell(weighed)).toEqual({ 'bodyMass@2024-03-06': 70 });
  });

  it('heart rate by day: five minutes count once, and the source with most samples', async () => {
    const beat = (time: string, rate: number, source = watch) =>
      quantity('HeartRate', at(time), rate, { unit: 'count/min', source });
    const told = await tell(
      beat('10:00:00', 60),
      beat('12:00:00', 70),
      // A workout, sampled every few seconds: 150 on the mean.
      beat('17:00:00', 140),
      beat('17:00:05', 150),
      beat('17:00:10', 160),
      beat('17:00:00', 100, 'Chest strap'),
    );
    expect(told['daytimeHeartRate@2024-03-05']).toBeCloseTo((60 + 70 + 150) / 3, 4);
  });

  it('heart rate variability outside of a night is not told', async () => {
    const sample = (hour: string) =>
      quantity('HeartRateVariabilitySDNN', at(`${hour}:00:00`), 40, { unit: 'ms' });
    expect(await tell(sample('10'), sample('11'), sample('12'), sample('13'))).toEqual({});
  });
});

describe('workouts', () => {
  it('overlapping ones count once, pauses do not, each on the day it began', async () => {
    const told = await tell(
      workout(at('18:00:00'), at('19:00:00'), { duration: '45', durationUnit: 'min' }),
      workout(at('18:30:00'), at('18:50:00')),
      workout(at('23:50:00'), '2024-03-06 00:20:00'),
      workout('2024-03-06 10:00:00', '2024-03-06 11:00:00', { duration: '0.5', durationUnit: 'hr' }),
    );
    expect(told).toEqual({ 'workoutTime@2024-03-05': 80, 'workoutTime@2024-03-06': 30 });
  });
});
