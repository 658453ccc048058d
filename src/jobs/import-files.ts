import type { Person } from '../../db/stores/person-store.ts';
import type { ProfileEntry } from '../../db/stores/profile-subject.ts';
import { spotMetricOf } from '../domain/red-flags/spot-metric.ts';
import { URGENT_DAYS } from '../domain/red-flags/standing.ts';
import { addDays, type Day, dayInZone, isDay } from '../shared/day.ts';
import { isRecord } from '../shared/json.ts';
import { type ImportedFile, readFile } from '../sources/files/read-file.ts';
import { readOuraInBatches } from '../sources/files/read-oura.ts';
import { HEAD_BYTES, isListOfDocuments, SMALL_BYTES } from '../sources/files/recognise.ts';
import { readHead, readWhole, type SourceFile } from '../sources/files/source-file.ts';
import { baseName } from '../sources/files/text.ts';
import { isZip } from '../sources/zip.ts';
import { importArchive } from './import-archive.ts';
import {
  type ImportDependencies,
  type ImportedOutcome,
  type ImportTarget,
  importDocuments,
  personOf,
} from './import-documents.ts';
import { importHealthExport, isHealthExport } from './import-health-export.ts';
import { type Alarm, raiseRedFlags } from './raise-red-flags.ts';
import { recordCheckIns } from './record-observations.ts';
import { takeHealthRecord } from './take-health-record.ts';

/**
 * Takes one file in for a person, who is made when the first file that says anything arrives: a folder of holiday
 * pictures leaves nobody behind. A large file is kept a batch at a time: broken off and begun again, it ends the same.
 */
export async function importFile(
  dependencies: ImportDependencies,
  target: ImportTarget,
  source: SourceFile,
): Promise<ImportedOutcome> {
  const head = await readHead(source, HEAD_BYTES);
  if (isZip(head)) {
    return importArchive(dependencies, target, source, (entry) => importFile(dependencies, target, entry));
  }
  if (isHealthExport(head)) return importHealthExport(dependencies, target, source);
  if (source.size > SMALL_BYTES && isListOfDocuments(head)) {
    const batches = readOuraInBatches(baseName(source.name), source.read());
    return importDocuments(dependencies, target, batches);
  }
  return importWhole(dependencies, target, source);
}

async function importWhole(
  dependencies: ImportDependencies,
  target: ImportTarget,
  source: SourceFile,
): Promise<ImportedOutcome> {
  const file = readFile(source.name, await readWhole(source), dependencies.knowledge);
  if (file.kind === 'unrecognised') return { summary: 'not recognised', refusals: file.refusals, alarms: [] };
  if (file.kind === 'oura') return importDocuments(dependencies, target, [file]);
  if (isEmpty(file)) return { summary: 'nothing in it', refusals: file.refusals, alarms: [] };
  const person = await personOf(dependencies, target);
  const summary = await take(dependencies, person, file);
  return { summary, refusals: file.refusals, alarms: await alarmsOf(dependencies, person, file) };
}

/** A profile or a part of one, for a person who is here; of any other file nothing is taken. */
export async function importProfile(
  dependencies: ImportDependencies,
  person: Person,
  name: string,
  bytes: Uint8Array,
): Promise<ImportedOutcome> {
  const file = readFile(name, bytes, dependencies.knowledge);
  if (file.kind === 'profile') {
    if (isEmpty(file)) return { summary: 'nothing in it', refusals: file.refusals, alarms: [] };
    const summary = await takeProfile(dependencies, person, file);
    return { summary, refusals: file.refusals, alarms: await alarmsOf(dependencies, person, file) };
  }
  const other = { file: name, record: 'file', field: '', reason: 'is not a profile; see "rounds import"' };
  const refusals = file.kind === 'unrecognised' ? file.refusals : [other];
  return { summary: 'not taken', refusals, alarms: [] };
}

type Whole = Exclude<ImportedFile, { kind: 'unrecognised' } | { kind: 'oura' }>;

function isEmpty(file: Whole): boolean {
  switch (file.kind) {
    case 'check-ins':
      return file.checkIns.length === 0;
    case 'labs':
    case 'fhir':
      return file.entries.length === 0;
    case 'profile':
      return file.entries.length + file.singles.length === 0 && file.timezone === undefined;
  }
}

async function take(dependencies: ImportDependencies, person: Person, file: Whole): Promise<string> {
  switch (file.kind) {
    case 'check-ins': {
      const { changed, unchanged } = await recordCheckIns(dependencies, person, file.checkIns);
      return `${file.checkIns.length} check-ins: ${changed} new or changed, ${unchanged} known`;
    }
    case 'labs': {
      const changed = await dependencies.profiles.upsert(person, file.entries);
      const known = file.entries.length - changed;
      return `${file.entries.length} lab results: ${changed} new or changed, ${known} known`;
    }
    case 'fhir':
      return takeHealthRecord(dependencies.profiles, person, file);
    case 'profile':
      return takeProfile(dependencies, person, file);
  }
}

async function takeProfile(
  dependencies: ImportDependencies,
  person: Person,
  file: Extract<ImportedFile, { kind: 'profile' }>,
): Promise<string> {
  const moved = file.timezone !== undefined && file.timezone !== person.timezone;
  if (moved) await dependencies.people.updateTimezone(person, file.timezone);
  const entries: ProfileEntry[] = [...file.singles, ...file.entries];
  const changed = await dependencies.profiles.upsert(person, entries);
  return `profile: ${changed} entries new or changed, ${entries.length - changed} known${moved ? `, time zone ${file.timezone}` : ''}`;
}

/**
 * Of the days that the file has words or readings of. A medicine may change what words of the last days mean, and words
 * without a day count for the one on which they were first recorded, which may be today.
 */
async function alarmsOf(
  dependencies: ImportDependencies,
  person: Person,
  file: Whole,
): Promise<readonly Alarm[]> {
  const today = dayInZone(dependencies.clock.now(), person.timezone);
  const told = file.kind === 'check-ins' ? file.checkIns.map(({ day }) => day) : daysOfWords(file.entries);
  const isAboutNow = file.kind !== 'check-ins' && file.entries.some(mayConcernToday);
  const recent = isAboutNow ? [addDays(today, 1 - URGENT_DAYS), today] : [];
  const days = [...told, ...recent].filter((day) => day <= today).sort();
  const [from, to] = [days[0], days.at(-1)];
  return from === undefined || to === undefined
    ? []
    : [await raiseRedFlags(dependencies, person, { from, to })];
}

function daysOfWords(entries: readonly ProfileEntry[]): Day[] {
  return entries.flatMap(({ kind, value }) => {
    const day = isRecord(value) ? value.day : undefined;
    return isScreened({ kind, value }) && typeof day === 'string' && isDay(day) ? [day] : [];
  });
}

function isScreened({ kind, value }: ProfileEntry): boolean {
  if (!isRecord(value)) return false;
  switch (kind) {
    case 'note':
    case 'event':
    case 'visit':
      return true;
    case 'appointment':
      return Array.isArray(value.questions) && value.questions.length > 0;
    case 'adherence':
    case 'cycle':
      return typeof value.label === 'string' && value.label.trim() !== '';
    case 'lab':
      return spotMetricOf(String(value.analyte), String(value.unit)) !== undefined;
    default:
      return false;
  }
}

function mayConcernToday({ kind, value }: ProfileEntry): boolean {
  if (kind === 'allergy') return isRecord(value) && value.reaction !== undefined;
  return kind === 'medication' || (kind === 'appointment' && isScreened({ kind, value }));
}
