import type { Metric } from '../../domain/metric.ts';
import { isCustomSlug } from '../../domain/metric.ts';
import { type Coding, coding, concept, type Element } from './element.ts';
import { LOINC, own } from './systems.ts';

const displays: Readonly<Record<string, string>> = {
  '8867-4': 'Heart rate',
  '40443-4': 'Heart rate --resting',
  '41950-7': 'Number of steps in 24 hour Measured',
  '9279-1': 'Respiratory rate',
  '59408-5': 'Oxygen saturation in Arterial blood by Pulse oximetry',
  '2708-6': 'Oxygen saturation in Arterial blood',
  '93832-4': 'Sleep duration',
  '80404-7': 'R-R interval.standard deviation (Heart rate variability)',
  '85354-9': 'Blood pressure panel with all children optional',
  '8480-6': 'Systolic blood pressure',
  '8462-4': 'Diastolic blood pressure',
  '29463-7': 'Body weight',
};

/** R4's vital signs know one code for each sign; a narrower one stands before it and never instead of it. */
const vitalSigns: ReadonlyMap<string, string> = new Map([
  ['8867-4', '8867-4'],
  ['40443-4', '8867-4'],
  ['9279-1', '9279-1'],
  ['59408-5', '2708-6'],
  ['8480-6', '8480-6'],
  ['8462-4', '8462-4'],
  ['29463-7', '29463-7'],
]);

/** What a label leaves open and a reader elsewhere has to know. */
const methods: Readonly<Record<string, string>> = {
  hrv: 'RMSSD over the night',
  hrvSdnn: 'SDNN over the night',
  restingHeartRate: 'lowest of the night',
  sleepHeartRate: 'average over sleep',
  daytimeHeartRate: 'average over the day',
  spo2: 'average over the night',
  temperatureDeviation: 'difference from own usual, no body temperature',
  bedtime: 'minutes from local midnight, negative on the evening before',
  wakeTime: 'minutes from local midnight',
  sleepMidpoint: 'minutes from local midnight, negative on the evening before',
};

export const loincCoding = (code: string): Coding => coding(LOINC, code, displays[code]);

export function isVitalSign({ coding: standard }: Metric): boolean {
  return standard !== undefined && vitalSigns.has(standard.code);
}

export function categoryOf(metric: Metric): 'vital-signs' | 'survey' | 'activity' {
  if (isVitalSign(metric)) return 'vital-signs';
  return metric.span === 'check-in' || isCustomSlug(metric.slug) ? 'survey' : 'activity';
}

export function codeOfMetric(metric: Metric): Element {
  const code = metric.coding?.code;
  const general = code === undefined ? undefined : vitalSigns.get(code);
  const standard = [...new Set([code, general])].filter((one) => one !== undefined).map(loincCoding);
  return concept(metric.label, ...standard, coding(own('metric'), metric.slug));
}

export function methodOfMetric({ slug }: Metric): Element | undefined {
  const method = methods[slug];
  return method === undefined ? undefined : concept(method);
}
