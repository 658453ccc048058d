import { answerNames } from '../../domain/check-in.ts';
import type { Refusal } from '../../domain/raw-document.ts';
import { isRecord } from '../../shared/json.ts';
import { getCollection } from '../oura/collections.ts';
import { type CheckInFields, fieldNames, type ReadCheckIns, readRecords } from './check-in-records.ts';
import { printable } from './text.ts';

/** What Oura's documents have and no check-in: its sessions tell a mood of a day as well. */
const ouraMarks = ['id', 'contributors', ...getCollection('session').marks.filter((mark) => mark !== 'mood')];

/** A list of answers, an object that says it holds one, or one answer alone. */
export function isCheckInJson(value: unknown): boolean {
  if (!Array.isArray(value)) return (isRecord(value) && Array.isArray(value.checkIns)) || isAnswer(value);
  return value.filter(isAnswer).length * 2 > value.length;
}

function isAnswer(value: unknown): boolean {
  if (!isRecord(value) || !Object.hasOwn(value, 'day')) return false;
  const has = (name: string) => Object.hasOwn(value, name);
  return answerNames.some(has) && !ouraMarks.some(has);
}

export function readCheckInJson(file: string, value: unknown): ReadCheckIns {
  const refusals: Refusal[] = [];
  const refuse = (record: string, field: string, reason: string) =>
    refusals.push({ file, record, field, reason });
  const checkIns = readRecords('entry', entriesOf(value, refuse), refuse);
  return { checkIns, refusals };
}

type Refuse = (record: string, field: string, reason: string) => void;

function* entriesOf(value: unknown, refuse: Refuse): Iterable<{ number: number; fields: CheckInFields }> {
  for (const [index, entry] of listIn(value, refuse).entries()) {
    const number = index + 1;
    if (!isRecord(entry)) {
      refuse(`entry ${number}`, '', 'must be an object');
      continue;
    }
    refuseStrangers(entry, fieldNames, (field, reason) => refuse(`entry ${number}`, field, reason));
    yield { number, fields: Object.fromEntries(fieldNames.map((name) => [name, entry[name] ?? undefined])) };
  }
}

function listIn(value: unknown, refuse: Refuse): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isRecord(value) || !Array.isArray(value.checkIns)) return [value];
  refuseStrangers(value, ['checkIns'], (field, reason) => refuse('file', field, reason));
  return value.checkIns;
}

function refuseStrangers(
  record: Readonly<Record<string, unknown>>,
  known: readonly string[],
  refuse: (field: string, reason: string) => void,
): void {
  for (const key of Object.keys(record)) {
    if (!known.includes(key)) refuse(printable(key), 'is not a known field; it is ignored');
  }
}
