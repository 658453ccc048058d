import { type CustomMetric, findMetric, type MetricSlug, metricSlugs } from '../../src/domain/metric.ts';
import { namesOf } from '../../src/llm/metric-names.ts';
import { plainName } from './plain-question.ts';

/** What people say when they mean a metric, beside its label and the names that a writer may use. */
const spoken: Partial<Record<MetricSlug, readonly string[]>> = {
  totalSleep: [
    'sleep time',
    'hours of sleep',
    'sleep length',
    'amount of sleep',
    'length of sleep',
    'time sleeping',
  ],
  deepSleep: ['deep', 'deep sleeping'],
  remSleep: ['rem sleep', 'dream sleep'],
  lightSleep: ['light sleeping'],
  awakeTime: ['awake at night', 'lie awake', 'lay awake', 'lying awake', 'awake in the night', 'awake'],
  timeInBed: ['spend in bed', 'spent in bed', 'lie in bed', 'lay in bed'],
  sleepEfficiency: ['efficiency'],
  sleepLatency: ['to fall asleep', 'fall asleep', 'fell asleep', 'to get to sleep', 'get to sleep'],
  bedtime: ['go to bed', 'went to bed', 'going to bed', 'bed time', 'get to bed', 'go to sleep', 'in bed by'],
  wakeTime: ['wake up', 'woke up', 'waking up', 'get up', 'got up', 'getting up', 'wake up time'],
  restlessPeriods: ['restless', 'restlessness', 'tossing and turning'],
  hrv: ['heart rate variation', 'heart variability', 'hr variability'],
  restingHeartRate: [
    'resting hr',
    'resting heartrate',
    'heart rate',
    'heartrate',
    'pulse',
    'heart beat',
    'heartbeat',
  ],
  daytimeHeartRate: ['day heart rate', 'heart rate during the day', 'daytime pulse'],
  respiratoryRate: ['breathing', 'breaths', 'respiration'],
  temperatureDeviation: ['temperature', 'body temperature', 'temp'],
  spo2: ['oxygen', 'o2', 'oxygen level', 'saturation', 'sats'],
  breathingDisturbance: ['breathing disturbance', 'disturbed breathing', 'apnoea index', 'apnea index'],
  steps: ['step', 'walk', 'walked', 'walking'],
  activeCalories: ['calories', 'kcal', 'active calories', 'calories burned', 'energy burned'],
  sedentaryTime: ['sitting', 'sedentary', 'sit', 'sat around'],
  workoutTime: ['workout', 'exercise', 'training', 'exercising', 'work out', 'exercised'],
  stressHigh: ['stress', 'stressed'],
  recoveryHigh: ['recovery time', 'time in recovery'],
  vo2Max: ['vo2', 'vo2max', 'fitness'],
  cardiovascularAge: ['cardiovascular age', 'vascular age', 'heart age'],
  napTime: ['napped', 'napping'],
  systolicPressure: ['upper blood pressure'],
  diastolicPressure: ['lower blood pressure'],
  bodyMass: ['weigh', 'body mass', 'heavy'],
  mood: ['my mood', 'moods'],
  energy: ['energy level', 'energetic'],
  fatigue: ['tired', 'exhausted', 'exhaustion', 'weary', 'sleepy'],
  pain: ['ache', 'aches', 'hurting', 'sore', 'soreness', 'painful'],
};

/** Where one device has not measured it, another has under a name of its own. */
const instead: readonly (readonly [MetricSlug, MetricSlug])[] = [
  ['hrv', 'hrvSdnn'],
  ['temperatureDeviation', 'wristTemperature'],
];

const pressures: readonly MetricSlug[] = ['systolicPressure', 'diastolicPressure'];

interface Name {
  readonly name: string;
  readonly slugs: readonly string[];
}

export interface Heard {
  /** In the order in which they are named. */
  readonly metrics: readonly string[];
  /** The question with the names blanked. */
  readonly rest: string;
}

/** Longest first: "deep sleep" is no sleep, "resting heart rate" no heart rate. */
export function spokenNames(custom: readonly CustomMetric[]): Name[] {
  const names = [
    ...custom.map(({ slug, label }) => ({ name: plainName(label), slugs: [slug] })),
    ...metricSlugs.flatMap((slug) =>
      [...namesOf(slug, {}), ...(spoken[slug] ?? [])].map((name) => ({
        name: plainName(name),
        slugs: [slug],
      })),
    ),
    { name: 'blood pressure', slugs: pressures },
  ];
  return names.filter(({ name }) => name !== '').sort((left, right) => right.name.length - left.name.length);
}

export function spokenMetrics(text: string, names: readonly Name[], available: ReadonlySet<string>): Heard {
  const found: { index: number; slugs: readonly string[] }[] = [];
  let rest = text;
  for (const { name, slugs } of names) {
    if (!rest.includes(name)) continue;
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    rest = rest.replaceAll(new RegExp(`(?<![\\w-])${escaped}s?(?![\\w-])`, 'g'), (match, index: number) => {
      found.push({ index, slugs });
      return '_'.repeat(match.length);
    });
  }
  found.sort((left, right) => left.index - right.index);
  const metrics = new Set(found.flatMap(({ slugs }) => slugs.map((slug) => measured(slug, available))));
  return { metrics: [...metrics], rest };
}

function measured(slug: string, available: ReadonlySet<string>): string {
  const other = instead.find(([first, second]) => first === slug && available.has(second));
  return other !== undefined && !available.has(slug) ? other[1] : slug;
}

export function isAskable(slug: string, custom: readonly CustomMetric[]): boolean {
  return custom.some((metric) => metric.slug === slug) || metricSlugs.some((known) => known === slug);
}

/** "min", "steps": what a bare number of a question is in. */
export function unitOf(slug: string, custom: readonly CustomMetric[]): string {
  return findMetric(slug, { customMetrics: custom })?.unit ?? '';
}
