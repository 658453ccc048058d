import { closeSync, openSync, writeSync } from 'node:fs';
import { dayFromNumber, dayNumber, parseDay } from '../../src/shared/day.ts';
import { createRandom, type Random } from '../random.ts';

/** The morning the export was made on. */
export const exportDay = parseDay('2025-06-30');
const BYTES_A_DAY = 573_000;

const watch = `sourceName="Sam’s Apple\u00a0Watch" sourceVersion="10.4" device="&lt;&lt;HKDevice: 0x3014f2a80&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,7, software:10.4&gt;"`;
const phone = `sourceName="Sam’s iPhone" sourceVersion="17.4.1" device="&lt;&lt;HKDevice: 0x3014f1c20&gt;, name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone14,5, software:17.4.1&gt;"`;
const scale = `sourceName="Scale" sourceVersion="5.2"`;

interface DayOf {
  readonly midnight: number;
  readonly random: Random;
}
type Write = (text: string) => void;

function stamp(seconds: number): string {
  // A zone without summer time keeps the generator simple; the reader has tests for the others.
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} +0100`;
}

function record(type: string, source: string, unit: string, from: number, to: number, value: string): string {
  const dates = `creationDate="${stamp(to + 30)}" startDate="${stamp(from)}" endDate="${stamp(to)}"`;
  return ` <Record type="${type}" ${source}${unit} ${dates} value="${value}"`;
}

const quantity = (type: string) => `HKQuantityTypeIdentifier${type}`;
const of = (unit: string) => ` unit="${unit}"`;

/** Evenly spaced records through the waking day. */
function spread(write: Write, day: DayOf, type: string, source: string, unit: string, count: number): void {
  for (let index = 0; index < count; index++) {
    const from = Math.floor(
      day.midnight + 7 * 3600 + ((index + day.random.uniform() * 0.5) * 16 * 3600) / count,
    );
    const to = from + day.random.integer(40, Math.floor((8 * 3600) / count));
    const value = (day.random.uniform() * 60).toFixed(type === 'StepCount' ? 0 : 3);
    write(`${record(quantity(type), source, of(unit), from, to, value)}/>\n`);
  }
}

/** Every five minutes, and every five seconds of an hour's workout on some days. */
function heartRates(write: Write, { midnight, random }: DayOf): void {
  const beat = (at: number, rate: number) => {
    write(`${record(quantity('HeartRate'), watch, of('count/min'), at, at, rate.toFixed(0))}>\n`);
    write('  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="1"/>\n </Record>\n');
  };
  for (let at = 0; at < 86_400; at += 300) {
    beat(midnight + at + random.integer(0, 60), (at < 7 * 3600 ? 52 : 72) + random.between(-9, 9));
  }
  if (!random.chance(0.3)) return;
  for (let at = 0; at < 3600; at += 5) beat(midnight + 17 * 3600 + at, random.between(120, 165));
}

function nightSamples(write: Write, { midnight, random }: DayOf): void {
  const at = (hours: number) => Math.floor(midnight + (hours - 1) * 3600 + random.integer(0, 600));
  for (let hours = 0.5; hours < 7; hours += 0.25) {
    const [breath, oxygen] = [at(hours), at(hours)];
    write(`${record(quantity('RespiratoryRate'), watch, of('count/min'), breath, breath, '14.5')}/>\n`);
    write(`${record(quantity('OxygenSaturation'), watch, of('%'), oxygen, oxygen + 15, '0.96')}/>\n`);
  }
  for (let hours = 0; hours < 24; hours += 3) {
    const from = at(hours);
    const value = random.between(20, 90).toFixed(4);
    write(`${record(quantity('HeartRateVariabilitySDNN'), watch, of('ms'), from, from + 60, value)}>\n`);
    write('  <HeartRateVariabilityMetadataList>\n');
    for (let beat = 0; beat < 55; beat++) {
      write(`   <InstantaneousBeatsPerMinute bpm="${random.integer(50, 70)}" time="3:12:${beat}.41"/>\n`);
    }
    write('  </HeartRateVariabilityMetadataList>\n </Record>\n');
  }
}

function sleep(write: Write, { midnight, random }: DayOf): void {
  const type = 'HKCategoryTypeIdentifierSleepAnalysis';
  const stages = ['AsleepCore', 'AsleepDeep', 'AsleepCore', 'AsleepREM', 'Awake'];
  let from = midnight - random.integer(0, 5400);
  for (let index = 0; index < 30; index++) {
    const to = from + random.integer(8, 24) * 30;
    const stage = `HKCategoryValueSleepAnalysis${stages[index % stages.length]}`;
    write(`${record(type, watch, '', from, to, stage)}>\n`);
    write('  <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>\n </Record>\n');
    from = to;
  }
}

function onceADay(write: Write, { midnight, random }: DayOf): void {
  const noon = midnight + 12 * 3600;
  const one = (type: string, source: string, unit: string, value: number) =>
    write(`${record(quantity(type), source, of(unit), noon, noon, value.toFixed(2))}/>\n`);
  one('RestingHeartRate', watch, 'count/min', random.between(48, 60));
  one('BodyMass', scale, 'kg', random.between(73, 75));
  one('VO2Max', watch, 'mL/min·kg', random.between(40, 44));
}

const blocks: readonly ((write: Write, day: DayOf) => void)[] = [
  onceADay,
  heartRates,
  nightSamples,
  (write, day) => spread(write, day, 'StepCount', phone, 'count', 60),
  (write, day) => spread(write, day, 'StepCount', watch, 'count', 70),
  (write, day) => spread(write, day, 'DistanceWalkingRunning', watch, 'km', 120),
  (write, day) => spread(write, day, 'BasalEnergyBurned', watch, 'kcal', 180),
  (write, day) => spread(write, day, 'ActiveEnergyBurned', watch, 'kcal', 240),
  sleep,
];

/** Writes an export of about so many megabytes: type by type and, within each, day by day, as the app does. */
export function writeExport(path: string, megabytes: number): void {
  const file = openSync(path, 'w');
  let pending = '';
  const flush = () => {
    writeSync(file, pending);
    pending = '';
  };
  const write = (text: string) => {
    pending += text;
    if (pending.length > 1_000_000) flush();
  };
  write(
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!-- HealthKit Export Version: 13 -->\n',
  );
  write(
    '<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout)*)>\n]>\n<HealthData locale="en_DE">\n',
  );
  write(` <ExportDate value="${exportDay} 09:10:11 +0100"/>\n`);
  const days = Math.max(1, Math.round((megabytes * 1e6) / BYTES_A_DAY));
  const last = dayNumber(exportDay);
  for (const [index, block] of blocks.entries()) {
    const random = createRandom(index, 'apple-health');
    for (let day = last - days; day < last; day++) {
      block(write, { midnight: Date.parse(`${dayFromNumber(day)}T00:00:00Z`) / 1000, random });
    }
  }
  write('</HealthData>\n');
  flush();
  closeSync(file);
}
