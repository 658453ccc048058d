import type { AgentId } from './agent-id.ts';

export interface MetricShape {
  readonly label: string;
  readonly unit: string;
  readonly families: readonly string[];
  /**
   * What a body, a ring or a day can hold, not what is usual: a slip of unit or of sign lies outside, an ultramarathon, an
   * irregular heart or a long day in bed inside.
   */
  readonly plausible: readonly [low: number, high: number];
  /** Which direction is usually welcome; absent where neither is. */
  readonly better?: 'up' | 'down';
  readonly agents: readonly AgentId[];
  /** What the value is about: the night that ended on its day, the day itself, or the morning's answer. */
  readonly span: 'night' | 'day' | 'check-in';
  readonly decimals?: number;
  /** The metric that says nearly the same and is better known: when both changed, that one is told. */
  readonly toldBy?: string;
  /** Right-skewed: judged on the log scale where a method needs symmetry. */
  readonly skewed?: boolean;
  readonly coding?: { readonly system: string; readonly code: string; readonly ucum: string };
}

const loinc = (code: string, ucum: string) => ({ system: 'http://loinc.org', code, ucum });
const minutes = (label: string, families: readonly string[], high: number): MetricShape => ({
  label,
  unit: 'min',
  families,
  plausible: [0, high],
  agents: ['sleep'],
  span: 'night',
});
const stage = (label: string, high: number): MetricShape => minutes(label, ['sleep-architecture'], high);
/** Of a day are also a sleep of 16 hours that ended on its eve, and one that began beyond the date line. */
const clockTime = (label: string): MetricShape => ({
  ...minutes(label, ['sleep-timing'], 2880),
  plausible: [-1800, 1500],
});
const activity = (label: string, unit: string, high: number): MetricShape => ({
  label,
  unit,
  families: ['activity'],
  plausible: [0, high],
  agents: ['recovery'],
  span: 'day',
});
const pressure = (label: string, low: number, high: number): MetricShape => ({
  label,
  unit: 'mmHg',
  families: ['blood-pressure'],
  plausible: [low, high],
  agents: ['cardiology'],
  span: 'day',
});
const answer = (label: string, better: 'up' | 'down'): MetricShape => ({
  label,
  unit: 'of 10',
  families: [`check-in-${label}`],
  plausible: [0, 10],
  better,
  agents: ['wellbeing'],
  span: 'check-in',
});

/**
 * The metric catalogue. Two metrics that share a family are computed from one another: a link between them is
 * arithmetic and is never tested. Values outside `plausible` are quarantined, never analysed.
 */
export const metricCatalogue = {
  totalSleep: { ...stage('total sleep', 1200), better: 'up', coding: loinc('93832-4', 'min') },
  deepSleep: { ...stage('deep sleep', 600), better: 'up' },
  remSleep: { ...stage('REM sleep', 600), better: 'up' },
  lightSleep: stage('light sleep', 1200),
  awakeTime: { ...stage('time awake in bed', 1440), better: 'down', skewed: true, toldBy: 'sleepEfficiency' },
  timeInBed: minutes('time in bed', ['sleep-architecture', 'sleep-timing'], 1440),
  sleepEfficiency: { ...stage('sleep efficiency', 100), unit: '%', plausible: [1, 100], better: 'up' },
  sleepLatency: { ...stage('time to fall asleep', 1440), better: 'down', skewed: true },
  bedtime: clockTime('bedtime'),
  wakeTime: clockTime('wake time'),
  sleepMidpoint: clockTime('middle of sleep'),
  restlessPeriods: {
    // One in every half minute of a day in bed.
    ...minutes('restless periods', ['restlessness'], 2880),
    unit: 'count',
    better: 'down',
    skewed: true,
  },
  hrv: {
    label: 'heart rate variability',
    unit: 'ms',
    families: ['hrv'],
    // Atrial fibrillation passes 250 night after night; a transplanted or a diabetic heart stays under 3.
    plausible: [1, 400],
    better: 'up',
    agents: ['cardiology', 'recovery'],
    span: 'night',
    skewed: true,
  },
  /** Another statistic than `hrv` (RMSSD over the night): the two are never read as one series. */
  hrvSdnn: {
    label: 'night heart rate variability (SDNN)',
    unit: 'ms',
    families: ['hrv-sdnn'],
    plausible: [1, 400],
    better: 'up',
    agents: ['cardiology', 'recovery'],
    span: 'night',
    skewed: true,
    coding: loinc('80404-7', 'ms'),
  },
  restingHeartRate: {
    label: 'resting heart rate',
    unit: 'bpm',
    families: ['night-heart-rate'],
    plausible: [20, 140],
    better: 'down',
    agents: ['cardiology', 'recovery'],
    span: 'night',
    coding: loinc('40443-4', '/min'),
  },
  sleepHeartRate: {
    label: 'average sleeping heart rate',
    unit: 'bpm',
    families: ['night-heart-rate'],
    toldBy: 'restingHeartRate',
    plausible: [20, 160],
    better: 'down',
    agents: ['cardiology'],
    span: 'night',
    decimals: 1,
    coding: loinc('8867-4', '/min'),
  },
  daytimeHeartRate: {
    label: 'daytime heart rate',
    unit: 'bpm',
    families: ['day-heart-rate'],
    plausible: [30, 220],
    agents: ['cardiology'],
    span: 'day',
    decimals: 1,
    coding: loinc('8867-4', '/min'),
  },
  respiratoryRate: {
    label: 'breathing rate',
    unit: 'breaths/min',
    families: ['respiration'],
    plausible: [5, 40],
    agents: ['cardiology', 'sleep'],
    span: 'night',
    decimals: 1,
    coding: loinc('9279-1', '/min'),
  },
  temperatureDeviation: {
    label: 'night temperature against own usual',
    unit: '°C',
    families: ['temperature'],
    // Fever stays under 5; a cold room or a loose ring is further off, and a temperature that is no deviation is over 10.
    plausible: [-10, 10],
    agents: ['recovery'],
    span: 'night',
    decimals: 2,
  },
  wristTemperature: {
    label: 'night wrist temperature',
    unit: '°C',
    families: ['temperature'],
    plausible: [20, 45],
    agents: ['recovery'],
    span: 'night',
    decimals: 2,
  },
  spo2: {
    label: 'night blood oxygen',
    unit: '%',
    families: ['oxygen'],
    plausible: [50, 100],
    better: 'up',
    agents: ['cardiology', 'sleep'],
    span: 'night',
    decimals: 1,
    coding: loinc('59408-5', '%'),
  },
  breathingDisturbance: {
    label: 'breathing disturbance index',
    unit: 'index',
    families: ['oxygen'],
    plausible: [0, 100],
    better: 'down',
    agents: ['sleep'],
    span: 'night',
  },
  steps: {
    ...activity('steps', 'steps', 300_000),
    better: 'up',
    skewed: true,
    coding: loinc('41950-7', '{steps}/d'),
  },
  activeCalories: { ...activity('active energy', 'kcal', 20_000), skewed: true, toldBy: 'steps' },
  sedentaryTime: { ...activity('sitting time', 'min', 1440), better: 'down' },
  lowActivity: activity('light activity', 'min', 1440),
  mediumActivity: { ...activity('moderate activity', 'min', 1440), skewed: true },
  highActivity: { ...activity('vigorous activity', 'min', 1440), skewed: true },
  workoutTime: { ...activity('workout time', 'min', 2880), skewed: true },
  movementBreaks: activity('movement breaks', 'count', 200),
  stressHigh: {
    ...activity('time in high stress', 'min', 1440),
    families: ['stress'],
    agents: ['recovery', 'wellbeing'],
    better: 'down',
    skewed: true,
  },
  recoveryHigh: {
    ...activity('time in high recovery', 'min', 1440),
    families: ['stress'],
    agents: ['recovery', 'wellbeing'],
    better: 'up',
    skewed: true,
  },
  vo2Max: {
    label: 'VO2 max estimate',
    unit: 'mL/kg/min',
    families: ['fitness'],
    plausible: [5, 100],
    better: 'up',
    agents: ['recovery', 'cardiology'],
    span: 'day',
    decimals: 1,
  },
  cardiovascularAge: {
    label: 'cardiovascular age estimate',
    unit: 'years',
    families: ['vascular'],
    plausible: [15, 110],
    better: 'down',
    agents: ['cardiology'],
    span: 'day',
  },
  napTime: {
    ...minutes('nap time', ['nap'], 1440),
    span: 'day',
    skewed: true,
  },
  systolicPressure: {
    ...pressure('systolic blood pressure', 50, 260),
    coding: loinc('8480-6', 'mm[Hg]'),
  },
  diastolicPressure: {
    ...pressure('diastolic blood pressure', 25, 160),
    coding: loinc('8462-4', 'mm[Hg]'),
  },
  bodyMass: {
    label: 'body weight',
    unit: 'kg',
    families: ['body-mass'],
    plausible: [20, 400],
    agents: ['metabolic'],
    span: 'day',
    decimals: 1,
    coding: loinc('29463-7', 'kg'),
  },
  mood: answer('mood', 'up'),
  energy: answer('energy', 'up'),
  fatigue: answer('fatigue', 'down'),
  pain: answer('pain', 'down'),
} satisfies Record<string, MetricShape>;
