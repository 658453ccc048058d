import { answerNames, type CheckIn, checkInSchema, reporters, saysSomething } from '../../domain/check-in.ts';
import type { Refusal } from '../../domain/raw-document.ts';
import { isBelievableDay } from '../oura/document.ts';
import { describeIssues } from './issue.ts';

export const fieldNames = ['day', 'reporter', ...answerNames] as const;
type FieldName = (typeof fieldNames)[number];

/** What stands in one line or entry; what is undefined was not answered. */
export type CheckInFields = Readonly<Partial<Record<FieldName, unknown>>>;

export interface ReadCheckIns {
  readonly checkIns: CheckIn[];
  readonly refusals: Refusal[];
}

type Refuse = (field: string, reason: string) => void;

/**
 * A bad field is left out by name and the rest of its record kept; a record that does not say whose answer it
 * is, and of which day, is left out whole.
 */
export function readRecords(
  kindOfRecord: 'line' | 'entry',
  records: Iterable<{ readonly number: number; readonly fields: CheckInFields }>,
  refuse: (record: string, field: string, reason: string) => void,
): CheckIn[] {
  const first = new Map<string, CheckIn>();
  for (const { number, fields } of records) {
    const refuseField: Refuse = (field, reason) => refuse(`${kindOfRecord} ${number}`, field, reason);
    const checkIn = readRecord(fields, refuseField);
    if (checkIn === undefined) continue;
    const key = `${checkIn.day} ${checkIn.reporter}`;
    if (first.has(key)) refuseField('day', `is there twice; the first ${kindOfRecord} is kept`);
    else first.set(key, checkIn);
  }
  return [...first.values()].filter(saysSomething);
}

function readRecord(fields: CheckInFields, refuse: Refuse): CheckIn | undefined {
  const { day, reporter } = fields;
  const parsed = checkInSchema.shape.day.safeParse(day);
  if (!parsed.success || !isBelievableDay(parsed.data)) {
    const reason = parsed.success ? 'is outside the years 2000 to 2099' : 'is not a day; write YYYY-MM-DD';
    refuse('day', day === undefined ? 'is missing' : reason);
    return undefined;
  }
  if (!checkInSchema.shape.reporter.safeParse(reporter).success) {
    refuse('reporter', `must be one of: ${reporters.join(', ')}`);
    return undefined;
  }
  const kept: Record<string, unknown> = { day: parsed.data, reporter };
  for (const name of answerNames) {
    if (fields[name] === undefined) continue;
    const answer = checkInSchema.shape[name].safeParse(fields[name]);
    if (answer.success) kept[name] = answer.data;
    else for (const { field, reason } of describeIssues(answer.error, name)) refuse(field, reason);
  }
  return checkInSchema.parse(kept);
}
