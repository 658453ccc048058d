import type { RawDocument } from '../../../../src/domain/raw-document.ts';
import { parseDay } from '../../../../src/shared/day.ts';
import { mapAppleHealth } from '../../../../src/sources/apple-health/map.ts';
import { type AppleHealthRead, readAppleHealth } from '../../../../src/sources/apple-health/read.ts';

export const today = parseDay('2024-06-30');

export const watch = 'Kim’s Apple\u00a0Watch';
export const phone = 'Kim’s iPhone';

export interface RecordOptions {
  readonly end?: string;
  readonly unit?: string;
  readonly source?: string;
  readonly device?: string;
  readonly zone?: string | undefined;
  readonly entered?: boolean;
}

const quoted = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Dates without an offset are given the one of Berlin's winter. */
const dated = (text: string) => (/[+-]\d{4}$/.test(text) || text.length < 19 ? text : `${text} +0100`);

function element(name: string, attributes: Record<string, string | undefined>, inner: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${quoted(value as string)}"`)
    .join('');
  return inner === '' ? `<${name}${written}/>\n` : `<${name}${written}>${inner}</${name}>\n`;
}

function metadata({ zone, entered }: RecordOptions): string {
  const entry = (key: string, value: string) => element('MetadataEntry', { key, value }, '');
  return (zone ? entry('HKTimeZone', zone) : '') + (entered ? entry('HKWasUserEntered', '1') : '');
}

export function quantity(
  name: string,
  start: string,
  value: string | number,
  options: RecordOptions = {},
): string {
  const { end = start, unit, source = watch, device } = options;
  const type = `HKQuantityTypeIdentifier${name}`;
  const dates = { creationDate: dated(end), startDate: dated(start), endDate: dated(end) };
  const attributes = { type, sourceName: source, device, unit, ...dates, value: String(value) };
  return element('Record', attributes, metadata(options));
}

export function sleep(stage: string, start: string, end: string, options: RecordOptions = {}): string {
  const { source = watch } = options;
  const type = 'HKCategoryTypeIdentifierSleepAnalysis';
  const value = `HKCategoryValueSleepAnalysis${stage}`;
  const attributes = { type, sourceName: source, startDate: dated(start), endDate: dated(end), value };
  return element('Record', attributes, metadata(options));
}

export function workout(start: string, end: string, extra: Record<string, string> = {}): string {
  const type = 'HKWorkoutActivityTypeRunning';
  const attributes = {
    workoutActivityType: type,
    sourceName: watch,
    startDate: dated(start),
    endDate: dated(end),
  };
  return element('Workout', { ...attributes, ...extra }, '<WorkoutEvent type="x"/>');
}

export const doctype = `<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12; it's Apple's -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ATTLIST VisionPrescription
  type CDATA #REQUIRED
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
]>`;

export function exportOf(...elements: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${doctype}\n<HealthData locale="en_DE">\n${elements.join('')}</HealthData>\n`;
}

export async function* inPieces(bytes: Uint8Array, cuts: readonly number[] = []): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    yield bytes.subarray(from, Math.max(from, cut));
    from = Math.max(from, cut);
  }
}

export function readText(text: string, day = today): Promise<AppleHealthRead> {
  return readAppleHealth('export.xml', inPieces(new TextEncoder().encode(text)), { today: day });
}

export function valuesOf(documents: readonly RawDocument[]): Record<string, number> {
  const { values, refusals } = mapAppleHealth(documents);
  if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
  return Object.fromEntries(values.map(({ metric, day, value }) => [`${metric}@${day}`, value]));
}

/** Reads a whole export of these elements, none of which may be refused, to its daily values. */
export async function tell(...elements: readonly string[]): Promise<Record<string, number>> {
  const { documents, refusals } = await readText(exportOf(...elements));
  if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
  return valuesOf(documents);
}
