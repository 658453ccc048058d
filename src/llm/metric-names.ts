import type { Finding } from '../domain/finding.ts';
import { findMetric, type Metric, metricSlugs, type Naming } from '../domain/metric.ts';
import { plainText } from './plain-text.ts';
import { blank } from './sentences.ts';

export interface MetricMention {
  readonly slug: string;
  readonly index: number;
  readonly end: number;
}

/** Other plain names that a writer may use. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  // Without a word of the statistic, heart rate variability is the one over the night (RMSSD).
  hrv: ['HRV', 'heart-rate variability', 'rMSSD'],
  hrvSdnn: [
    'heart rate variability (SDNN)',
    'heart-rate variability (SDNN)',
    'SDNN heart rate variability',
    'HRV (SDNN)',
    'SDNN HRV',
    'SDNN',
  ],
  restingHeartRate: [
    'resting pulse',
    'heart rate at rest',
    'pulse at rest',
    'RHR',
    'lowest nightly heart rate',
  ],
  sleepHeartRate: ['sleeping heart rate', 'average heart rate during sleep'],
  deepSleep: ['time in deep sleep', 'slow-wave sleep'],
  remSleep: ['REM', 'time in REM sleep'],
  totalSleep: ['total sleep time', 'time asleep', 'sleep duration'],
  sleepLatency: ['sleep latency', 'falling asleep'],
  awakeTime: ['time awake', 'wake time during the night'],
  sleepEfficiency: ['sleep-efficiency', 'efficiency of sleep'],
  respiratoryRate: ['respiratory rate', 'breathing frequency'],
  spo2: ['blood oxygen', 'oxygen saturation', 'SpO2'],
  temperatureDeviation: ['night temperature', 'skin temperature', 'temperature deviation'],
  wristTemperature: ['wrist temperature', 'wrist skin temperature', 'temperature at the wrist'],
  steps: ['step count', 'daily steps'],
  fatigue: ['tiredness'],
  sleepMidpoint: ['sleep midpoint'],
  napTime: ['nap time', 'time spent napping', 'time napping', 'nap duration', 'napping', 'naps', 'nap'],
  systolicPressure: [
    'systolic pressure',
    'systolic value',
    'systolic',
    'blood pressure, upper value',
    'blood pressure (upper value)',
  ],
  // No "lower blood pressure": that would be a direction.
  diastolicPressure: [
    'diastolic pressure',
    'diastolic value',
    'diastolic',
    'blood pressure, lower value',
    'blood pressure (lower value)',
  ],
  bodyMass: ['weight', 'body mass'],
};

/** Everyday words as well as metrics: naming one is no claim about it. */
const everyday = new Set(['steps', 'pain', 'mood', 'energy', 'fatigue', 'bedtime', 'bodyMass', 'napTime']);

export function getMetricOrBare(
  slug: string,
  naming: Naming = {},
): Pick<Metric, 'label' | 'unit' | 'decimals' | 'span' | 'better'> {
  return findMetric(slug, naming) ?? { label: slug, unit: '', decimals: 1, span: 'day' };
}

interface Named {
  readonly slug: string;
  readonly name: string;
  readonly pattern: RegExp;
}

function named(slug: string, naming: Naming): Named[] {
  return namesOf(slug, naming).map((words) => {
    const name = plainText(words);
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return { slug, name: name.toLowerCase(), pattern: new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'gi') };
  });
}

export function namesOf(slug: string, naming: Naming): string[] {
  return [getMetricOrBare(slug, naming).label, ...(aliases[slug] ?? [])];
}

const ofCatalogue: readonly Named[] = metricSlugs.flatMap((slug) => named(slug, {}));

function isCatalogued(slug: string): boolean {
  return ofCatalogue.some((entry) => entry.slug === slug);
}

/** Finds the metrics a sentence names, longest name first, and gives the sentence back without them. */
export function readMetrics(
  sentence: string,
  cited: readonly Finding[],
  naming: Naming,
): { metrics: MetricMention[]; rest: string } {
  const lower = sentence.toLowerCase();
  const others = new Set(cited.flatMap((finding) => finding.metrics.filter((slug) => !isCatalogued(slug))));
  const names = [...ofCatalogue, ...[...others].flatMap((slug) => named(slug, naming))]
    .filter(({ name }) => lower.includes(name))
    .sort((left, right) => right.name.length - left.name.length);
  const metrics: MetricMention[] = [];
  let rest = sentence;
  for (const { slug, pattern } of names) {
    for (const found of rest.matchAll(pattern)) {
      metrics.push({ slug, index: found.index, end: found.index + found[0].length });
      rest = blank(rest, found.index, found[0].length);
    }
  }
  metrics.sort((left, right) => left.index - right.index);
  return { metrics, rest };
}

export function isEverydayWord(slug: string): boolean {
  return everyday.has(slug);
}

/** "The steps are …", "the next steps", "this carries weight". */
export function isFigureOfSpeech(name: string, lead: string): boolean {
  if (/^weight$/i.test(name)) return /\b(?:carr(?:y|ies)|much|little|more|less|put) $/i.test(lead);
  return (
    /^steps$/i.test(name) &&
    /(?:^|[.!?] )(?:the|these)\s$|\b(?:next|first|following|small|\d+|two|three|four|five|six)\s$/i.test(lead)
  );
}
