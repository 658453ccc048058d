import type { MetricSlug } from './metric.ts';

/** What each metric is and how it comes about, for whoever reads it and did not wear the ring. */
const definitions: Readonly<Record<MetricSlug, string>> = {
  totalSleep: 'time asleep in the main sleep of a night, as the ring estimates it',
  deepSleep: 'time the ring scores as deep sleep, from movement and pulse; no brain waves are recorded',
  remSleep: 'time the ring scores as REM sleep, from movement and pulse; no brain waves are recorded',
  lightSleep: 'time the ring scores as light sleep, from movement and pulse; no brain waves are recorded',
  awakeTime: 'time awake between going to bed and getting up',
  timeInBed: 'from going to bed to getting up, as the ring sees it',
  sleepEfficiency: 'share of the time in bed that was slept',
  sleepLatency: 'from going to bed to the first sleep',
  bedtime: 'when the main sleep of the night began, by the clock',
  wakeTime: 'when the main sleep of the night ended, by the clock',
  sleepMidpoint: 'half way between falling asleep and waking, by the clock',
  restlessPeriods: 'periods of movement during sleep, counted by the ring',
  hrv: 'rMSSD, the beat-to-beat variation of the pulse, averaged over the night; from light at the finger, not an ECG',
  hrvSdnn:
    'SDNN, the spread of beat intervals during sleep; another statistic than rMSSD and not compared with it',
  restingHeartRate: 'lowest heart rate of the night, from light at the finger',
  sleepHeartRate: 'mean heart rate over the night, from light at the finger',
  daytimeHeartRate: 'mean heart rate over the waking day',
  respiratoryRate: 'mean breaths a minute asleep, derived from the pulse',
  temperatureDeviation:
    'skin temperature of the finger at night against the own long-term mean; not core temperature',
  wristTemperature: 'skin temperature of the wrist at night; not core temperature',
  spo2: 'mean oxygen saturation asleep, from light at the finger',
  breathingDisturbance: 'index of dips in oxygen asleep, as the ring computes it; not an apnoea index',
  steps: 'steps of a day, counted by the device',
  activeCalories: 'energy spent on activity in a day, estimated by the device',
  sedentaryTime: 'waking time of a day spent sitting or lying',
  lowActivity: 'time of a day in light activity',
  mediumActivity: 'time of a day in moderate activity',
  highActivity: 'time of a day in vigorous activity',
  workoutTime: 'time of a day in recorded workouts',
  movementBreaks: 'times a day that long sitting was broken by movement',
  stressHigh: 'time of a day the device calls high stress, from pulse and temperature',
  recoveryHigh: 'time of a day the device calls high recovery, from pulse and temperature',
  vo2Max: 'estimate of oxygen uptake at full effort; not measured by breath',
  cardiovascularAge: 'estimate by the device from the shape of the pulse wave',
  napTime: 'sleep of a day outside the main sleep',
  systolicPressure: 'upper blood pressure, as measured at home with a cuff',
  diastolicPressure: 'lower blood pressure, as measured at home with a cuff',
  bodyMass: 'body weight, as measured at home',
  mood: 'answer in the morning check-in, 0 worst to 10 best',
  energy: 'answer in the morning check-in, 0 none to 10 most',
  fatigue: 'answer in the morning check-in, 0 none to 10 worst',
  pain: 'answer in the morning check-in, 0 none to 10 worst',
};

/** Undefined for a metric that the person named: how it is measured is theirs to say. */
export function definitionOf(slug: string): string | undefined {
  const known: Readonly<Record<string, string>> = definitions;
  return Object.hasOwn(known, slug) ? known[slug] : undefined;
}
