import { describe, expect, it } from 'vitest';
import { exportOf, phone, quantity, readText, sleep, tell, watch } from './export-text.ts';

const day = '2024-03-05';
const evening = (time: string) => `2024-03-04 ${time}`;
const morning = (time: string) => `${day} ${time}`;

/** 23:00 to 07:00: 60 deep, 120 REM, 270 core, 30 awake. */
const night = (source = watch) => [
  sleep('AsleepCore', evening('23:00:00'), morning('01:00:00'), { source }),
  sleep('AsleepDeep', morning('01:00:00'), morning('02:00:00'), { source }),
  sleep('AsleepREM', morning('02:00:00'), morning('04:00:00'), { source }),
  sleep('Awake', morning('04:00:00'), morning('04:30:00'), { source }),
  sleep('AsleepCore', morning('04:30:00'), morning('07:00:00'), { source }),
];
const nightTold = {
  [`totalSleep@${day}`]: 450,
  [`deepSleep@${day}`]: 60,
  [`remSleep@${day}`]: 120,
  [`lightSleep@${day}`]: 270,
  [`awakeTime@${day}`]: 30,
  [`timeInBed@${day}`]: 480,
  [`sleepEfficiency@${day}`]: 93.75,
  [`bedtime@${day}`]: -60,
  [`wakeTime@${day}`]: 420,
  [`sleepMidpoint@${day}`]: 180,
};

describe('a night', () => {
  it('of stages gives every metric of sleep, whatever the order of its records', async () => {
    expect(await tell(...night())).toEqual(nightTold);
    expect(await tell(...night().reverse())).toEqual(nightTold);
  });

  it('that comes twice, or with stages that overlap in one source, is not longer for it', async () => {
    expect(await tell(...night(), ...night())).toEqual(nightTold);
    // The general word beside the exact ones adds nothing.
    const general = sleep('AsleepUnspecified', evening('23:00:00'), morning('07:00:00'));
    expect(await tell(...night(), general)).toEqual(nightTold);
  });

  it('is taken from one source: the one with stages, not the phone that saw the bed or an app that saw sleep', async () => {
    const told = await tell(
      sleep('InBed', evening('21:00:00'), morning('09:00:00'), { source: phone }),
      sleep('Asleep', evening('22:00:00'), morning('08:00:00'), { source: 'Sleep app' }),
      ...night(),
    );
    expect(told).toEqual(nightTold);
  });

  it('two sources with stages for much the same night: the watch, though the other saw some minutes more', async () => {
    const other = night('Ring').with(
      -1,
      sleep('AsleepCore', morning('04:30:00'), morning('07:10:00'), { source: 'Ring' }),
    );
    expect(await tell(...other, ...night())).toEqual(nightTold);
    const half = night().slice(0, 2);
    expect((await tell(...other, ...half))[`totalSleep@${day}`]).toBe(460);
  });

  it('in which only sleep was written down says nothing of the bed or of stages', async () => {
    expect(await tell(sleep('Asleep', evening('23:00:00'), morning('06:00:00'), { source: 'App' }))).toEqual({
      [`totalSleep@${day}`]: 420,
      [`bedtime@${day}`]: -60,
      [`wakeTime@${day}`]: 360,
      [`sleepMidpoint@${day}`]: 150,
    });
  });

  it('with time in bed of the same source has its bed', async () => {
    const told = await tell(
      sleep('InBed', evening('22:30:00'), morning('07:00:00')),
      sleep('Asleep', evening('23:00:00'), morning('03:00:00')),
      sleep('Asleep', morning('04:10:00'), morning('06:30:00')),
    );
    expect(told).toEqual({
      [`totalSleep@${day}`]: 380,
      [`awakeTime@${day}`]: 130,
      [`timeInBed@${day}`]: 510,
      [`sleepEfficiency@${day}`]: 74.5098,
      [`bedtime@${day}`]: -90,
      [`wakeTime@${day}`]: 420,
      [`sleepMidpoint@${day}`]: 165,
    });
  });

  it('time in bed alone is no sleep', async () => {
    expect(await tell(sleep('InBed', evening('22:30:00'), morning('07:00:00'), { source: phone }))).toEqual(
      {},
    );
  });

  it('under three hours is a nap, on the day it ended; so is a second sleep after more than an hour', async () => {
    const told = await tell(
      sleep('AsleepCore', evening('20:00:00'), evening('20:40:00')),
      ...night(),
      sleep('AsleepCore', morning('08:01:00'), morning('08:31:00')),
      sleep('AsleepCore', morning('14:00:00'), morning('15:00:00')),
      sleep('Asleep', morning('14:00:00'), morning('14:50:00'), { source: phone }),
    );
    expect(told).toEqual({ ...nightTold, 'napTime@2024-03-04': 40, [`napTime@${day}`]: 90 });
  });

  it('an hour’s gap is still one night', async () => {
    const told = await tell(...night(), sleep('AsleepCore', morning('08:00:00'), morning('08:30:00')));
    expect(told[`totalSleep@${day}`]).toBe(480);
    expect(told[`timeInBed@${day}`]).toBe(570);
    expect(told[`napTime@${day}`]).toBeUndefined();
  });
});

describe('clocks', () => {
  it('a night in which they go forward is an hour shorter than they say', async () => {
    const told = await tell(sleep('AsleepCore', '2024-03-30 23:00:00 +0100', '2024-03-31 07:00:00 +0200'));
    expect(told).toMatchObject({
      'totalSleep@2024-03-31': 420,
      'bedtime@2024-03-31': -60,
      'wakeTime@2024-03-31': 420,
      // 3.5 hours before seven.
      'sleepMidpoint@2024-03-31': 210,
    });
  });

  it('a night in which they go back is an hour longer, also by the name of the zone alone', async () => {
    // Printed in winter time throughout; the zone knows that the clock showed 23:00 at 21:00 UTC.
    const slept = sleep('AsleepCore', '2023-10-28 22:00:00 +0100', '2023-10-29 07:00:00 +0100', {
      zone: 'Europe/Berlin',
    });
    expect(await tell(slept)).toMatchObject({
      'totalSleep@2023-10-29': 540,
      'bedtime@2023-10-29': -60,
      'wakeTime@2023-10-29': 420,
    });
  });

  it('a night abroad is read on the clock of the place, on the day of the place', async () => {
    // 14:00 to 22:00 UTC are 23:00 to 07:00 in Tokyo.
    const abroad = sleep('AsleepCore', '2024-03-04 15:00:00', '2024-03-04 23:00:00', { zone: 'Asia/Tokyo' });
    expect(await tell(abroad)).toMatchObject({ [`bedtime@${day}`]: -60, [`wakeTime@${day}`]: 420 });
  });

  it('a night that ends at 18:00 belongs to the next day', async () => {
    const told = await tell(sleep('AsleepCore', morning('10:00:00'), morning('18:00:00')));
    expect(told['bedtime@2024-03-06']).toBe(-14 * 60);
  });

  it('an unknown zone is said, and the printed clock used', async () => {
    const { documents, refusals } = await readText(
      exportOf(sleep('AsleepCore', evening('23:00:00'), morning('07:00:00'), { zone: 'Mars/Olympus' })),
    );
    expect(documents.map((document) => document.day)).toEqual([day]);
    expect(refusals).toEqual([
      {
        file: 'export.xml',
        record: 'SleepAnalysis record 1',
        field: 'HKTimeZone',
        reason: 'is not a known time zone; the printed offset was used',
      },
    ]);
  });
});

describe('what is measured at night', () => {
  const sample =
    (name: string, unit: string) =>
    (time: string, value: number, source = watch) =>
      quantity(name, time, value, { unit, source });
  const variability = sample('HeartRateVariabilitySDNN', 'ms');
  const oxygen = sample('OxygenSaturation', '%');
  const breath = sample('RespiratoryRate', 'count/min');
  const beat = sample('HeartRate', 'count/min');

  it('comes from the samples inside the main sleep, three at least', async () => {
    const told = await tell(
      ...[40, 50, 60].map((value, index) => variability(morning(`0${index + 1}:00:00`), value)),
      variability(morning('12:00:00'), 120),
      ...[0.95, 0.96, 0.97].map((value, index) => oxygen(morning(`0${index + 1}:00:00`), value)),
      oxygen(morning('12:00:00'), 0.99),
      ...[50, 52, 60].map((value, index) => beat(morning(`0${index + 1}:00:00`), value)),
      beat(morning('12:00:00'), 80),
      breath(morning('02:00:00'), 14),
      breath(morning('03:00:00'), 15),
      breath(morning('12:00:00'), 19),
      ...night(),
    );
    expect(told).toEqual({
      ...nightTold,
      [`hrvSdnn@${day}`]: 50,
      [`spo2@${day}`]: 96,
      [`sleepHeartRate@${day}`]: 54,
      [`daytimeHeartRate@${day}`]: 80,
      // Two samples at night: the mean of the whole day.
      [`respiratoryRate@${day}`]: 16,
    });
  });

  it('comes from the source with most of the samples', async () => {
    const told = await tell(
      ...night(),
      ...['01', '02', '03', '04'].map((hour) => beat(morning(`${hour}:00:00`), 50)),
      ...['01', '02', '03'].map((hour) => beat(morning(`${hour}:10:00`), 90, 'Belt')),
    );
    expect(told[`sleepHeartRate@${day}`]).toBe(50);
  });

  it('the wrist’s temperature belongs to the night it was measured in', async () => {
    const told = await tell(
      quantity('AppleSleepingWristTemperature', evening('23:00:00'), 35.25, {
        end: morning('07:00:00'),
        unit: 'degC',
      }),
    );
    expect(told).toEqual({ [`wristTemperature@${day}`]: 35.25 });
  });
});
