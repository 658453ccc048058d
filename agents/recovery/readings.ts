import type { Finding, FindingOf, FindingsReport, LastNight } from '../../src/domain/finding.ts';
import type { KeyFactor } from '../../src/domain/recommendation.ts';
import {
  capital,
  count,
  day,
  level,
  levelRange,
  listed,
  metricOf,
  nameOf,
  plain,
  wasWord,
} from '../narrate/words.ts';

/** By chance one night in ten lies beyond each end of the middle 80 %, and one in fifteen this far out. */
const CLEARLY_OUT = 1.5;
const TIRED = 7;
const HOT_Z = 3.5;
const HOT_RISE = 0.5;
const WINDOW_NIGHTS = 60;

/** What is read of a night, and the side of it that asks for rest. Both measures of sleep are one witness. */
const witnesses = [
  { metrics: ['hrv'], unwelcome: -1 },
  { metrics: ['restingHeartRate'], unwelcome: 1 },
  { metrics: ['totalSleep', 'sleepEfficiency'], unwelcome: -1 },
  { metrics: ['respiratoryRate'], unwelcome: 1 },
] as const;
/** Those of the night, and the answer of the morning. */
export const WITNESSES = witnesses.length + 1;
const FATIGUE = 'fatigue';
const HEART = ['hrv', 'restingHeartRate'];
const SLEEP = ['totalSleep', 'sleepEfficiency'];
const groups: readonly { readonly name: string; readonly metrics: readonly string[] }[] = [
  { name: 'heart', metrics: HEART },
  { name: 'sleep', metrics: SLEEP },
  { name: 'breathing', metrics: ['respiratoryRate'] },
  { name: 'temperature', metrics: ['temperatureDeviation'] },
  { name: 'blood oxygen', metrics: ['spo2'] },
];

type Known = LastNight & { readonly usual: NonNullable<LastNight['usual']> };

export interface Witness {
  readonly reading: LastNight;
  readonly isUnwelcome: boolean;
}

/** One reading a witness: that of its metrics which is clearly out, else the one furthest to the unwelcome side. */
export function witnessesOf(readings: readonly LastNight[]): Witness[] {
  const night = witnesses.flatMap(({ metrics, unwelcome }): Witness[] => {
    const known = readings.filter(isKnown).filter(({ metric }) => metrics.some((own) => own === metric));
    const [furthest] = known.toSorted((left, right) => (right.usual.z - left.usual.z) * unwelcome);
    const out = known.find((reading) => isClearlyOut(reading, unwelcome));
    const reading = out ?? furthest;
    return reading === undefined ? [] : [{ reading, isUnwelcome: out !== undefined }];
  });
  const fatigue = readings.find(({ metric }) => metric === FATIGUE);
  return fatigue === undefined
    ? night
    : [...night, { reading: fatigue, isUnwelcome: fatigue.value >= TIRED }];
}

function isKnown(reading: LastNight): reading is Known {
  return reading.usual !== undefined;
}

function isClearlyOut({ value, usual }: Known, side: 1 | -1): boolean {
  const isOutside = side > 0 ? value > usual.high : value < usual.low;
  return isOutside && usual.z * side >= CLEARLY_OUT;
}

/** Of the night, whatever the side; how tired somebody is has only one that matters. */
export function clearlyOut(readings: readonly LastNight[]): LastNight[] {
  return readings
    .filter(isKnown)
    .filter(
      (reading) =>
        reading.metric !== FATIGUE && [1, -1].some((side) => isClearlyOut(reading, side as 1 | -1)),
    );
}

/** What could be held against a usual, in the words of a sentence: "Heart, sleep and breathing". */
export function namesOfRead(readings: readonly LastNight[]): string {
  const known = new Set(readings.filter(isKnown).map(({ metric }) => metric));
  const parts = groups.filter(({ metrics }) => metrics.some((metric) => known.has(metric)));
  return capital(listed(parts.map(({ name }) => name)));
}

export function isOfNight({ reading }: Witness): boolean {
  return reading.metric !== FATIGUE;
}

/** Without the heart or without sleep, that nothing stood out would say too little. */
export function sayEnough(seen: readonly Witness[]): boolean {
  const has = (metrics: readonly string[]) => seen.some(({ reading }) => metrics.includes(reading.metric));
  return has(HEART) && has(SLEEP);
}

/** A night much warmer than usual: found as a fever over two nights, or plainly so in one. */
export function hotNight({ findings, lastNight = [] }: FindingsReport): LastNight | undefined {
  const reading = lastNight.find(({ metric }) => metric === 'temperatureDeviation');
  if (reading === undefined || !isKnown(reading)) return undefined;
  const { value, usual } = reading;
  const isFound = deviationsOn(reading.day, findings).some(
    ({ metric, direction }) => metric === reading.metric && direction === 'up',
  );
  return isFound || (usual.z >= HOT_Z && value - usual.median >= HOT_RISE) ? reading : undefined;
}

/** How much of the sixty nights is known that a reading is held against, from 0 to 1. */
export function sufficiencyOf(readings: readonly LastNight[]): number {
  const known = readings.flatMap(({ usual }) => usual?.nights ?? []);
  const mean = known.reduce((sum, nights) => sum + nights, 0) / Math.max(1, known.length);
  return Math.min(1, mean / WINDOW_NIGHTS);
}

/** What was found to be out on a day, beyond a hint. */
export function deviationsOn(on: string, findings: readonly Finding[]): FindingOf<'deviation'>[] {
  return findings.filter(
    (finding): finding is FindingOf<'deviation'> =>
      finding.kind === 'deviation' && finding.to === on && finding.grade !== 'watch',
  );
}

/** "Heart rate variability was 31 ms last night; the usual is 38 to 52 ms (58 nights)." */
export function factorOf(reading: LastNight, report: FindingsReport): KeyFactor {
  const claims = deviationsOn(reading.day, report.findings).filter(({ metric }) => metric === reading.metric);
  return { text: textOf(reading), claims: claims.map(({ id }) => id) };
}

function textOf({ metric: slug, value, usual }: LastNight): string {
  const metric = metricOf(slug, {});
  const name = `${capital(nameOf(metric))} ${wasWord(metric)}`;
  // An answer is judged as it was given, not against others.
  if (metric.span === 'check-in')
    return `${name} ${plain(value, Number.isInteger(value) ? 0 : 1)} of 10 this morning.`;
  const range =
    usual === undefined
      ? ''
      : `; the usual is ${levelRange(metric, usual.low, usual.high)} (${count(usual.nights, 'night')})`;
  return `${name} ${level(metric, value)} last night${range}.`;
}

export function illnessFactor(on: string, asOf: Parameters<typeof day>[1]): KeyFactor {
  return { text: `An illness was noted on ${day(on, asOf)}.`, claims: [] };
}
